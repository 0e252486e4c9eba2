/** Where what a test starts is registered to be ended: a test's own context, or a suite's hooks. */
export interface Ending {
  after(end: () => void | Promise<void>): void;
}
