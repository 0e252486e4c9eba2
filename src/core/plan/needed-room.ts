/** Four times what a renewal of everything writes. */
export const NEEDED_BYTES = 1024 * 1024;
