import { join } from 'node:path';

/** Compiled code of our own processes, beside the compiler's cache: their second start is two to three times as quick. */
export const compileCache = { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/sandbox') };
