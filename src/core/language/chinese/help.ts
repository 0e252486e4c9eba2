import type { Phrase } from '../template.ts';

/** The help: what the commands, their parameters and options are for. */
export const help: readonly Phrase[] = [
  ['Examples:', '範例：'],
  ['Formats (-o): {1}', '格式 (-o)：{1}'],
  [
    'Sees, renews and proves the certificates of a kubeadm control plane, without a failed API request.',
    '檢查、更新並證實 kubeadm 控制平面的憑證，過程中沒有任何失敗的 API 請求。',
  ],
  ['print the version', '顯示版本'],
  ['say how a command is called', '說明指令的用法'],
  [
    "certificates by kubeadm's names, e.g. apiserver or admin.conf",
    '憑證名稱，與 kubeadm 相同，例如 apiserver 或 admin.conf',
  ],
  ['those whose renewal is due (default)', '已應更新的憑證（預設）'],
  ['all of them, due or not', '全部憑證，不論是否應更新'],
  [
    'also put a DNS name, an address, URI:… or email:… into a certificate',
    '在憑證中另外加入 DNS 名稱、位址、URI:… 或 email:…',
  ],
  ['take a name out of a certificate', '從憑證中移除名稱'],
  [
    'although etcd is not well on all members, or stands still meanwhile',
    '即使 etcd 並非所有成員正常，或期間會停擺，仍然執行',
  ],
  [
    'every control-plane node: this one as it is, the others by their reports',
    '所有控制平面節點：本節點看現況，其他節點看報告',
  ],
  ['say what would be done, and do nothing', '只說明將執行的內容，不做任何變更'],
  [
    'say what is on disk, what is served, what runs, and what is wrong',
    '檢查磁碟上有什麼、實際提供什麼、執行了什麼，以及有什麼問題',
  ],
  ['let the other nodes read it: as ConfigMap perennial-NODE', '發布為 ConfigMap perennial-NODE，供其他節點讀取'],
  ['say what renew would do, or save it to be reviewed and applied', '說明 renew 將執行的內容，或存檔供審閱後套用'],
  ['save the plan for perennial apply', '儲存計畫，供 perennial apply 使用'],
  [
    'renew certificates, prove that they are used, and undo it all when something fails',
    '更新憑證並證實已在使用，失敗時全部復原',
  ],
  [
    'bring a node back on which everything ran out, without an API server; one node after the other',
    '救回憑證全數到期的節點，不需要 API 伺服器；一次一個節點',
  ],
  ['carry out a plan that perennial plan saved', '執行 perennial plan 儲存的計畫'],
  ['the plan', '計畫檔'],
  [
    'restart components of the control plane, drained where others can serve, and prove that they came back',
    '重新啟動控制平面元件（有其他節點可服務時先排空），並證實已恢復',
  ],
  [
    'etcd, kube-apiserver, kube-controller-manager or kube-scheduler',
    'etcd、kube-apiserver、kube-controller-manager 或 kube-scheduler',
  ],
  ['all of them, in the order in which they depend on each other', '全部元件，依相依順序'],
  [
    "instead of the pod's own grace period, or 3 s of a drained API server",
    '取代 Pod 本身的寬限時間，或排空後 API 伺服器的 3 秒',
  ],
  [
    'do not refuse new connections first, on a cluster of several control planes',
    '在多控制平面的叢集中，不先拒絕新連線',
  ],
  [
    "bring people's copies of admin.conf up to date; every other entry in them stays",
    '將使用者手上的 admin.conf 副本更新到最新；其中其他項目保持不變',
  ],
  ["these users' ~/.kube/config, made where there is none", '這些使用者的 ~/.kube/config，沒有就建立'],
  ['these files', '這些檔案'],
  ['list the runs of this node, and whether one was left unfinished', '列出本節點的執行作業，以及是否有未完成的'],
  [
    'say how certificates were renewed so far, and whether upgrades alone would keep them alive',
    '說明憑證至今如何更新，以及只靠升級是否足以保持有效',
  ],
  [
    'answer what kubelets ask for (serverTLSBootstrap): approve what is good beyond doubt, deny the rest',
    '回覆 kubelet 的請求（serverTLSBootstrap）：確實無疑的核准，其餘拒絕',
  ],
  ['carry on with a run that was interrupted', '繼續被中斷的執行作業'],
  ['its id; without one, the run that is open', '識別碼；省略則為未完成的執行作業'],
  [
    'end a run that can be neither finished nor undone, and leave everything as it stands',
    '結束既無法完成也無法復原的執行作業，一切維持現狀',
  ],
  ['undo a run, and prove that the old certificates are used again', '復原執行作業，並證實已恢復使用舊憑證'],
  ['its id; without one, the run that is open, else the last', '識別碼；省略則為未完成的執行作業，若無則為最近一次'],
  ['what a timer calls: renew what is due, when it is the time for it', '供排程呼叫：在適當的時間更新應更新的憑證'],
  ['say nothing where there was nothing to do', '沒有需要處理的項目時不輸出'],
  ['stay, and do what run does whenever a timer would call it', '常駐執行，在排程該呼叫時進行與 run 相同的作業'],
  ['look and report, and never change anything', '只檢查與回報，絕不變更'],
  [
    'have systemd or cron call perennial run: install, show, verify, remove',
    '讓 systemd 或 cron 呼叫 perennial run：install、show、verify、remove',
  ],
  ['install, show, verify or remove', 'install、show、verify 或 remove'],
  [
    'install: systemd (default), cron, or daemonset, which prints manifests',
    'install：systemd（預設）、cron，或輸出 manifest 的 daemonset',
  ],
  ['install --with daemonset: the image in your registry', 'install --with daemonset：您的映像檔倉庫中的映像檔'],
  ['install --with daemonset: write the manifests there', 'install --with daemonset：將 manifest 寫到該處'],
  ['say when a schedule may renew', '說明排程何時可以更新'],
  ['how many openings (default 5)', '列出幾個維護時段（預設 5）'],
  [
    'a folder that stands for /: files only, nothing is probed, run or restarted',
    '代表 / 的資料夾：只看檔案，不探測、不執行、不重新啟動',
  ],
  ['this machine, but neither the API server nor any port is needed', '檢查本機，但不需要 API 伺服器或任何連接埠'],
  ["kubeadm's configuration, instead of asking the API server", 'kubeadm 的設定檔，代替查詢 API 伺服器'],
  ['instead of /etc/perennial/config.yaml', '代替 /etc/perennial/config.yaml'],
  [
    'text or json; check: table, wide, json, yaml, kubeadm, kubeadm-json, nagios',
    'text 或 json；check：table、wide、json、yaml、kubeadm、kubeadm-json、nagios',
  ],
  [
    'en or zh-Hant; without it, the one of LC_ALL, LC_MESSAGES or LANG',
    'en 或 zh-Hant；省略則依 LC_ALL、LC_MESSAGES 或 LANG',
  ],
  ['carry it out without asking', '不詢問直接執行'],
  ['never ask: a question that would be needed is an error', '絕不詢問：需要詢問時視為錯誤'],
  ['no messages and no progress, only the answer', '不顯示訊息與進度，只輸出結果'],
  ['every step, and where an unexpected error came from', '顯示每個步驟，以及未預期錯誤的來源'],
  ['no colours', '不使用色彩'],
  ['exit with 2 where something changed, or would', '有變更或將會變更時，以 2 結束'],
  ['Exit status:', '結束狀態：'],
  ['check, status --cluster', 'check、status --cluster'],
  ['needs-renewal', 'needs-renewal'],
  ['0 due, 1 not due, 255 could not be decided', '0 應更新，1 尚不必更新，255 無法判定'],
  ['0 fine, 1 warning, 2 critical, 3 could not be decided', '0 正常，1 警告，2 嚴重，3 無法判定'],
  [
    'all others   0 done, 1 failed and nothing is changed, 2 changed (--detailed-exitcode), 4 refused by a guard,',
    '其他指令     0 完成，1 失敗且無變更，2 有變更（--detailed-exitcode），4 遭防護機制拒絕，',
  ],
  [
    '5 stopped in the middle (perennial resume or rollback), 64 usage, 75 another run is under way,',
    '5 中途停止（perennial resume 或 rollback），64 用法錯誤，75 另有作業執行中，',
  ],
  ['77 permission, 78 configuration, 130 and 143 ended by a signal', '77 權限不足，78 設定錯誤，130 與 143 因訊號結束'],
];
