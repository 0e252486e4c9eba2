import type { Phrase } from '../template.ts';

/** What the rules of `check` find about certificates, keys and authorities. */
export const findings: readonly Phrase[] = [
  [
    'its certificate is missing: nothing it signed can be verified, and nothing new be signed',
    '它的憑證不存在：無法驗證它簽發過的憑證，也無法再簽發新的',
  ],
  [
    'the authority expired on {1}, {2} ago: everything it signed is refused',
    '此 CA 已於 {1} 到期（{2}前）：它簽發的所有憑證都會遭到拒絕',
  ],
  [
    'the authority ends on {1}, in {2}, and everything it signed with it',
    '此 CA 將於 {1} 到期（還有 {2}），它簽發的所有憑證也會同時失效',
  ],
  [
    'the bundle still holds an authority that expired on {1} (serial {2}); it does no harm',
    '憑證包中仍有一個已於 {1} 到期的 CA（序號 {2}）；並無妨礙',
  ],
  [
    'its key belongs to none of its certificates, so whatever it signs is refused',
    '它的金鑰與其中任何一張憑證都不相符，因此用它簽發的憑證都會遭到拒絕',
  ],
  [
    'its key belongs to certificate {1:number} of {2}; kubeadm only looks at the first',
    '它的金鑰對應 {2}中的第 {1} 張；kubeadm 只看第一張',
  ],
  [
    'its key is not on this node: what it signed is renewed by its owner',
    '它的金鑰不在本節點：由它簽發的憑證須由其擁有者更新',
  ],
  ['expired on {1}, {2} ago', '已於 {1} 到期（{2}前）'],
  ['ends on {1}, in {2}', '將於 {1} 到期（還有 {2}）'],
  ['ends on {1}, in {2}; due for renewal since {3}', '將於 {1} 到期（還有 {2}）；自 {3} 起即應更新'],
  [
    '{1}, with its authority {2:word}: a renewal cannot reach further',
    '{1}，與其 CA {2} 同時到期：更新也無法超過這個期限',
  ],
  ['{1}; due for renewal since {2}', '{1}；自 {2} 起即應更新'],
  ['; the key of {1:word} is not on this node, so its owner has to sign', '；{1} 的金鑰不在本節點，須由其擁有者簽發'],
  [', with its authority {1:word}: a renewal cannot reach further', '，與其 CA {1} 同時到期：更新也無法超過這個期限'],
  ['the key of {1:word} is not on this node, so its owner has to sign', '{1} 的金鑰不在本節點，須由其擁有者簽發'],
  [
    '{1}; the key of {2:word} is not on this node, so its owner has to sign',
    '{1}；{2} 的金鑰不在本節點，須由其擁有者簽發',
  ],
  [
    'every user of this machine may {1:phrase} this private key (mode {2:word})',
    '本機所有使用者都能{1}這把私密金鑰（權限 {2}）',
  ],
  ['read', '讀取'],
  ['change', '修改'],
  ['read and change', '讀取並修改'],
  [
    'lies on this node: group system:masters passes every authorisation, and nothing revokes it; keep it elsewhere',
    '存放在本節點上：system:masters 群組不受任何授權限制，也無法撤銷；請移到他處保管',
  ],
  [
    'the kubelet runs what this file says, perhaps in place of the real manifest: it takes files of any name',
    'kubelet 會執行這個檔案的內容，甚至可能取代真正的 manifest：它接受任何檔名',
  ],
  [
    'nothing here is known to use this certificate of {1}; {2:phrase} {3}',
    '此處沒有已知的程式使用這張憑證（{1}）；{2} {3}',
  ],
  ['it expired on', '已到期，到期日為'],
  ['it ends on', '到期日為'],
  ['no name', '無名稱'],
  [
    "is valid only from {1}, in {2}; look at this node's clock first",
    '要到 {1} 才生效（還有 {2}）；請先檢查本節點的時鐘',
  ],
  ['does not name {1}, so whoever calls {2:word} refuses it', '憑證中沒有 {1}，以這些名稱連線的一方會拒絕它'],
  ['the file is missing, and {1:word} will not start again without it', '檔案不存在；少了它，{1} 將無法再次啟動'],
  ['the file is missing: nobody on this node can use it', '檔案不存在：本節點上沒有程式能使用它'],
  ['the file is missing', '檔案不存在'],
  [
    'its private key is missing, so whoever starts next cannot use the certificate',
    '它的私密金鑰不存在，之後啟動的程式將無法使用這張憑證',
  ],
  [
    'the {1} is missing; copy it from another control plane, a new one would end every token',
    '{1}不存在；請從其他控制平面複製，重新產生會使所有 token 失效',
  ],
  ['public key that tokens are verified with', '用來驗證 token 的公開金鑰'],
  ['key that signs the tokens of all service accounts', '簽署所有服務帳號 token 的金鑰'],
  ['its private key belongs to another certificate', '它的私密金鑰屬於另一張憑證'],
  [
    'the public key for service account tokens does not belong to the private key that signs them',
    '服務帳號 token 的公開金鑰與簽署用的私密金鑰不相符',
  ],
  [
    'is not signed by {1:word} as it is on this node, so whoever trusts that file refuses it',
    '並非由本節點上的 {1} 簽發，信任該檔案的一方會拒絕它',
  ],
  [
    'says {1}, but its authority ends on {2}, and it with it',
    '憑證上寫著 {1}，但其 CA 在 {2} 到期，屆時憑證也一併失效',
  ],
  [
    'its key is {1}, less than the 112 bits of strength that NIST SP 800-57 asks for',
    '它的金鑰是 {1}，低於 NIST SP 800-57 要求的 112 位元強度',
  ],
  ['is signed with {1}, which others refuse', '以 {1} 簽署，其他程式會拒絕'],
  ['may not be used for {1}, so the other side refuses it', '憑證用途不含 {1}，對方會拒絕'],
  [
    'is an authority itself: whoever has its key can sign for anybody',
    '本身就是 CA：持有其金鑰的人可以為任何人簽發憑證',
  ],
  ['may not be read by this user', '目前的使用者無權讀取'],
  ['may not be read by this user: {1}', '目前的使用者無權讀取：{1}'],
  ['is not what it should be', '內容不正確'],
  ['is not what it should be: {1}', '內容不正確：{1}'],
  ['is too large to be what it should be', '過大，不可能是應有的內容'],
  ['is not a file', '不是檔案'],
  ['refused the connection', '拒絕連線'],
  ['did not answer in time', '未在時限內回應'],
  ['could not be read', '無法讀取'],
  ['could not be asked without credentials', '沒有認證資料，無法查詢'],
  ['did not accept the credential', '不接受認證資料'],
  ['key of {1}', '{1} 的金鑰'],
  ['configuration of the kubelet', 'kubelet 的設定檔'],
];
