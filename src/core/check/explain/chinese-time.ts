import type { ExplanationTexts } from './explanation.ts';

const renewing = '更新它。變更之前會先顯示計畫，過程中不會有失敗的 API 請求，執行後也能復原。';

/** Pages about a certificate's dates. */
export const chinese = {
  expired: {
    title: '憑證已到期',
    meaning: '這張憑證，或簽發它的 CA，已經過了到期時間。憑證在到期的那一秒仍然有效，過了就無效。',
    why: '驗證它的一方會拒絕：API 伺服器回應 401，etcd 關閉連線，kubectl 顯示 "certificate has expired or is not yet valid"。已建立的連線可能還能維持，所以控制平面看起來可能一切正常，直到某個元件重新啟動。etcd-healthcheck-client 與 super-admin.conf 到期不會造成停擺，因此只列為警告。',
    mend: [
      renewing,
      '若 API 伺服器因此停擺，同一個指令只靠檔案也能運作。',
      'kubelet 自己的用戶端憑證請見 "kubelet-not-rotating"。',
    ],
    ignore: '只要還有程式使用這張憑證，就不能忽略。沒有人需要的 kubeconfig 副本可以直接刪除。',
  },
  expiring: {
    title: '憑證即將到期',
    meaning:
      '剩餘時間低於政策的限度：30 天為警告、14 天為嚴重；有效期較短時，改為有效期的五分之一與十分之一。計算時取憑證與其 CA 兩者中較早的到期時間。',
    why: 'kubeadm 簽發的憑證為期一年，而且不會自行更新。到期後元件會遭其他元件拒絕，屆時處理起來比現在困難。',
    mend: [renewing, '若與其 CA 同時到期，更新也無法超過這個期限：請見 "authority-expiring"。'],
    ignore: '節點在那之前就會除役時。限度可在設定檔中調整，可針對所有憑證或單一憑證。',
  },
  'renewal-due': {
    title: '是時候更新憑證了',
    meaning: '憑證目前正常。剩餘時間不到 90 天，或不到有效期的三分之一，因此下次更新會一併處理。',
    why: '提早更新沒有代價，萬一失敗還有好幾週可以重試。這不值得叫醒任何人，所以結束狀態仍為 0。',
    mend: ['更新所有應更新的憑證。'],
    ignore: '隨時都可以，直到變成 "expiring" 為止。',
  },
  'not-yet-valid': {
    title: '憑證尚未生效',
    meaning: '以本節點的時鐘來看，它的生效時間還在未來。',
    why: '在那之前它都會遭到拒絕。幾乎都是時鐘有誤：不是本節點現在的時鐘，就是當初簽發的機器的時鐘。kubeadm 會將生效時間往前推五分鐘，以容許些微誤差。',
    mend: ['與其他機器比對時鐘。', '若時鐘現在是正確的，表示憑證是在時鐘有誤時產生的：請重新簽發。'],
    ignore: '不能忽略。',
  },
  'outlives-authority': {
    title: '憑證的期限超過其 CA',
    meaning: '憑證上的到期日晚於簽發它的 CA 的到期日。',
    why: '驗證時會檢查整條憑證鏈，因此它會隨著 CA 一起失效。kubeadm 簽發時不會限制期限，列出的也是較晚的日期；perennial 以較早的日期為準，簽發的憑證也絕不會超過 CA 的期限。',
    mend: ['憑證本身不需處理，請留意 CA 的到期時間。'],
    ignore: '只要以 perennial 顯示的日期來規劃，隨時都可以忽略。',
  },
  'clock-off': {
    title: '本節點的時鐘不準',
    meaning: '時鐘與 API 伺服器的差距超過容許值（一分鐘），或有檔案的變更時間還在未來。',
    why: '憑證是否有效，取決於檢查者的時鐘。租約、token，以及「檔案先變更、程式後啟動」這樣的先後順序，也都依賴時鐘。',
    mend: ['讓機器與時間伺服器同步。'],
    ignore: '機器剛從休眠恢復，時鐘還在追趕時。',
  },
  'upgrade-left-out': {
    title: '上次升級漏掉了部分憑證',
    meaning: '從先前檢查的紀錄可知 kubeadm 曾升級本節點，而這些憑證仍是升級之前的。',
    why: '單靠升級來更新憑證並不可靠：kubeadm 只有在元件的 manifest 有變更時，才會更新該元件的憑證。升級到相同版本只會更新 admin.conf 與 super-admin.conf；在 1.31 之前，若升級沒有改變 etcd 的版本，etcd 的憑證就會放到過期。',
    mend: ['更新這些憑證，或交給排程，在應更新時逐一處理。'],
    ignore: 'perennial 已依排程執行，或憑證在升級前不久才更新過時。',
  },
} as const satisfies Partial<ExplanationTexts>;
