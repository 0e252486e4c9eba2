import type { Inventory } from '../inventory.ts';
import type { Policy } from '../policy.ts';
import type { Finding, Severity } from './finding.ts';
import type { Rule } from './rule.ts';
import { authorityExpiry, authorityExternal, authorityKeyMismatch, authorityMissing } from './rules/authorities.ts';
import { expiry } from './rules/expiry.ts';
import { keyReadable, strayManifest, superAdminPresent, unknownCertificate } from './rules/files.ts';
import { copyOutdated, kubeconfigAuthorityDiffers } from './rules/kubeconfigs.ts';
import {
  kubeletConfEmbedded,
  kubeletNotRotating,
  kubeletServingExpiring,
  kubeletServingPending,
} from './rules/kubelet.ts';
import { sanMissing } from './rules/names.ts';
import { clockOff, notRunning, notServed, runOpen } from './rules/node.ts';
import { notYetValid } from './rules/not-yet-valid.ts';
import { loopbackExpiring, ownServingExpiring } from './rules/own-serving.ts';
import { canaryUnknown } from './rules/order.ts';
import { certificateMissing, keyMismatch, keyMissing } from './rules/presence.ts';
import { notSignedByAuthority, outlivesAuthority } from './rules/signing.ts';
import { stale } from './rules/stale.ts';
import { weakKey, weakSignature } from './rules/strength.ts';
import { authorityNotTrusted } from './rules/trust.ts';
import { unreadable } from './rules/unreadable.ts';
import { upgradeLeftOut } from './rules/upgrade.ts';
import { usageWrong } from './rules/usage.ts';

/** Everything a person should know about this node, the worst first; equal ones in the order of the rules. */
export function findingsOf(inventory: Inventory, policy: Policy): readonly Finding[] {
  const found = rules.flatMap((rule) => rule(inventory, policy));
  return found.sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
}

/** Worst first. What could not be decided may be anything, so only what is certainly broken is worse. */
export const severities: readonly Severity[] = ['critical', 'unknown', 'warning', 'info'];

const rules: readonly Rule[] = [
  // Nothing else can be trusted before these are mended.
  runOpen,
  clockOff,
  unreadable,

  // The control plane is there and answers.
  notRunning,
  notServed,
  strayManifest,

  // The authorities, which everything else depends on.
  authorityMissing,
  authorityExpiry,
  authorityKeyMismatch,
  authorityNotTrusted,
  authorityExternal,

  // Each certificate is there, fits its key and its signer, and is made for its use.
  certificateMissing,
  keyMissing,
  keyMismatch,
  notSignedByAuthority,
  notYetValid,
  usageWrong,
  sanMissing,

  // Time.
  expiry,
  stale,
  loopbackExpiring,
  ownServingExpiring,
  kubeletServingExpiring,
  kubeletServingPending,
  kubeletNotRotating,
  outlivesAuthority,
  upgradeLeftOut,
  canaryUnknown,

  // Around them.
  kubeletConfEmbedded,
  kubeconfigAuthorityDiffers,
  copyOutdated,
  keyReadable,
  weakKey,
  weakSignature,
  superAdminPresent,
  unknownCertificate,
];
