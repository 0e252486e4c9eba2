import type { Phrase } from '../template.ts';

/** What the rules of `check` find about kubeconfigs, the kubelet, running processes and the node. */
export const processes: readonly Phrase[] = [
  ['names no authority, so it does not know whom it talks to', '沒有指定 CA，因此無從確認對方身分'],
  [
    'trusts other authorities than ca holds, so it refuses this API server',
    '信任的 CA 與 ca 不同，因此會拒絕這個 API 伺服器',
  ],
  ['trusts {1:number} of the {2:number} authorities in ca', '只信任 ca 所含 {2} 個 CA 中的 {1} 個'],
  ['trusts {1} of the {2} in ca', '只信任 ca 所含 {2} 中的 {1} 個'],
  ['trusts {1} more than ca holds', '比 ca 多信任 {1} 個'],
  [
    'holds another credential than admin.conf (serial {1:word}), which expired on {2}',
    '認證資料與 admin.conf 不同（序號 {1}），已於 {2} 到期',
  ],
  [
    'holds another credential than admin.conf (serial {1:word}), which stays valid until {2}: Kubernetes checks no revocation list and the authority is the same, so nothing ends it earlier',
    '認證資料與 admin.conf 不同（序號 {1}），在 {2} 之前都有效：Kubernetes 不檢查撤銷清單，CA 也相同，因此無法提早使其失效',
  ],
  ['holds another credential than admin.conf (serial {1:word})', '認證資料與 admin.conf 不同（序號 {1}）'],
  ['{1}, which expired on {2}', '{1}，已於 {2} 到期'],
  [
    '{1}, which stays valid until {2}: Kubernetes checks no revocation list and the authority is the same, so nothing ends it earlier',
    '{1}，在 {2} 之前都有效：Kubernetes 不檢查撤銷清單，CA 也相同，因此無法提早使其失效',
  ],
  [
    'carries its certificate inside, which the kubelet never renews: the node is lost when that one ends',
    '憑證內嵌在檔案中，kubelet 不會更新它：憑證到期後節點就會失聯',
  ],
  [
    'the kubelet is configured not to renew its client certificate (rotateCertificates)',
    'kubelet 設定為不更新自己的用戶端憑證（rotateCertificates）',
  ],
  [
    'the kubelet should have renewed its client certificate by now; it ends on {1}',
    'kubelet 早該更新自己的用戶端憑證；該憑證將於 {1} 到期',
  ],
  [
    '{1:name} for serving certificates of kubelets {2:word} for an answer ({3})',
    'kubelet 的伺服器憑證有{1}等待核准（{3}）',
  ],
  ['{1}; its successor waits for somebody to approve the request', '{1}；接替的憑證正等待有人核准請求'],
  ['{1}; it is self-signed, and the kubelet does not renew it', '{1}；它是自簽憑證，kubelet 不會更新它'],
  [
    '{1}; it was given to the kubelet, and its successor comes from who gave it',
    '{1}；它是由外部提供給 kubelet 的，接替的憑證來自提供者',
  ],
  ['its successor waits for somebody to approve the request', '接替的憑證正等待有人核准請求'],
  ['it is self-signed, and the kubelet does not renew it', '它是自簽憑證，kubelet 不會更新它'],
  ["this node's clock is {1} {2:phrase} the API server's", '本節點的時鐘比 API 伺服器{2} {1}'],
  [
    '{1:name} changed on {2}, which is yet to come: the clock was set back',
    '{1} 的變更時間是 {2}，還在未來：時鐘曾被往回調',
  ],
  [
    'this run is neither finished nor rolled back, so the node may be half renewed',
    '這次執行既未完成也未復原，節點可能只更新了一半',
  ],
  ['{1:name} accepts but says nothing', '{1} 接受連線但沒有回應'],
  ['accepts but says nothing', '接受連線但沒有回應'],
  ['does not answer', '沒有回應'],
  ['{1:name} does not answer', '{1} 沒有回應'],
  ['has a manifest but no running container', '有 manifest，但沒有執行中的容器'],
  [
    "kube-apiserver's certificate for calls to itself {1}; only a restart makes another",
    'kube-apiserver 呼叫自己時使用的憑證{1}；重新啟動才會產生新的',
  ],
  [
    'the serving certificate that {1:word} made for itself {2}; only a restart makes another',
    '{1} 自行產生的伺服器憑證{2}；重新啟動才會產生新的',
  ],
  [
    "{1:name} still serves serial {2:word}, valid until {3}, not the file's {4:word}; the file is new, this version takes a moment to read it",
    '{1} 仍在使用序號 {2} 的憑證（有效至 {3}），而不是檔案中的 {4}；檔案剛更新，這個版本需要一點時間才會讀取',
  ],
  [
    "{1:name} still serves serial {2:word}, valid until {3}, not the file's {4:word}",
    '{1} 仍在使用序號 {2} 的憑證（有效至 {3}），而不是檔案中的 {4}',
  ],
  ['; the file is new, this version takes a moment to read it', '；檔案剛更新，這個版本需要一點時間才會讀取'],
  [
    '{1:word} runs since {2} and reads this file only when it starts; the file changed on {3}',
    '{1} 自 {2} 起執行至今，只在啟動時讀取這個檔案；檔案在 {3} 變更過',
  ],
  [
    '{1:word} runs since {2} and reads this file only when it starts, so it does not trust the authority added since',
    '{1} 自 {2} 起執行至今，只在啟動時讀取這個檔案，因此不信任之後才加入的 CA',
  ],
  ['{1:word} at {2:word} ({3:word})', '{1}（{2}，{3}）'],
  ['{1:word} at {2:word}', '{1}（{2}）'],
  ['{1:word} verifies with {2:word} (--{3:word}), {4}', '{1} 以 {2} 驗證對方（--{3}），{4}'],
  ['which was not compared with the authority {1:word}', '但未能與 CA {1} 比對'],
  ['which is missing: it will not start again without it', '但檔案不存在：少了它將無法再次啟動'],
  ['which could not be read: {1}', '但檔案無法讀取：{1}'],
  ['which does not hold the authority {1:word}', '其中沒有 CA {1}'],
  ['which does not hold the authority {1:word}, nor what signed {2:word}', '其中既沒有 CA {1}，也沒有簽發 {2} 的 CA'],
  ['which holds only some of the authorities in {1:word}', '其中只有 {1} 的部分 CA'],
  [
    'which holds what signed the authority {1:word}, but not {2:word}: only who sends that along is trusted',
    '其中有簽發 CA {1} 的上層 CA，但沒有 {2}：只有連線時一併送出 {2} 的一方才受信任',
  ],
  ['{1}, and {2:word} could not be compared with it', '{1}，且未能與 {2} 比對'],
  ['{1}, nor what signed {2:word}', '{1}，也沒有簽發 {2} 的 CA'],
  ['{1} did not renew {2}', '{1} 沒有更新 {2}'],
  ['the upgrade from {1:word} to the same version', '重新套用 {1} 版的升級'],
  ['the upgrade from {1:word} to {2:word}', '從 {1} 到 {2} 的升級'],
  ['{1}, seen on {2},', '{1}（觀察於 {2}）'],
  ['{1}, seen on {2}, did not renew {3}', '{1}（觀察於 {2}）沒有更新 {3}'],
  ['{1}, seen on {2}, left out {3}', '{1}（觀察於 {2}）漏掉了 {3}'],
];
