import { constants, getPriority, setPriority } from 'node:os';

/**
 * On a control plane nothing that perennial computes, eleven RSA keys above all, is as urgent as the API server's requests. Who gave
 * it less already (`nice`, systemd's `Nice=`) keeps that: to take more needs CAP_SYS_NICE (setpriority(2)).
 */
export function giveWay(): void {
  const { PRIORITY_BELOW_NORMAL } = constants.priority;
  if (getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL);
}
