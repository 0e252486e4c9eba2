import type { ExplanationTexts } from './explanation.ts';

/** Pages about the kubelet and about people's kubeconfigs. */
export const chinese = {
  'kubelet-conf-embedded': {
    title: 'kubelet.conf 內嵌了憑證',
    meaning:
      'kubelet 輪替的檔案是 /var/lib/kubelet/pki/kubelet-client-current.pem；這個 kubelet.conf 沒有指向它，而是內嵌了自己的憑證。',
    why: '不論 kubelet 如何輪替，啟動時用的都是內嵌的憑證。那張憑證到期後，節點重新啟動就無法恢復。1.17 之前建立的叢集，第一個節點就是如此。',
    mend: [
      '在有 ca.key 的控制平面上：perennial 會在 kubelet 輪替的檔案中放入新憑證、讓 kubelet.conf 指向該檔案、重新啟動 kubelet，並等到 API 伺服器收到它的回報。',
      '若輪替的檔案仍有效，可手動處理：讓 kubelet.conf 的 client-certificate 與 client-key 都指向該檔案，移除 -data 欄位，再重新啟動 kubelet。',
    ],
    ignore: '不能忽略。',
  },
  'kubelet-not-rotating': {
    title: 'kubelet 沒有更新自己的用戶端憑證',
    meaning:
      'kubelet 設定為不更新（rotateCertificates: false），或有效期已過了十分之九以上：它本應在十分之七到十分之九之間更新。',
    why: '憑證到期後，節點會變成 NotReady，kubelet 也無法自救：bootstrap-kubelet.conf 在加入叢集後就不存在了。任何版本的 "kubeadm certs renew" 都不會處理它。',
    mend: [
      '查明原因：請求可能還在等待，或 controller manager 可能沒有簽發。',
      '若已到期，在有 ca.key 的控制平面上：簽發新的憑證。若所有元件都沒有回應，請救援節點。',
      '若已到期，在工作節點上：先從控制平面取得加入指令，在工作節點上清除舊檔案，再執行第一個指令所印出的內容。執行中的容器不受影響。',
    ],
    ignore: '由您自行配發 kubelet 的憑證時。',
  },
  'kubelet-serving-expiring': {
    title: 'kubelet 的伺服器憑證即將到期',
    meaning:
      'kubelet.crt 是 kubelet 首次啟動時產生的自簽憑證，為期一年；kubelet 不會更新它，perennial 會。啟用 serverTLSBootstrap 時，憑證由叢集簽發，每次請求都需要有人核准。',
    why: 'kubeadm 的 API 伺服器不驗證它，因此 logs 與 exec 仍可使用。metrics-server 與會驗證憑證的收集程式則不行。設定 --kubelet-certificate-authority 時，API 伺服器也會驗證，此時列為嚴重。',
    mend: [
      '自簽憑證：perennial 會移除這組檔案、重新啟動 kubelet 使其重新產生，並證實已在使用。重新啟動 kubelet 不會停止任何 Pod。',
      '向叢集請求的憑證：請處理該請求。',
    ],
    ignore: '沒有任何程式驗證它時。',
  },
  'kubelet-serving-pending': {
    title: 'kubelet 正在等待伺服器憑證',
    meaning:
      '設定 serverTLSBootstrap: true 後，kubelet 會向叢集請求伺服器憑證，並在到期前再次請求。這些請求（簽署者為 kubernetes.io/kubelet-serving 的 CertificateSigningRequest）尚未核准也未拒絕。',
    why: 'Kubernetes 與 kubeadm 都不會自動核准，因為必須知道哪些名稱與位址真正屬於該節點。在核准之前，kubelet 的連接埠沒有憑證：該節點的 logs、exec 與 metrics 都會失敗。',
    mend: [
      '由 perennial 處理：只有當請求確實由該節點的 kubelet 提出、只用於提供服務、所有名稱都是該 Node 物件的位址，且不含控制平面的名稱時才核准；其餘一律拒絕並說明原因。',
      '或在排程每次檢查時處理。',
    ],
    ignore: '叢集中另有程式會核准，且請求才剛提出時。',
  },
  'kubeconfig-authority-differs': {
    title: 'kubeconfig 信任的 CA 與 ca.crt 不同',
    meaning: '它的 certificate-authority-data 與 ca.crt 中的憑證完全不同、只有部分相同，或比 ca.crt 更多。',
    why: '若完全不同，它會拒絕這個 API 伺服器。若只有部分相同，會在更換 CA 的過程中拒絕："kubeadm certs renew" 只會將憑證包的第一張寫入 kubeconfig。較多則無妨，除非那些 CA 不應再受信任。',
    mend: [
      '更新它：perennial 會寫入完整的憑證包。',
      'kubelet.conf 不會被更新：請將 ca.crt 的內容以 base64 寫入其 certificate-authority-data，並重新啟動 kubelet。',
    ],
    ignore: '列為 "info"，且在更換 CA 之後、舊 CA 移除之前。',
  },
  'copy-outdated': {
    title: 'admin.conf 的副本使用較舊的認證資料',
    meaning: '某人家目錄中的 kubeconfig 與 admin.conf 是同一個使用者，但用戶端憑證不同。',
    why: '即使 admin.conf 已更新，它在到期之前仍可使用。憑證只要由 CA 簽發且未到期就會被接受；CA 沒有改變，而 Kubernetes 不檢查撤銷清單（CRL 或 OCSP），因此無法提早使其失效。這也表示：更新並不能補救遭竊的認證資料，只有更換 CA，或移除其使用者或群組的權限才行。',
    mend: ['將目前的認證資料寫入副本。檔案中的其他叢集、註解與順序都保持不變。'],
    ignore: '在它接近到期之前；屆時會變成警告。',
  },
  'key-readable': {
    title: '所有使用者都能讀取私密金鑰',
    meaning: '檔案權限讓既非擁有者也不屬於群組的使用者能夠讀取或取代它。',
    why: '讀到 CA 金鑰的人，在好幾年內都能冒充這個叢集中的任何人；讀到 kubeconfig 的人，在它到期之前都能以其使用者身分行動，而且無法撤銷。',
    mend: ['收緊權限。', '若有他人能登入這台機器，請視為金鑰已外洩：更新一般憑證；CA 則必須更換。'],
    ignore: '在有其他使用者的機器上不能忽略。',
  },
  'super-admin-present': {
    title: '本節點上有 super-admin.conf',
    meaning: 'kubeadm（1.29 起）會將它留在建立叢集的節點上。',
    why: '它的群組 system:masters 不受任何授權限制，不論 RBAC 如何設定，憑證也無法撤銷。它只供緊急使用；日常作業請使用受 RBAC 約束的 admin.conf。',
    mend: ['與其他緊急用的認證資料放在一起保管。只要有 ca.key，kubeadm 隨時可以再產生一份。'],
    ignore: '節點與您的其他保管處同樣安全時。',
  },
} as const satisfies Partial<ExplanationTexts>;
