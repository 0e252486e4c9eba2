/** Where a node keeps runs, old bytes and history (0700), as the node itself sees it. */
export const STATE_FOLDER = '/var/lib/perennial';
