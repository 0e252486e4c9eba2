import { openRun, undoneOrOpen, untouched, wayOut } from './chinese-states.ts';
import type { ErrorTexts } from './explanation.ts';

/** Pages about what failed while something was asked or done. */
export const chinese = {
  'not-proved': {
    title: '行程沒有使用磁碟上的檔案',
    meaning:
      '新檔案已經就位，但元件未在時限內提供新憑證、恢復健康或重新上線，單獨重新啟動它之後也一樣。未經證實的更新不算完成。',
    state: undoneOrOpen,
    mend: ['查明它為何無法啟動或沒有回應。', openRun],
  },
  drifted: {
    title: '執行作業涉及的內容被他人變更',
    meaning:
      '檔案既不是執行作業當初看到的，也不是它寫入的；或有較晚的執行作業以要復原的這一次為基礎。人為的變更不會被覆寫。',
    state: undoneOrOpen,
    mend: [
      '查看是哪個檔案，並決定要保留哪一份。較晚的執行作業須先復原。',
      '若能放回執行作業當初看到的檔案，請放回後再繼續執行。',
      wayOut,
    ],
  },
  'runtime-unavailable': {
    title: '容器執行環境或 kubelet 沒有回應',
    meaning:
      'controller manager 與 scheduler 只在啟動時讀取 kubeconfig，因此必須由容器執行環境停止它們，再由 kubelet 重新啟動。',
    state: untouched,
    mend: ['啟動停擺的服務。', '若憑證已全數到期，請使用這個指令。'],
  },
  'api-unavailable': {
    title: 'API 伺服器沒有正常回應',
    meaning:
      '它已停擺、拒絕 admin.conf 的認證資料，或回應了其他內容。多數指令只在檔案資訊不足時才需要它；加上選項就可以不使用它。',
    state: undoneOrOpen,
    mend: ['只憑檔案查看問題所在。', '不使用 API 伺服器進行更新；若所有元件都已停擺，請進行救援。'],
  },
  'etcd-unavailable': {
    title: 'etcd 沒有回應',
    meaning: '使用磁碟上的憑證，無法向本節點的 etcd 成員詢問叢集的健康狀態。',
    state: undoneOrOpen,
    mend: ['查看原因是否在於它的憑證，以及它的容器狀態。'],
  },
  'alerts-unreachable': {
    title: '無法向 Prometheus 查詢警報',
    meaning:
      '設定檔指定了 Prometheus，有警報觸發時排程會停止。它沒有回應時排程也會停止：故障期間不是更新的好時機。即將過期的憑證仍會更新。',
    state: untouched,
    mend: ['讓本節點能夠連到它，或暫時從設定檔移除 alerts。'],
  },
  'no-scheduler': {
    title: '這裡沒有可以呼叫 perennial 的排程器',
    meaning: '尚未安裝排程、這裡沒有 systemd 或 cron，或它拒絕了這些檔案。',
    state: '沒有移除任何項目：先前呼叫 perennial 的排程仍會照常呼叫它。',
    mend: ['安裝排程；沒有 systemd 的機器請使用 cron。'],
  },
  'unit-failed': {
    title: 'systemd 單元無法持續執行',
    meaning: 'containerd 或 kubelet 啟動後又結束，或遭 systemd 拒絕。',
    state: undoneOrOpen,
    mend: ['查明原因。', openRun],
  },
  'firewall-failed': {
    title: '無法拒絕新連線，或無法重新開放',
    meaning:
      '重新啟動元件的前後，會以 nftables 或 iptables 規則將用戶端導向其他控制平面。這項規則無法設定，或無法移除。',
    state:
      '無論規則是否移除，執行作業做了什麼都記在它的報告裡。執行作業結束時，會在一分鐘內反覆嘗試移除規則，無法移除時會說明。之後由下一個取得鎖定的指令移除；若核心能讓規則依時間失效，規則也會在十五分鐘後自行失效。',
    mend: [
      '查看工具是否存在且可用。',
      '重新開放連接埠，即使沒有未完成的執行作業也可以。',
      '不先拒絕連線，直接重新啟動。',
    ],
  },
  interrupted: {
    title: '執行作業中途停止',
    meaning: '有人要求它停止，或它自己的儲存區已無法寫入。它停在兩個步驟之間，所有已開始的內容都記錄在日誌中。',
    state: '部分步驟已完成，部分尚未。舊檔案都已保存，也沒有只寫了一半的檔案。',
    mend: [openRun],
  },
  internal: {
    title: '發生 perennial 未預期的狀況',
    meaning: '這是 perennial 的缺陷，不是您的錯誤。',
    state: '已開始的內容都記錄在日誌中：與其他失敗一樣，可以繼續或復原執行作業。',
    mend: ['同一指令加上 -v 可看出發生位置。請回報該內容。', openRun],
  },
} as const satisfies Readonly<Record<string, ErrorTexts>>;
