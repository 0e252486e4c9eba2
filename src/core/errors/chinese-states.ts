/** What has become of the node: most errors have one of these answers. */
export const untouched = '沒有任何變更。';

export const undoneOrOpen =
  '若停在第一個步驟之前，沒有任何變更。之後才失敗的執行作業會自動復原，除非 onFailure 為 stop，或它是救援；輸出的最後一行會說明是哪一種。';

export const wayOut =
  '若既無法完成也無法復原，就讓它停在目前的狀態並結束：不會變更任何檔案，之後便能開始新的執行作業。然後全部重新更新。';

export const openRun = '查看是否有未完成的執行作業，並完成它或復原它。';
