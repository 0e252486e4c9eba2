import { after, before } from 'node:test';
import { attachedMachine } from './lab/machine.ts';
import { bootControlPlane, type ControlPlane, type ControlPlaneRequest } from './lab/control-plane.ts';

export const NEWEST = '1.36.3';

/** A control plane of a test file's own: booted before its tests, removed after them. */
export function testControlPlane(
  request: Omit<ControlPlaneRequest, 'version'> & { readonly version?: string },
): () => ControlPlane {
  let booted: ControlPlane | undefined;
  before(async () => {
    booted = await bootControlPlane({ version: NEWEST, ...request });
  });
  // One that died while it booted is there all the same.
  after(async () => {
    await (booted ?? attachedMachine(request.name))?.wipe();
  });
  return () => {
    if (booted === undefined) throw new Error('the control plane is not up');
    return booted;
  };
}
