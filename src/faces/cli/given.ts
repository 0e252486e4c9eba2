/** The options as typed. Those of other commands are absent. */
export interface Given {
  readonly kubeadmConfig?: string;
  readonly root?: string;
  readonly offline?: boolean;
  readonly config?: string;
  readonly format?: string;
  readonly yes?: boolean;
  /** False under `--no-input`. */
  readonly input: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** False under `--no-color`. */
  readonly color: boolean;
  readonly detailedExitcode?: boolean;

  readonly all?: boolean;
  readonly due?: boolean;
  readonly dryRun?: boolean;
  readonly addSan?: readonly string[];
  readonly removeSan?: readonly string[];
  readonly output?: string;
  readonly for?: readonly string[];
  readonly file?: readonly string[];
  readonly grace?: number;
  readonly despiteEtcd?: boolean;
  /** False under `--no-drain`. */
  readonly drain?: boolean;
  readonly next?: number;
  readonly with?: string;
  readonly readOnly?: boolean;
  readonly image?: string;
  readonly quietWhenIdle?: boolean;
  readonly cluster?: boolean;
  readonly publish?: boolean;
  /** True where it was given without a file. */
  readonly reports?: string;
  readonly listen?: string;
  readonly textfile?: string | true;
}
