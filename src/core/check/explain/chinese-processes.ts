import type { ExplanationTexts } from './explanation.ts';

/** Pages about what runs and what it uses. */
export const chinese = {
  stale: {
    title: '程式使用的憑證與檔案不同',
    meaning:
      '連接埠提供的憑證不是檔案中的那張，或是只在啟動時讀取檔案的程式，啟動時間早於檔案變更的時間（依檔案的 ctime）。',
    why: '檔案更新了，程式卻不知道。它會用到舊憑證到期為止，然後就失敗，而所有清單顯示的都是新日期。kube-controller-manager 與 kube-scheduler 從不重新讀取 kubeconfig；待命中的執行個體即使憑證過期也不會結束，而且永遠無法接手。kube-apiserver（1.17 起）與 etcd（3.2 起）會自行重新讀取。',
    mend: ['只重新啟動該元件；perennial 會等到新容器獲得證實為止。'],
    ignore:
      '列為 "info" 時：檔案剛更新幾秒，而這個版本需要一點時間才會讀取。chmod 或 chown 也會改變 ctime；若確定只是如此，就沒有問題。',
  },
  'loopback-expiring': {
    title: 'kube-apiserver 供自己使用的憑證即將到期',
    meaning: 'kube-apiserver 啟動時會在記憶體中產生一張憑證，用於呼叫自己：1.32 以前為期一年，1.33 起為期三年。',
    why: '它不在任何檔案中，更新作業碰不到它。到期時，持續執行那麼久的 API 伺服器就會停止運作，不論檔案有多新。',
    mend: ['逐一節點重新啟動它。有多個控制平面時，會先將用戶端導向其他節點。'],
    ignore: '在那之前會因升級而重新啟動時。',
  },
  'own-serving-expiring': {
    title: '元件自行產生的伺服器憑證即將到期',
    meaning:
      'kube-controller-manager 與 kube-scheduler 以啟動時在記憶體中產生的憑證提供 metrics 與健康檢查，為期一年。',
    why: 'kubelet 的探測不會驗證它，因此元件會繼續運作。會驗證日期的 metrics 收集程式則會出現錯誤。',
    mend: ['重新啟動它。'],
    ignore: '沒有人收集這些 metrics，或收集程式不驗證憑證時。',
  },
  'not-served': {
    title: '控制平面的連接埠沒有回應',
    meaning: '連線遭拒，或連線成功但在時限內沒有任何回應。',
    why: '可能是元件停擺、監聽的位置與 manifest 不同，或中間有其他東西阻擋。',
    mend: ['查看它是否在執行，以及它的日誌內容。', '若原因是憑證，會另外列出：請先處理那些項目。'],
    ignore: '節點正在啟動時。使用 --offline 時，連接埠不需要回應。',
  },
  'not-running': {
    title: '元件有 manifest 但沒有容器',
    meaning: 'kubelet 應以靜態 Pod 執行它，但容器執行環境中沒有它的執行中容器。',
    why: '它可能正在重新啟動、啟動失敗，或是 kubelet 停擺。接連重新啟動時 kubelet 會延後，最長五分鐘。',
    mend: ['查看 kubelet 與最後一個容器。'],
    ignore: '您自己正在重新啟動它時。',
  },
  'stray-manifest': {
    title: 'manifest 資料夾中有 kubelet 會執行的多餘檔案',
    meaning:
      'kubelet 會採用 manifest 資料夾中所有不以點開頭的檔案，不論副檔名為何：kube-apiserver.yaml.bak 也是 manifest。',
    why: '描述同一個 Pod 的兩個檔案會互相競爭，依名稱排序在最後的勝出。去年的備份可能不知不覺就執行了去年的 API 伺服器。',
    mend: ['將它移出該資料夾，而不只是改名。'],
    ignore: '它是您自己的靜態 Pod 時。',
  },
  'run-open': {
    title: 'perennial 的執行作業尚未完成',
    meaning: '更新、重新啟動或復原曾被中斷：日誌中有既未完成也未復原的步驟。',
    why: '節點可能只更新了一半：檔案是新的，程式是舊的。兩者各自都能運作，直到某個元件重新啟動。',
    mend: [
      '完成它或復原它；兩者在每個步驟之前都會先檢查節點。',
      '若兩者都已不可行，就讓它停在目前的狀態並結束，然後全部重新更新。',
    ],
    ignore: '該執行作業仍在進行時。',
  },
  unreadable: {
    title: '有項目無法讀取',
    meaning:
      '檔案、連接埠或容器執行環境無法讀取，原因列在旁邊；或是憑證資料夾的深度或數量超出檢查範圍。因此無從得知是否正常。',
    why: '把看不到的當作正常，比不檢查更糟。除非另有確定的問題，結束狀態為 3。',
    mend: [
      '以 root 執行：金鑰與 kubeconfig 只有 root 能讀取。',
      '若檔案損壞，請從備份或其他控制平面還原，或重新簽發。',
      '若資料夾中的內容過多（檢查範圍為八層、1,000 個資料夾與 20,000 張憑證），請移出不屬於 PKI 的內容。',
    ],
    ignore: '刻意不以 root 執行，只想查看公開的內容時。',
  },
} as const satisfies Partial<ExplanationTexts>;
