import type { Phrase } from '../template.ts';

/** Lengths of time, counts of things, and the short words that other texts are made with. */
export const words: readonly Phrase[] = [
  ...counts('second', '秒'),
  ...counts('minute', '分鐘'),
  ...counts('hour', '小時'),
  ...counts('day', '天'),
  ...counts('time', '次'),
  ...counts('certificate', '張憑證'),
  ...counts('request', '個請求'),
  ...counts('API request', '個 API 請求'),
  ...counts('step', '個步驟'),
  ...counts('stage', '個階段'),
  ...counts('node', '個節點'),
  ...counts('control-plane node', '個控制平面節點'),
  ...counts('more finding', '項檢查結果'),
  ...counts('upgrade', '次升級'),
  ...counts('line', '行'),
  ...counts('folder', '個資料夾'),
  ...counts('file', '個檔案'),
  ['{1:number} ms', '{1} 毫秒'],
  ['{1:number} s', '{1} 秒'],
  ['ahead of', '快了'],
  ['behind', '慢了'],
  ['{1} ago', '{1}前'],
  ['{1} ahead', '比本機快 {1}'],
  ['yes', '是'],
  ['no', '否'],
  ['NO', '否'],
  ['none', '無'],
  ['never', '從未'],
  ['unreadable', '無法讀取'],
  ['any time', '任何時候'],
  ['now (this node)', '現在（本節點）'],
  ['not cut', '未中斷'],
  ['none: {1}', '無：{1}'],
  ['own credential', '自己的認證資料'],
  ['this node', '本節點'],
  ['this machine', '本機'],
  ['no reason is known', '原因不明'],
];

function counts(noun: string, chinese: string): readonly Phrase[] {
  return [noun, `${noun}s`].map((word) => [`{1:number} ${word}`, `{1} ${chinese}`]);
}
