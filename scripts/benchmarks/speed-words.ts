import { at, count, fields, type Result } from './result.ts';

/** `perennial` and `kubeadm` of one result, and how they compare. */
export function besideKubeadm(...[one]: readonly Result[]): readonly string[] {
  const [ours, theirs] = [at(one, 'perennial', 'medianMs'), at(one, 'kubeadm', 'medianMs')];
  const times = typeof ours === 'number' && typeof theirs === 'number' ? (ours / theirs).toFixed(1) : '?';
  const words = (name: string) =>
    `${name}: ${count(one, name, 'medianMs')} ms (median of ${count(one, name, 'runs')}), ${count(one, name, 'cpuMedianMs')} ms of CPU, ${count(one, name, 'peakMegabytes')} MB at most`;
  return [words('perennial'), words('kubeadm'), `${times} times kubeadm's time`, ...runtimeWords(one)];
}

/** The part that is not ours: a JavaScript engine that starts. */
function runtimeWords(one: unknown): readonly string[] {
  if (at(one, 'runtime') === undefined) return [];
  return [`the runtime alone (\`perennial --version\`): ${count(one, 'runtime', 'medianMs')} ms`];
}

export function bySize(one: unknown): string {
  return `${count(one, 'files')} files (${count(one, 'bytes')} bytes): ${count(one, 'medianMs')} ms, ${count(one, 'cpuMedianMs')} ms of CPU, ${count(one, 'peakMegabytes')} MB at most`;
}

/** Failures by kind, and for a policy what they come to per replacement. */
export function handshakes(policy: string, one: unknown): string {
  const kinds = fields(one, 'failures').map(([kind, times]) => `${String(times)} ${kind}`);
  const failed = `${count(one, 'failed')} of ${count(one, 'handshakes')} handshakes failed${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}`;
  if (at(one, 'replacements') === undefined) return `${policy}: ${failed}`;
  const each = `${count(one, 'failuresPerReplacement')} in one replacement at ${count(one, 'handshakesPerSecond')} handshakes a second`;
  return `${policy}: ${failed}; ${each}, as if etcd met an unmatched pair for ${count(one, 'unmatchedMeanMs')} ms of each`;
}
