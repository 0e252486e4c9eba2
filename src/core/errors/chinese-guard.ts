import { openRun, untouched, wayOut } from './chinese-states.ts';
import type { ErrorTexts } from './explanation.ts';

/** Pages about refusals: a guard found a reason not to begin. */
export const chinese = {
  'no-control-plane': {
    title: '這裡沒有 kubeadm 控制平面',
    meaning:
      'kubeadm 放置憑證與靜態 Pod manifest 的位置都沒有檔案。perennial 用於控制平面節點；工作節點的 kubelet 會自行更新憑證。',
    state: untouched,
    mend: ['在控制平面節點上執行，或指定代表其根目錄的資料夾。'],
  },
  'authority-expired': {
    title: 'CA 本身已到期',
    meaning: 'CA 到期後，由它簽發的憑證都不會被接受，因此簽發新憑證也沒有用。',
    state: untouched,
    mend: [
      '若它應該還有好幾年的效期，表示本機的時鐘有誤。',
      '否則必須在所有節點（包括工作節點）上更換 CA，做法請見 docs/zh-Hant/findings/authority-expired.md。',
    ],
  },
  'authority-external': {
    title: 'CA 的金鑰不在這裡',
    meaning: 'CA 由外部管理：憑證在這裡，私密金鑰不在。只有它的擁有者才能簽發。',
    state: untouched,
    mend: ['請其擁有者簽發憑證，放到定位，再加以證實。其他憑證都可以在這裡更新。'],
  },
  'authority-mismatch': {
    title: 'CA 的憑證與金鑰不相符',
    meaning: '磁碟上的金鑰不屬於憑證包中任何一張 CA 憑證。用它簽發的憑證都會遭到拒絕。',
    state: untouched,
    mend: ['從其他控制平面節點或備份取得正確的一組，放到定位，然後再檢查一次。'],
  },
  'san-lost': {
    title: '新憑證會少了必要的名稱',
    meaning: '新憑證中缺少連到該元件時會用到的名稱或位址。以該名稱或位址連線的用戶端將會失敗。',
    state: untouched,
    mend: ['查看會保留哪些名稱，並加入訊息中的那一個。'],
  },
  'clock-off': {
    title: '本機的時鐘不準',
    meaning:
      '它與其他機器的時鐘不一致，或與檔案、憑證上的時間矛盾。新憑證的起訖時間會是錯的，仍然有效的憑證也會看似已到期。',
    state: untouched,
    mend: ['校正時鐘、啟動校時服務，然後再試一次。'],
  },
  'upgrade-under-way': {
    title: '叢集正在升級',
    meaning:
      'kubeadm 升級時會更換 manifest 並更新憑證。若兩者同時更動相同的檔案，都會失敗。所看到的是本節點上的升級痕跡，或各就緒節點上 API 伺服器的版本不同：表示升級可能正逐一節點進行。',
    state: untouched,
    mend: [
      '請先完成升級；排程會自行等待。若有憑證等不到下次機會就會到期，其他節點的版本不同不會使排程停下。',
      '若版本不同、但並未在升級，且無法再等：請直接進行，不詢問 API 伺服器。',
    ],
  },
  'run-open': {
    title: '先前的執行作業尚未完成',
    meaning: '執行作業曾因訊號、斷電或錯誤而中斷。在它完成或復原之前不會開始新的作業，這樣每次執行都能確知起始狀態。',
    state: untouched,
    mend: [openRun, wayOut],
  },
  'no-way-back': {
    title: '這次執行作業已無法復原',
    meaning:
      '放回任何檔案之前，會先檢查這次執行作業的每個檔案。可能是原本的憑證已到期而不再被接受、之後有其他人變更了檔案，或舊金鑰已依 keepOldKeys 從保存區移除。只復原一半比不復原更糟。',
    state: '沒有任何變更。先前已開始的復原作業停在原處。',
    mend: [
      '查看節點的狀態。已完成的執行作業不需要復原：更新需要更換的憑證即可。',
      '繼續執行尚未完成的執行作業。',
      wayOut,
    ],
  },
  'lock-busy': {
    title: '另一個 perennial 正在執行',
    meaning:
      '一個節點同時只能有一項執行作業，一個叢集同時只能變更一個節點。可能有人或計時器正在本節點上執行，也可能正輪到另一個控制平面節點。',
    state: untouched,
    mend: ['查看是誰在執行，等它結束後再試一次。鎖定會隨行程結束而解除，不需要手動移除。'],
  },
  'turn-missed': {
    title: '未能輪到本節點，或輪到時已經太晚',
    meaning:
      '有憑證應更新，排程等待了其他節點：等 canary、等剛更新過的節點，或等 lease。它在兩小時後放棄；或在等待之後再次檢查，發現維護時段已結束或出現了阻礙。本節點上並沒有其他執行作業擋住它。',
    state: untouched,
    mend: [
      '查看它等的是哪個節點，並在該節點上查明為何沒有更新：暫停、未安裝排程，或失敗。',
      '或者不等輪到，直接更新本節點。',
    ],
  },
  'plan-stale': {
    title: '節點狀態已與製作計畫時不同',
    meaning:
      '計畫記載了預期的狀態。製作之後有東西改變了、它是為另一個節點製作的，或是已安裝的排程與目前設定檔產生的不同。',
    state: untouched,
    mend: ['重新製作計畫並審閱。', '若是排程：請重新安裝。'],
  },
  'plan-invalid': {
    title: '計畫或日誌無法執行',
    meaning: '檔案不是這個版本的 perennial 寫出的計畫，或曾被編輯過。無法理解的內容一律不執行。',
    state: untouched,
    mend: ['重新製作一份。', '如果它屬於先前的執行作業，請先確認該次執行已經完成，再把它的資料夾移走。', openRun],
  },
  'disk-full': {
    title: '空間不足',
    meaning: '更換檔案之前會先保存舊檔案，這需要在 /var/lib/perennial 之下與檔案所在位置有數百 KB 的空間。',
    state: untouched,
    mend: ['騰出空間，然後再試一次。', openRun],
  },
  'read-only': {
    title: '檔案系統為唯讀',
    meaning: '它以唯讀方式掛載，或核心在磁碟發生錯誤後將它設為唯讀。',
    state: untouched,
    mend: ['先查明原因，再以可寫方式掛載。', openRun],
  },
  'etcd-unhealthy': {
    title: 'etcd 並非所有成員都正常',
    meaning:
      '在有成員停擺時變更另一個成員，會失去法定多數，整個叢集也隨之停擺。因此會先詢問所有成員；其中有成員停擺、發出警報或進度落後。',
    state: untouched,
    mend: ['修復訊息中指出的成員；在該節點上執行 perennial check 可得知問題所在。', '在此期間可以只略過 etcd 的憑證。'],
  },
  'would-not-start': {
    title: '元件將無法再次啟動',
    meaning:
      '它的檔案已損壞，或與 etcd 連線用的憑證已到期：執行中的行程察覺不到，但新的行程會因此失敗。所以不會重新啟動它。',
    state: untouched,
    mend: ['請先修復它的檔案；已到期的憑證請更新。'],
  },
  'nothing-dead': {
    title: '沒有需要救援的項目',
    meaning: '本節點上沒有到期的憑證，所有元件都在執行。rescue 只用於情況並非如此的時候。',
    state: untouched,
    mend: ['檢查狀態，並更新應更新的憑證。'],
  },
} as const satisfies Readonly<Record<string, ErrorTexts>>;
