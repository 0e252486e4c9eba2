import type { ExplanationTexts } from './explanation.ts';

/** Pages about what only the comparison of several nodes shows (`check --cluster`). */
export const chinese = {
  'node-silent': {
    title: '有控制平面節點沒有回報',
    meaning:
      '叢集中有這個控制平面節點，但它沒有發布過報告，或已超過三次檢查的間隔沒有發布。perennial run 每次執行都會發布報告，不論結果為何。',
    why: '沒有程式檢查它的憑證，或檢查的程式無法連到 API 伺服器。排程從未安裝或已停止的情形，往往要到一年後才會發現。',
    mend: ['請在該節點上查看是否有程式呼叫 perennial，並讓它回報一次。'],
    ignore: '節點刻意關機時。已不是控制平面的節點不會列入檢查。',
  },
  'report-unreadable': {
    title: '無法讀取節點的報告',
    meaning:
      '命名空間 perennial-system 中有 ConfigMap perennial-NODE，但內容不是這個版本能理解的報告：可能有人編輯過，或由較新的版本寫入。',
    why: '從這裡無法得知該節點的狀態，而無法讀取的內容絕不會視為正常。',
    mend: ['讓該節點重新寫入；它會取代現有內容。', '若該節點的版本較新，請在此安裝相同版本。'],
    ignore: '在該節點下次檢查之前；屆時會重新寫入。',
  },
  'node-failed': {
    title: '另一個節點的執行作業失敗',
    meaning:
      '該節點上最近一次變更已復原或尚未完成，之後也沒有成功過。該節點若有憑證應更新，它下次檢查時會再試；若沒有，就需要有人處理。',
    why: '在那裡失敗的，在下一個節點上很可能也會失敗，因此其他節點的排程都會等待。只有等不到下次機會就會到期的憑證才會照常更新。',
    mend: [
      '請在該節點上查明原因、排除問題，並讓它成功一次：完成尚未完成的執行作業、更新應更新的憑證；若沒有應更新的，就更新全部。所有節點的等待就會解除。',
    ],
    ignore: '原因已排除、該節點有憑證應更新，且即將進行下次檢查時。',
  },
  'canary-unknown': {
    title: 'canary 不是控制平面節點',
    meaning: '設定檔的 order 指定了 canary，但叢集裡沒有這個名稱的控制平面節點：可能是打錯字，或該節點已移除。',
    why: 'canary 優先更新，因此其他節點的排程在最後一次機會之前都不會更新任何東西。',
    mend: ['請在每個節點的設定檔中把 canary 改成另一個節點（order: {canary: NODE}），或不指定。'],
    ignore: '不能忽略。',
  },
  'authorities-differ': {
    title: '各節點同名的 CA 不同',
    meaning:
      '同名的 CA 檔案在不同節點上含有不同的憑證。列為警告時：憑證包有部分重疊，更換 CA 的過程中就是如此。列為嚴重時：有兩個節點完全沒有共同的憑證。',
    why: '一個節點簽發的憑證會遭另一個節點拒絕：加入叢集、更新、kubelet 與 etcd 成員間的連線都會失敗，有些要到下次重新啟動或更新時才會出現。',
    mend: ['查明哪個節點的檔案才正確（即 kubelet 與 admin.conf 所信任的），再複製到其他節點。'],
    ignore: '列為警告，且正在逐一節點更換 CA 時。',
  },
  'service-account-keys-differ': {
    title: '各節點的服務帳號金鑰不同',
    meaning: 'API 伺服器用來驗證服務帳號 token 的公開金鑰（sa.pub），在不同節點上並不相同。',
    why: '一個節點簽署的 token 會遭另一個節點的 API 伺服器拒絕：Pod 會不時收到 401，取決於連到哪個 API 伺服器。',
    mend: [
      '以簽署現用 token 的 controller manager 所在節點為準，複製其 sa.key 與 sa.pub，再重新啟動只在啟動時讀取它們的元件。',
    ],
    ignore: '不能忽略。',
  },
  'clock-skew': {
    title: '兩個節點的時鐘不一致',
    meaning:
      '依據該節點 kubelet 的心跳、其 API 伺服器回報的時間，或來自未來的報告判斷。些微差距在政策容許範圍內（clockTolerance，一分鐘）。',
    why: '時鐘較快的節點所簽發的憑證，在其他節點上尚未生效；憑證到期時，各節點拒絕的時間不同；租約與 token 也會過早或過晚失效。',
    mend: ['同步各節點的時鐘。'],
    ignore: '不能長期忽略。',
  },
  'versions-differ': {
    title: '各節點執行的版本不同',
    meaning:
      'Kubernetes 版本：各節點 kube-apiserver 的 manifest 版本不同，表示正在升級，或升級只做了一半。perennial 版本：並非所有節點都已更新到同一版。',
    why: 'API 伺服器版本不一致時，排程會等待。不同版本的 perennial 可以一起運作，但未必能完全理解彼此的內容。',
    mend: ['在版本較舊的節點上完成升級。', '在所有節點上安裝相同版本的 perennial。'],
    ignore: '正在升級時。',
  },
} as const satisfies Partial<ExplanationTexts>;
