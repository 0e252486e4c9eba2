/** What has become of the node: most errors have one of these answers. */
export const untouched = '沒有任何變更。';

export const undoneOrOpen =
  '若停在第一個步驟之前，沒有任何變更。之後才失敗的執行作業會自動復原，除非 onFailure 為 stop，或它是救援；輸出的最後一行會說明是哪一種。';

export const openRun = '查看是否有未完成的執行作業，並完成它或復原它。';
