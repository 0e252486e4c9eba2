import type { Phrase } from '../template.ts';

/** What commander says of a command line and writes over the parts of its help. */
export const commander: readonly Phrase[] = [
  ['Usage:', '用法:'],
  ['Options:', '選項：'],
  ['Commands:', '指令：'],
  ['Arguments:', '參數：'],
  ['Global Options:', '共用選項：'],
  ['display help for command', '顯示指令說明'],
  ["unknown option '{1}'", "沒有選項 '{1}'"],
  ["missing required argument '{1}'", "缺少必要的參數 '{1}'"],
  ["option '{1}' argument missing", "選項 '{1}' 缺少值"],
  ["too many arguments for '{1:word}': expected {2}", "'{1}' 的參數過多：應為 {2}"],
  ['{1:number} argument but got {2:number}', '{1} 個，實際為 {2} 個'],
  ['{1:number} arguments but got {2:number}', '{1} 個，實際為 {2} 個'],
  ['too many arguments: expected {1}', '參數過多：應為 {1}'],
  ["option '{1}' argument '{2}' is invalid. {3}", "選項 '{1}' 的值 '{2}' 無效：{3}"],
];
