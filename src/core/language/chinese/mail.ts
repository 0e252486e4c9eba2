import type { Phrase } from '../template.ts';

/** Why a mail could not be handed over. */
export const mail: readonly Phrase[] = [
  ['it does not speak SMTP', '對方使用的不是 SMTP'],
  ['it offers no STARTTLS', '對方不支援 STARTTLS'],
  ['it said something between STARTTLS and the handshake', '對方在 STARTTLS 與 TLS 交握之間送出了其他內容'],
  ['the connection ended during the handshake', '連線在 TLS 交握期間中斷'],
  ['the connection ended', '連線中斷'],
  ['its answer is far too long', '回應內容過長'],
  ['user and password', '使用者與密碼'],
];
