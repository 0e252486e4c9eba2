import type { ExplanationTexts } from './explanation.ts';

const replacing =
  '更換 CA 是整個叢集的事：必須先讓所有元件信任新的 CA，才能用它簽發憑證。請預留數週時間，並依照手動程序進行。';

/** Pages about the three authorities and who trusts them. */
export const chinese = {
  'authority-missing': {
    title: 'CA 的憑證不存在',
    meaning: 'ca.crt、etcd/ca.crt 或 front-proxy-ca.crt 不在靜態 Pod 旗標所指定的位置。',
    why: '無法驗證它簽發的憑證，而且元件啟動時需要這個檔案。少了 ca.crt，連 "kubeadm certs check-expiration" 都會以錯誤結束。',
    mend: ['從其他控制平面複製：每個控制平面上都相同，也不是機密。', '每個 kubeconfig 中也都有 ca.crt。'],
    ignore: '不能忽略。使用外部 etcd 時，這裡本來就不會有它的 CA，也不會回報。',
  },
  'authority-expired': {
    title: 'CA 已到期',
    meaning: 'CA 本身的憑證已過到期時間。列為 "info" 時：憑證包中除了未到期的 CA 之外，還留有一個已到期的舊 CA。',
    why: '它簽發的憑證都會遭到拒絕，不論憑證上寫的日期為何。現在再用它簽發的憑證也一樣：kubeadm 會照樣簽發而不提出警告，perennial 則不會。',
    mend: [
      '以相同的金鑰與名稱簽發期限較晚的 CA 憑證，可讓既有憑證恢復有效；持有舊檔案的每一方都需要新檔案。',
      replacing,
      '憑證包中的舊成員（"info"）在沒有憑證依賴它之後，就可以從檔案中移除。',
    ],
    ignore: '僅限於 "info"。',
  },
  'authority-expiring': {
    title: 'CA 將在一年內到期',
    meaning: '用來簽發的 CA 剩餘時間不到 365 天（警告）或 90 天（嚴重）。',
    why: 'kubeadm 的 CA 為期十年，沒有任何程式會更新它。它到期時，所有節點上由它簽發的憑證會同時失效；而且從現在起，每次更新得到的期限會越來越短。',
    mend: [replacing],
    ignore: '叢集在那之前就會除役時。限度為設定檔中的 "authorities"。',
  },
  'authority-key-mismatch': {
    title: 'CA 的金鑰與憑證不相符',
    meaning: '檔案中沒有任何憑證對應到金鑰檔；列為 "info" 時，有對應的憑證，但不是第一張。',
    why: '用這把金鑰簽發的憑證都會遭到拒絕，因此 perennial 拒絕簽發。若為憑證包，perennial 會以與金鑰相符的成員簽發；kubeadm 只看第一張，而 controller manager 的簽署功能要求檔案中剛好只有一張。',
    mend: [
      '比對每個控制平面上的憑證與金鑰，並複製相符的一組。',
      '列為 "info" 時：若也要讓 kubeadm 能更新，請將用來簽發的成員放在檔案最前面。',
    ],
    ignore: '列為 "info"，且正在更換 CA 的過程中時。',
  },
  'authority-external': {
    title: 'CA 由外部管理',
    meaning: 'CA 的憑證在這裡，金鑰不在。kubeadm 稱之為 externally managed。',
    why: '這是穩健的做法：入侵本節點的人無法簽發憑證。但這裡也就無法更新由它簽發的憑證，必須由其擁有者處理。',
    mend: [
      '在此產生憑證請求，使用獨立的資料夾與叢集本身的設定：否則會缺少設定中指定的名稱。將請求送交簽發後，再把結果放到定位。',
    ],
    ignore: '這正是您要的做法時。',
  },
  'authority-not-trusted': {
    title: '元件不信任自己的 CA',
    meaning:
      '旗標指定某元件用來驗證對方的檔案中，沒有名稱與金鑰都相符的簽發 CA；或者程式在該 CA 出現之前就已啟動，且不會再次讀取檔案。列為 "warning" 時，檔案中只有簽發該 CA 的上層 CA，或只有憑證包的一部分。列為 "unknown" 時，檔案無法讀取。',
    why: '它會拒絕完全有效的憑證。任何版本的 etcd 都只在啟動時讀取信任檔案，之後不再讀取；kube-apiserver 對 etcd 的 CA，以及 controller manager 對 --root-ca-file 也是如此。',
    mend: [
      '若程式的啟動時間早於檔案，請逐一節點重新啟動它。',
      '若旗標指定的是其他檔案，請查看其內容。將 CA 加入其中，或更正旗標。',
      '對於 --kubelet-certificate-authority，檔案中若有簽發 kubelet 伺服器憑證的 CA 也是正確的；這裡以本節點的憑證比對。',
    ],
    ignore: '列為 "warning"，且元件所驗證的每一方連線時都會一併送出中繼 CA 時。',
  },
} as const satisfies Partial<ExplanationTexts>;
