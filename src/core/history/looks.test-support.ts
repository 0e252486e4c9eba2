import { DAY, type Instant } from '../instant.ts';
import { certificateNames } from '../kubeadm/certificates.ts';
import type { Look, SeenCertificate } from './look.ts';

/** When the first look of these tests was taken. */
export const START: Instant = Date.UTC(2026, 10, 23);

export interface Seen {
  /** Days after `START`. */
  readonly day: number;
  readonly version?: string;
  readonly etcd?: string;
  /** Names whose serial is another than before; `all` for all of kubeadm's. */
  readonly renewed?: readonly string[] | 'all';
  /** By which run of ours. */
  readonly run?: string;
  /** Serials as they are, over everything else. */
  readonly serials?: Readonly<Record<string, string>>;
  readonly upgrades?: readonly string[];
  /** Of all four components. */
  readonly manifest?: string;
}

const names = [...certificateNames, 'kubelet-client'];

/** Looks one after the other, each as the one before but for what it says. Certificates live a year. */
export function looksOf(...seen: readonly Seen[]): readonly Look[] {
  const looks: Look[] = [];
  for (const one of seen) looks.push(lookAfter(looks.at(-1), one, looks.length));
  return looks;
}

function lookAfter(before: Look | undefined, seen: Seen, index: number): Look {
  const at = START + seen.day * DAY;
  const api = before?.components['kube-apiserver'];
  const version = seen.version ?? api?.version ?? 'v1.36.3';
  const etcd = seen.etcd ?? before?.components.etcd?.version ?? '3.6.5-0';
  const manifest = seen.manifest ?? (seen.version === undefined ? (api?.manifest ?? 'aa') : `of ${version}`);
  return {
    at,
    components: {
      'kube-apiserver': { version, manifest },
      'kube-controller-manager': { version, manifest },
      'kube-scheduler': { version, manifest },
      etcd: { version: etcd, manifest: seen.etcd === undefined ? (seen.manifest ?? 'etcd') : `of ${etcd}` },
    },
    upgrades: seen.upgrades ?? before?.upgrades ?? [],
    certificates: names.map((name) => certificateAfter(name, before, { ...seen, at, index })),
  };
}

function certificateAfter(
  name: string,
  before: Look | undefined,
  { renewed = [], run, serials = {}, at, index }: Seen & { readonly at: Instant; readonly index: number },
): SeenCertificate {
  const old = before?.certificates.find((one) => one.name === name);
  const isNew = renewed === 'all' ? name !== 'kubelet-client' : renewed.includes(name);
  const given = serials[name];
  if (old !== undefined && !isNew && given === undefined) return old;
  const serial = given ?? `${name} ${String(index)}`;
  return { name, serial, notBefore: at, notAfter: at + 365 * DAY, ...(isNew && run !== undefined && { run }) };
}
