import type { Machine } from './machine.ts';

/** One of the six tasks of the yearly job done by hand, and how long it took. */
export interface TimedTask {
  readonly task: string;
  readonly seconds: number;
}

export interface ManualJob {
  readonly tasks: readonly TimedTask[];
  readonly totalSeconds: number;
  /** What the last step, `kubeadm certs check-expiration`, printed. */
  readonly finalCheck: string;
}

/**
 * The yearly job as people do it today, the baseline of every comparison: renew all, park the static-pod manifests, wait
 * until the API server's container is gone, put them back, wait until one runs, copy admin.conf, check.
 */
export async function runManualJob(machine: Machine): Promise<ManualJob> {
  const output = await machine.mustExec(['bash', '-s'], { input: script, timeoutMs: 600_000 });
  const [tasks = '', finalCheck = ''] = output.split('--- check\n');
  const timed = [...tasks.matchAll(/^--- (\d+\.\d+) (.+)$/gm)].map((line) => ({
    at: Number(line[1]),
    task: line[2] ?? '',
  }));
  const ends = timed.slice(1);
  return {
    tasks: ends.map((end, index) => ({ task: end.task, seconds: round(end.at - (timed[index]?.at ?? 0)) })),
    totalSeconds: round((timed.at(-1)?.at ?? 0) - (timed[0]?.at ?? 0)),
    finalCheck,
  };
}

// The job's own words are `crictl ps | grep kube-apiserver`; crictl is not at hand, so ctr answers the same question.
const script = `set -e
done_with() { echo "--- $EPOCHREALTIME $1"; }
running() {
  for id in $(ctr -n k8s.io tasks ls | awk '/RUNNING/ {print $1}'); do
    ctr -n k8s.io containers info "$id" 2>/dev/null | grep '"io.kubernetes.container.name": "kube-apiserver"' || true
  done | wc -l
}
done_with begin
kubeadm certs renew all
done_with 'renew all'
mkdir -p /tmp/manifests
mv /etc/kubernetes/manifests/*.yaml /tmp/manifests
done_with 'stop static pods'
while [ "$(running)" != 0 ]; do sleep 1; done
done_with 'wait until kube-apiserver is gone'
cp /tmp/manifests/*.yaml /etc/kubernetes/manifests
done_with 'start static pods'
while [ "$(running)" = 0 ]; do sleep 1; done
done_with 'wait until kube-apiserver runs'
mkdir -p "$HOME/.kube"
cp -f /etc/kubernetes/admin.conf "$HOME/.kube/config"
done_with 'copy admin.conf'
kubeadm certs check-expiration > /tmp/check 2>&1 || true
done_with 'check expiration'
echo '--- check'
cat /tmp/check
`;

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
