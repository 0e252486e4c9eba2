import type { Instant } from '../../../core/instant.ts';
import type { Language, Translate } from '../../../core/language/language.ts';
import type { Overview } from '../../../core/overview/overview.ts';
import type { RunProgress } from '../../../core/plan/run-progress.ts';
import type { Sight } from '../../../usecases/watch.ts';
import type { ExpositionFormat } from '../../metrics/exposition-text.ts';
import type { PageAssets } from '../page-assets.ts';
import type { Credentials } from './credentials.ts';

/** What the page, and everything beside it, is made from. */
export interface Site {
  readonly source: 'node' | 'cluster' | 'reports';
  /** Of perennial. */
  readonly version: string;
  readonly now: () => Instant;
  readonly sights: Sights;
  readonly metricsOf: (overview: Overview, format: ExpositionFormat) => Promise<string>;
  readonly assets: () => Promise<PageAssets>;
  readonly translateInto: (language: Language) => Promise<Translate>;
  /** That of the configuration. */
  readonly configuredLanguage: () => Promise<Language | undefined>;
  /** Of this node alone: absent where others are shown. */
  readonly own?: OwnNode;
  readonly access: Access;
}

export interface OwnNode {
  readonly runs: () => Promise<readonly RunProgress[]>;
  /** Undefined where there is none of that id. */
  readonly run: (id: string) => Promise<RunProgress | undefined>;
  /** The newest one: the only one that can be under way. */
  readonly newest: () => Promise<RunProgress | undefined>;
  readonly history: (certificate: string) => Promise<CertificateHistory>;
}

export interface CertificateHistory {
  readonly certificate: string;
  readonly serials: readonly {
    readonly serial: string;
    readonly notBefore: Instant;
    readonly notAfter: Instant;
    readonly firstSeenAt: Instant;
    readonly run?: string;
  }[];
}

/** Who may ask: everybody on this machine, or who shows one of these. */
export interface Access {
  /** Names by which a browser on this machine may call the server; another would be a page of a stranger (DNS rebinding). */
  readonly loopbackOnly: boolean;
  readonly credentials: () => Credentials;
}

/** The newest sight, and the newest that saw something. */
export interface Sights {
  readonly last: () => Sight | undefined;
  readonly seen: () => Extract<Sight, { kind: 'seen' }> | undefined;
  /** Called after each look until the returned function is. */
  readonly onLook: (listener: () => void) => () => void;
}
