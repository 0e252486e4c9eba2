import type { Explanations } from './explanation.ts';

/** Pages about what runs and what it uses. */
export const english = {
  stale: {
    title: 'A process uses another certificate than the file holds',
    meaning:
      "Either a port presents a certificate that is not the one in the file, or a process that reads the file only when it starts has started before the file changed (by the file's ctime).",
    why: 'The file was renewed, the process was not told. It goes on until the old certificate ends, and then fails although every list shows the new date. kube-controller-manager and kube-scheduler never re-read their kubeconfigs; a standby with an expired one does not exit and never takes over. kube-apiserver (from 1.17) and etcd (from 3.2) re-read theirs by themselves.',
    mend: [
      {
        text: 'Restart that component alone; perennial waits until the new container is proved.',
        commands: ['perennial restart COMPONENT'],
      },
    ],
    ignore:
      'As "info": the file is seconds old, and this version takes up to so long to read it. A chmod or chown also changes the ctime; if you are sure it was that, nothing is wrong.',
    sources: ['kubernetes/kubeadm#2409', 'kubernetes/kubernetes#131298', 'kubernetes/kubernetes#129613'],
  },
  'loopback-expiring': {
    title: "kube-apiserver's certificate for itself runs out",
    meaning:
      'kube-apiserver makes a certificate in memory when it starts, for its calls to itself: for one year up to 1.32, for three years from 1.33.',
    why: 'It is in no file, and no renewal touches it. When it ends, a server that has been up that long stops working, however new its files are.',
    mend: [
      {
        text: 'Restart it, one node after the other. With several control planes its clients are sent to the others first.',
        commands: ['perennial restart kube-apiserver'],
      },
    ],
    ignore: 'When an upgrade will restart it before.',
    sources: [
      'k8s.io/apiserver pkg/server/options/serving_with_loopback.go',
      'kubernetes/kubernetes livez check loopback-serving-certificate (1.36)',
    ],
  },
  'own-serving-expiring': {
    title: "A component's self-made serving certificate runs out",
    meaning:
      'kube-controller-manager and kube-scheduler serve metrics and health on a certificate that they make in memory when they start, for one year.',
    why: 'Probes of the kubelet do not verify it, so the component goes on. Whoever scrapes its metrics and verifies dates sees an error.',
    mend: [
      {
        text: 'Restart it.',
        commands: ['perennial restart kube-controller-manager', 'perennial restart kube-scheduler'],
      },
    ],
    ignore: 'When nobody scrapes those metrics, or the scraper does not verify.',
    sources: ['k8s.io/apiserver pkg/server/options/serving.go (MaybeDefaultWithSelfSignedCerts)'],
  },
  'not-served': {
    title: 'A port of the control plane does not answer',
    meaning: 'The connection was refused, or it was accepted and nothing was said in time.',
    why: 'Either the component is down, or it listens elsewhere than its manifest says, or something is in between.',
    mend: [
      {
        text: 'See whether it runs, and what it says.',
        commands: ['crictl ps -a', 'crictl logs CONTAINER', 'journalctl -u kubelet'],
      },
      {
        text: 'If certificates are the reason, they are reported on their own: mend those first.',
        commands: ['perennial check'],
      },
    ],
    ignore: 'On a node that is being started. With --offline ports need not answer.',
    sources: [],
  },
  'not-running': {
    title: 'A component has a manifest but no container',
    meaning: 'The kubelet should be running it as a static pod, and the runtime knows no running container of it.',
    why: 'It may be restarting, or failing at start, or the kubelet may be down. The kubelet delays restarts that follow each other, up to five minutes.',
    mend: [
      {
        text: 'Look at the kubelet and at the last container.',
        commands: ['systemctl status kubelet', 'crictl ps -a', 'crictl logs CONTAINER'],
      },
    ],
    ignore: 'While you restart it yourself.',
    sources: ['kubernetes/website: Create static Pods'],
  },
  'stray-manifest': {
    title: 'A file among the manifests that the kubelet obeys',
    meaning:
      'The kubelet takes every file of its manifests folder whose name does not begin with a dot, whatever its ending: kube-apiserver.yaml.bak is a manifest.',
    why: "Two files that describe the same pod compete, and the last in the order of names wins. A backup from last year silently runs last year's API server.",
    mend: [
      { text: 'Move it out of the folder, not only aside.', commands: ['mv /etc/kubernetes/manifests/FILE /root/'] },
    ],
    ignore: 'When it is a static pod of yours.',
    sources: ['kubernetes/kubernetes pkg/kubelet/config/file_linux.go'],
  },
  'run-open': {
    title: 'A run of perennial is not finished',
    meaning: 'A renewal, restart or rollback was interrupted: its journal has steps that are neither done nor undone.',
    why: 'The node may be half renewed: new files, old processes. Each half works on its own until something restarts.',
    mend: [
      {
        text: 'Finish it or undo it; both look at the node before each step.',
        commands: ['perennial status', 'perennial resume', 'perennial rollback'],
      },
      {
        text: 'Where neither is possible any more, end it where it stands, and make everything new.',
        commands: ['perennial abandon', 'perennial renew --all'],
      },
    ],
    ignore: 'While that run is still going on.',
    sources: [],
  },
  unreadable: {
    title: 'Something could not be read',
    meaning:
      'A file, a port or the runtime could not be read, with the reason beside it, or a folder of certificates goes on for deeper or longer than is looked at. So whether it is fine is not known.',
    why: 'A check that takes what it cannot see for fine is worse than none. The exit status is 3 unless something is certainly broken.',
    mend: [
      { text: 'Run as root: keys and kubeconfigs are readable by nobody else.', commands: ['sudo perennial check'] },
      {
        text: 'If the file is damaged, put it back from a backup or another control plane, or issue it anew.',
        commands: ['perennial renew NAME'],
      },
      {
        text: 'If a folder has too much in it (eight levels, 1,000 folders and 20,000 certificates are looked at), move out what is no PKI.',
      },
    ],
    ignore: 'When you run without root on purpose and only want to see what is public.',
    sources: [],
  },
} as const satisfies Partial<Explanations>;
