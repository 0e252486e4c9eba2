import type { Path } from '../names.ts';

/** Whether the service does not see what lies there: homes, also where ostree has them, and temporary folders. */
export const isHidden = (path: Path): boolean =>
  /^\/(root|home|var\/roothome|var\/home|tmp|var\/tmp|run\/user)\//.test(`${path}/`);
