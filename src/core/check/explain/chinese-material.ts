import type { ExplanationTexts } from './explanation.ts';

/** Pages about certificates and keys as they lie on the disk. */
export const chinese = {
  'certificate-missing': {
    title: '憑證不存在',
    meaning: '靜態 Pod 的旗標所指定的檔案，或 kubeadm 一定會產生的檔案，並不存在。',
    why: '執行中的程式會繼續使用記憶體中的內容，但無法再次啟動。名稱與用途通常取自舊憑證，少了它就必須由 kubeadm 決定內容。',
    mend: [
      '若有備份或 perennial 的執行紀錄，請還原。',
      '否則請由 kubeadm 依叢集的設定產生：沒有設定時 kubeadm 會採用預設值，用戶端所用的名稱會因此遺失。如果沒有 API 伺服器回應，請從備份取得設定。',
      '先把這組檔案剩下的部分移走，再重新產生。kubeconfig 在此不加 ".conf"。',
      'kubelet 的用戶端憑證請見 "kubelet-not-rotating"。',
    ],
    ignore: '刻意將 admin.conf 保管在他處時。super-admin.conf 不存在時從不回報。',
  },
  'key-missing': {
    title: '私密金鑰不存在',
    meaning: '憑證還在，但對應的金鑰不在。',
    why: '下一個以這組檔案啟動的程式會失敗。CA 的金鑰可以放在他處（"authority-external"），一般憑證的金鑰則不行。sa.key 用來簽署所有服務帳號的 token，每個控制平面上都相同：重新產生會使叢集中所有 token 失效。',
    mend: [
      '一般憑證：更新它，會一併產生新的金鑰。',
      'sa.key 或 sa.pub：請從其他控制平面複製。公開金鑰也可以由私密金鑰產生。',
      'kubelet 的伺服器憑證：移除剩下的檔案並重新啟動 kubelet，它會重新產生。',
    ],
    ignore: '不能忽略。',
  },
  'key-mismatch': {
    title: '金鑰與憑證不相符',
    meaning: '憑證中的公開金鑰，與旁邊的私密金鑰不是一對。',
    why: 'kube-apiserver 會繼續使用記憶體中的舊檔案而不出聲；etcd 每次交握都會失敗；之後啟動的程式也會失敗。kubeadm 先寫金鑰再寫憑證，兩者之間若當機就會留下這種狀態。',
    mend: [
      '若有未完成的 perennial 執行作業，請完成它。',
      '否則請產生一組新的。',
      'sa.key 與 sa.pub：以其他控制平面上的私密金鑰為準。',
    ],
    ignore: '不能忽略。',
  },
  'not-signed-by-authority': {
    title: '憑證不是由其 CA 簽發的',
    meaning: 'CA 檔案中沒有任何憑證能驗證它：簽發者名稱或簽章不符。',
    why: '信任該檔案的一方會拒絕它。常見原因是更換 CA 後沒有全部重新簽發，或混用了兩個叢集的檔案。',
    mend: ['若 CA 檔案是正確的，請重新簽發憑證。', '若 CA 檔案是錯的，請先放回正確的檔案：與其他控制平面比對。'],
    ignore: '不能忽略。',
  },
  'usage-wrong': {
    title: '憑證的用途不符',
    meaning:
      '延伸金鑰用途缺少所需的項目（提供服務需要伺服器用途，呼叫他人需要用戶端用途，etcd 自己的憑證兩者都要），或應為一般憑證卻是 CA。',
    why: '對方會檢查用途並拒絕。etcd 的伺服器憑證也需要用戶端用途，因為它的 gRPC gateway 會呼叫自己。若一般憑證是 CA，持有其金鑰的人就能為任何人簽發憑證。',
    mend: ['更新會保留原有用途，因此請移走錯誤的檔案，由 kubeadm 重新產生，然後再檢查。'],
    ignore: '不能忽略。',
  },
  'san-missing': {
    title: '憑證中缺少本節點的名稱或位址',
    meaning:
      '伺服器憑證中缺少連線時會用到的名稱：節點名稱、kubernetes 服務、公告位址，或服務網段的第一個位址；etcd 還包括 localhost 與 127.0.0.1。',
    why: '以該名稱連線的用戶端會拒絕連線（"certificate is valid for ..., not ..."）。kubeadm 更新時沿用舊憑證的名稱，因此只修改設定並不會反映到憑證上。',
    mend: ['更新時加入該名稱。'],
    ignore: '沒有人以該名稱連線到您的節點時，例如全部都經由負載平衡器。',
  },
  'weak-key': {
    title: '金鑰強度不足',
    meaning: 'RSA 金鑰不到 2048 位元、橢圓曲線不到 224 位元，或使用 DSA。',
    why: '以現有的手段就能破解。較新版本的 Go 會拒絕 1024 位元以下的 RSA 金鑰，往後可能拒絕更多。',
    mend: ['一般憑證：更新它。演算法取自 kubeadm 的設定。', 'CA 必須整個更換。'],
    ignore: '在實驗環境中。',
  },
  'weak-signature': {
    title: '憑證以已遭破解的摘要演算法簽署',
    meaning: '簽章使用 MD5 或 SHA-1。',
    why: 'Go 自 1.18 起拒絕 SHA-1 簽章，而控制平面的元件都以 Go 撰寫。根憑證的簽章不會被檢查，因此不回報。',
    mend: ['更新它：perennial 依 CA 的金鑰以 SHA-256 或更強的演算法簽署。'],
    ignore: '不能忽略。',
  },
  'unknown-certificate': {
    title: '沒有已知程式使用的憑證',
    meaning:
      '它位於 PKI 資料夾或其子資料夾中，或在旗標所指定的檔案旁邊，但 kubeadm 的清單與靜態 Pod 的旗標都沒有提到它。',
    why: '它可能是遺留下來的，也可能是您某個程式使用而 perennial 不認得的。perennial 絕不會動它，它到期時也不會有任何警報。',
    mend: ['請查明它屬於誰；若沒有人使用，請移出該資料夾。'],
    ignore: '只要您知道它的用途。',
  },
} as const satisfies Partial<ExplanationTexts>;
