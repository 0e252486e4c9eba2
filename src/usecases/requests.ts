import type { Finding } from '../core/check/finding.ts';
import type { Inventory, Reading } from '../core/inventory.ts';
import type { Path } from '../core/names.ts';
import type { LeftAlone, Plan } from '../core/plan/plan.ts';
import type { RunReport } from '../core/plan/report.ts';
import type { RestartWish } from '../core/plan/restart-plan.ts';
import type { Wish } from '../core/plan/wish.ts';
import type { RunState } from '../core/plan/run-state.ts';
import type { StageTime } from '../core/plan/stage-times.ts';
import type { Policy } from '../core/policy.ts';

/** What every use-case that looks at the node is told. */
export interface ObserveRequest {
  readonly policy: Policy;
  /** Text of `--kubeadm-config FILE`. */
  readonly kubeadmConfig?: { readonly text: string; readonly file: string };
  /** Paths, as the node sees them, of people's copies of admin.conf. */
  readonly copies: readonly Path[];
}

/** Shown the plan, says whether it may be carried out: a prompt, `--yes`, or never (`--dry-run`). */
export type Consent = (plan: Plan) => Promise<boolean>;

export interface RenewRequest extends ObserveRequest {
  readonly which: Wish['which'];
  /** SANs to add or remove, by certificate name; never lost in silence. */
  readonly sans: Wish['sans'];
  readonly despiteEtcd?: boolean;
  readonly consent: Consent;
}

export interface RestartRequest extends ObserveRequest, Omit<RestartWish, 'policy'> {
  readonly consent: Consent;
}

export interface KubeconfigRequest extends ObserveRequest {
  /** Copies to update; one that does not exist is made only when `create` says for whom. */
  readonly files: readonly { readonly path: Path; readonly create?: { readonly uid: number; readonly gid: number } }[];
  readonly consent: Consent;
}

/** How every use-case that changes something ends. */
export type ChangeReport =
  /** `plan`: one without stages, where one was made. */
  | { readonly kind: 'nothing-to-do'; readonly leftAlone: readonly LeftAlone[]; readonly plan?: Plan }
  | { readonly kind: 'planned'; readonly plan: Plan }
  | {
      readonly kind: 'ran';
      readonly plan: Plan;
      readonly report: RunReport;
      /** What `check` finds afterwards. */
      readonly remaining: readonly Finding[];
      readonly after: Inventory;
    };

export interface StatusReport {
  readonly runs: readonly RunStatus[];
}

export interface RunStatus {
  readonly id: string;
  readonly plan: Plan;
  readonly state: RunState;
  readonly done: number;
  readonly steps: number;
  readonly stageTimes: readonly StageTime[];
  readonly report: Reading<RunReport>;
}
