import type { Inventory } from '../inventory.ts';
import { isOfTheNode } from '../check/subject.ts';
import type { Look, SeenCertificate, SeenComponent } from './look.ts';

/** Serials that runs of this node brought, with the run. */
export type Issued = ReadonlyMap<string, string>;

/** What the history keeps of an inventory. */
export function lookOf(
  { takenAt, layout, leaves, upgrades }: Pick<Inventory, 'takenAt' | 'layout' | 'leaves' | 'upgrades'>,
  issued: Issued,
): Look {
  const components = layout.manifests.map(({ component, imageVersion, digest }): [string, SeenComponent] => [
    component,
    { version: imageVersion, manifest: digest?.slice('sha256:'.length, 'sha256:'.length + 16) ?? '' },
  ]);
  const certificates = leaves.filter(isOfTheNode).flatMap(({ name, certificate }): readonly SeenCertificate[] => {
    if (certificate.kind !== 'read') return [];
    const { serial, notBefore, notAfter } = certificate.value;
    const run = issued.get(serial);
    return [{ name, serial, notBefore, notAfter, ...(run !== undefined && { run }) }];
  });
  return { at: takenAt, components: Object.fromEntries(components), upgrades: upgrades.backups, certificates };
}
