import type { Inventory, Leaf } from '../../inventory.ts';
import { isMadeByKubelet } from '../../kubeadm/kubelet-pair.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf, KUBELET_CLIENT, KUBELET_SERVER } from '../subject.ts';
import { urgencyOf } from '../thresholds.ts';
import { counted, dateText, durationText, listed } from '../words.ts';

/** kubelet.conf that carries a certificate instead of naming the file the kubelet rotates (clusters born before 1.17, kubeadm#1753). */
export const kubeletConfEmbedded: Rule = ({ kubelet, layout }) => {
  if (kubelet.kubeconfig.kind !== 'read' || kubelet.kubeconfig.value.credential !== 'embedded') return [];
  return [
    {
      code: 'kubelet-conf-embedded',
      severity: 'warning',
      subject: 'kubelet.conf',
      path: `${layout.configFolder}/kubelet.conf`,
      message: 'carries its certificate inside, which the kubelet never renews: the node is lost when that one ends',
      mend: `perennial renew ${KUBELET_CLIENT}`,
    },
  ];
};

/** A kubelet that does not renew its client certificate: told not to, or past the time when it should have. */
export const kubeletNotRotating: Rule = (inventory) => {
  const { config } = inventory.kubelet;
  const leaf = leafNamed(KUBELET_CLIENT, inventory);
  const path = leaf === undefined ? undefined : certificatePathOf(leaf);
  const about = {
    code: 'kubelet-not-rotating',
    severity: 'warning',
    subject: KUBELET_CLIENT,
    ...(path && { path }),
  } as const;
  const mend = 'perennial explain kubelet-not-rotating';
  if (config.kind === 'read' && !config.value.rotateCertificates) {
    return [
      { ...about, message: 'the kubelet is configured not to renew its client certificate (rotateCertificates)', mend },
    ];
  }
  if (leaf?.certificate.kind !== 'read' || !isLate(leaf.certificate.value, inventory.takenAt)) return [];
  const end = dateText(leaf.certificate.value.notAfter);
  return [
    { ...about, message: `the kubelet should have renewed its client certificate by now; it ends on ${end}`, mend },
  ];
};

/** It rotates between 70 and 90 percent of the lifetime, NotBefore included (client-go, certificate_manager.go). */
function isLate({ notBefore, notAfter }: Certificate, now: number): boolean {
  return now > notBefore + (notAfter - notBefore) * 0.9 && now <= notAfter;
}

/** The kubelet's serving certificate: self-signed it is renewed by nobody; requested from the cluster, somebody must approve. */
export const kubeletServingExpiring: Rule = (inventory, policy) => {
  const certificate = servingCertificate(inventory);
  if (certificate === undefined) return [];
  const urgency = urgencyOf({ name: KUBELET_SERVER, certificate, policy }, inventory.takenAt);
  if (urgency === 'none' || urgency === 'due') return [];
  return [servingFinding(certificate, urgency !== 'warning', inventory)];
};

/** Requests of any kubelet of the cluster that nobody answers: without one, logs and exec go to a port without a certificate. */
export const kubeletServingPending: Rule = ({ servingRequests }) => {
  if (servingRequests.length === 0) return [];
  const asking = [...new Set(servingRequests.map(({ username }) => username.replace('system:node:', '')))];
  return [
    {
      code: 'kubelet-serving-pending',
      severity: 'warning',
      subject: KUBELET_SERVER,
      message: `${counted(servingRequests.length, 'request')} for serving certificates of kubelets ${servingRequests.length === 1 ? 'waits' : 'wait'} for an answer (${listed(asking)})`,
      mend: 'perennial approve-csrs',
    },
  ];
};

/** The file; what the port presents when the file could not be read. */
function servingCertificate(inventory: Inventory): Certificate | undefined {
  const leaf = leafNamed(KUBELET_SERVER, inventory);
  if (leaf?.certificate.kind === 'read') return leaf.certificate.value;
  const served = inventory.served.find(({ endpoint }) => endpoint.component === 'kubelet');
  return served?.presented.kind === 'read' ? served.presented.value : undefined;
}

/** By default no API server verifies it (kubeadm sets no --kubelet-certificate-authority), so its end stops nothing. */
function servingFinding({ notAfter }: Certificate, isNear: boolean, inventory: Inventory): Finding {
  const { takenAt, kubelet, layout } = inventory;
  const leaf = leafNamed(KUBELET_SERVER, inventory);
  const isVerified = layout.manifests.some(({ flags }) => flags['kubelet-certificate-authority'] !== undefined);
  const isRequested = kubelet.config.kind === 'read' && kubelet.config.value.serverTLSBootstrap;
  const length = durationText(notAfter - takenAt);
  const when =
    notAfter < takenAt
      ? `expired on ${dateText(notAfter)}, ${length} ago`
      : `ends on ${dateText(notAfter)}, in ${length}`;
  return {
    code: 'kubelet-serving-expiring',
    severity: isNear && isVerified ? 'critical' : 'warning',
    subject: KUBELET_SERVER,
    ...(leaf !== undefined && { path: certificatePathOf(leaf) }),
    ...(isRequested ? requested(when) : comesAgain(leaf, when)),
  };
}

const requested = (when: string) => ({
  message: `${when}; its successor waits for somebody to approve the request`,
  mend: 'perennial approve-csrs',
});

/** What the kubelet made it can make again; files that somebody gave it come from there. */
function comesAgain(leaf: Leaf | undefined, when: string): Pick<Finding, 'message' | 'mend'> {
  const explained = 'perennial explain kubelet-serving-expiring';
  if (leaf?.certificate.kind === 'read' && leaf.holder.kind === 'pair' && !isMadeByKubelet(leaf))
    return {
      message: `${when}; it was given to the kubelet, and its successor comes from who gave it`,
      mend: explained,
    };
  return {
    message: `${when}; it is self-signed, and the kubelet does not renew it`,
    mend: leaf?.holder.kind === 'pair' ? `perennial renew ${KUBELET_SERVER}` : explained,
  };
}

const leafNamed = (wanted: string, { leaves }: Inventory): Leaf | undefined =>
  leaves.find(({ name }) => name === wanted);
