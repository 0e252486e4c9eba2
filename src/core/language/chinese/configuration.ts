import type { Phrase } from '../template.ts';

/** What is wrong with a configuration file, and what each of its fields should hold. */
export const configuration: readonly Phrase[] = [
  ['{1:word} is given twice', '{1} 重複出現'],
  ['remove one', '請移除其中一個'],
  ['drain is longer than 5m', 'drain 超過 5m'],
  ['balancers look every few seconds: give 2s, or 10s', '負載平衡器每隔幾秒檢查一次：請設為 2s 或 10s'],
  ['there is no time zone {1}', '沒有時區 {1}'],
  ['give a name like Europe/Berlin, Asia/Taipei or UTC', '請提供如 Asia/Taipei、Europe/Berlin 或 UTC 的名稱'],
  ['the length of the window is not between 10m and 1d', '維護時段的長度不在 10m 與 1d 之間'],
  ['leave window out to renew at any time', '若要隨時更新，請省略 window'],
  ['critical in {1:word} applies earlier than warning', '{1} 的 critical 早於 warning 生效'],
  ['make warning the longer of the two, or give both', '請讓 warning 較長，或兩者都設定'],
  ['{1:word} should be {2}', '{1} 應為{2}'],
  ['there is no {1} in {2:word}', '{2} 中沒有 {1} 這個欄位'],
  ['there is no {1}', '沒有 {1}'],
  ['it may hold {1}', '可用的欄位有 {1}'],
  ['docs/configuration.md has an example of every field', 'docs/configuration.md 有每個欄位的範例'],
  [
    'a length of time (30d, 12h), a share of the lifetime (25%), or both in a list ([30d, 20%]: the smaller counts)',
    '時間長度（30d、12h）、有效期的比例（25%），或兩者組成的清單（[30d, 20%]：取較小者）',
  ],
  [
    'warning, critical and renewal: how long before the end of a certificate each applies',
    'warning、critical 與 renewal：各在憑證到期前多久生效',
  ],
  [
    'the same for single certificates, by their names in perennial check',
    '個別憑證的同樣設定，以 perennial check 顯示的名稱指定',
  ],
  [
    'warning and critical for authorities, each a length of time (365d)',
    'CA 的 warning 與 critical，皆為時間長度（365d）',
  ],
  ['a length of time: a whole number and s, m, h, d or y (30d)', '時間長度：整數加上 s、m、h、d 或 y（30d）'],
  [
    'new (each renewal makes a new private key) or reuse (the certificate alone is replaced)',
    'new（每次更新都產生新的私密金鑰）或 reuse（只更換憑證）',
  ],
  [
    'default (those of root and of the sudo user), or a list of absolute paths of copies of admin.conf',
    'default（root 與 sudo 使用者的副本），或 admin.conf 副本絕對路徑的清單',
  ],
  ['roll-back or stop: what follows a failed step', 'roll-back 或 stop：步驟失敗後的處理方式'],
  [
    'how long new connections to a node are refused before a component on it is restarted, to let balancers see it (2s)',
    '重新啟動節點上的元件之前，先拒絕新連線多久，讓負載平衡器得以察覺（2s）',
  ],
  ['how many finished runs are kept, from 1 to 1000', '保留多少已結束的執行作業，1 到 1000'],
  ['days, start, length and timeZone: when a schedule may renew', 'days、start、length 與 timeZone：排程何時可以更新'],
  ['a list of {1}', '{1} 組成的清單'],
  ['a time of day on the clocks of timeZone ("02:30")', 'timeZone 時區的時刻（"02:30"）'],
  ['a name of the IANA time zone database (Europe/Berlin)', 'IANA 時區資料庫中的名稱（Asia/Taipei）'],
  [
    'daily, weekly or monthly: how often a schedule looks whether something is due',
    'daily、weekly 或 monthly：排程多久檢查一次是否有憑證應更新',
  ],
  [
    'true or false: whether a schedule renews outside the window what would end before it opens',
    'true 或 false：排程是否可在維護時段外更新等不到下次時段的憑證',
  ],
  [
    'canary and soak: which control plane is renewed first, and how long each is watched before the next',
    'canary 與 soak：最先更新哪個控制平面，以及更新後觀察多久才輪到下一個',
  ],
  ['the name of the control-plane node that is renewed before all others', '最先更新的控制平面節點名稱'],
  ['a length of time (5m), or 0s', '時間長度（5m），或 0s'],
  [
    'url, match and ignore: the Prometheus whose firing alerts stop a schedule',
    'url、match 與 ignore：觸發中的警報會讓排程停止的 Prometheus',
  ],
  [
    'the base address of a Prometheus, http or https, without user or password',
    'Prometheus 的基底位址，http 或 https，不含使用者與密碼',
  ],
  ['labels with their values: only alerts that have them all count', '標籤與其值：只計入全部符合的警報'],
  ['a list of names of alerts that do not count', '不計入的警報名稱清單'],
  [
    'true or false: whether a schedule answers what kubelets ask for (serverTLSBootstrap), approving only what is good beyond doubt',
    'true 或 false：排程是否回覆 kubelet 的請求（serverTLSBootstrap），且只核准確實無疑的',
  ],
  [
    'en (default) or zh-Hant: the language of messages and of the calendar',
    'en（預設）或 zh-Hant：訊息與行事曆使用的語言',
  ],
  ['why nothing is renewed by a schedule for now, in a few words', '排程暫不更新的原因，簡短說明'],
  ['a map of {1}', '含有 {1} 的對應表'],
];
