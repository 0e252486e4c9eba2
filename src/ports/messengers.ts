import type { Reading } from '../core/inventory.ts';
import type { Delivery } from '../core/notify/delivery.ts';
import type { Message } from '../core/notify/message.ts';
import type { HeartbeatPolicy, Receiver } from '../core/notify/receiver.ts';

/** The ways to people. Neither throws, and neither takes longer than half a minute. */
export interface Messengers {
  deliver(message: Message, receiver: Receiver): Promise<Delivery>;
  /** Asks for the address that notices when nobody does any more. */
  beat(heartbeat: HeartbeatPolicy): Promise<Delivery>;
}

/** Where what was said and what is on its way is kept, for one process at a time. */
export interface NotebookFile {
  /** Throws `lock-busy` while another process has it. */
  hold(): Promise<HeldNotebook>;
}

export interface HeldNotebook {
  /** Its text; never throws for what the file can be. */
  read(): Promise<Reading<string>>;
  /** All of the text is on disk when it returns, or what was there before: never a part. */
  replace(text: string): Promise<void>;
  release(): Promise<void>;
}
