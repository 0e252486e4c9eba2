export const repository: string;
/** Installs what is lacking; the Node that runs the source. */
export function setUp(): string;
export function pinnedNode(): string | undefined;
