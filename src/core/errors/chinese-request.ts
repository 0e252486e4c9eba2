import { untouched } from './chinese-states.ts';
import type { ErrorTexts } from './explanation.ts';

/** Pages about what was typed, configured or named. */
export const chinese = {
  usage: {
    title: '無法理解這個指令',
    meaning: '指令、選項或值不存在、有缺漏，或不能與另一個同時使用。提示會指出最可能的原意。',
    state: untouched,
    mend: ['指令的說明列出它接受的所有選項與參數。'],
  },
  'unknown-name': {
    title: '沒有這個名稱',
    meaning: '本節點上沒有這個名稱的憑證、元件、使用者或代碼。名稱與 kubeadm 使用的、perennial check 顯示的相同。',
    state: untouched,
    mend: ['查看有哪些名稱可用。'],
  },
  'run-unknown': {
    title: '沒有這個執行作業',
    meaning:
      '本節點上沒有這個識別碼的執行作業，或它已無法繼續或復原：它已經完成、已經復原，或已隨最舊的紀錄移除（keepRuns）。',
    state: untouched,
    mend: ['查看有哪些執行作業。'],
  },
  'confirmation-needed': {
    title: '需要有人同意，但無法詢問',
    meaning: '這個指令會進行變更。有人在終端機前時會先詢問；這次沒有終端機，或 --no-input 禁止詢問。',
    state: untouched,
    mend: ['先查看將執行的內容，再表示同意。'],
  },
  'config-invalid': {
    title: '設定檔無法使用',
    meaning:
      '/etc/perennial/config.yaml（或 --config 指定的檔案）中有未知的欄位或不可能的值；訊息中有行號。可能讓憑證過期的排程設定也會以此拒絕。',
    state: untouched,
    mend: ['修正該行；docs/configuration.md 列有所有欄位。接著查看排程何時可以更新。'],
  },
  permission: {
    title: '系統不允許這項操作',
    meaning:
      '目前的使用者無權讀取或寫入某個檔案或資料夾。私密金鑰與 /var/lib/perennial 屬於 root，因此除了查看憑證以外，都需要 root。',
    state: untouched,
    mend: ['以 root 執行。', '若已經是 root，請檢查不可變更（immutable）屬性、SELinux 或 AppArmor。'],
  },
  'file-unreadable': {
    title: '無法讀取檔案',
    meaning: '檔案不存在、不是一般檔案，或磁碟回報錯誤。指令需要的內容無從得知，而 perennial 不會猜測。',
    state: untouched,
    mend: ['查看訊息中的檔案，以及是否還有其他問題。'],
  },
  'file-malformed': {
    title: '檔案內容不正確',
    meaning:
      '憑證、金鑰、kubeconfig、manifest 或 YAML 檔案損壞、已加密，或以位元組順序記號 (BOM) 開頭；若能指出位置，訊息中會有行號。Kubernetes 同樣會拒絕它。',
    state: untouched,
    mend: ['查看所有無法讀取的檔案。', '還原最後一份正常的檔案。perennial 更換過的內容都保存在該次執行作業中。'],
  },
  'file-too-large': {
    title: '檔案遠大於應有的大小',
    meaning: '憑證、金鑰與計畫都很小。這麼大的檔案是別的東西，因此不會讀入記憶體。',
    state: untouched,
    mend: ['查看它是什麼，並將它移開。'],
  },
} as const satisfies Readonly<Record<string, ErrorTexts>>;
