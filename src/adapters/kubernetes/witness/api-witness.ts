import type { Witness, WitnessReport } from '../../../ports/witness.ts';
import type { ApiCredentials, ApiEndpoint } from '../api-credentials.ts';
import { freshProbe } from './fresh-probe.ts';
import { keptProbe } from './kept-probe.ts';
import { narrator } from './narrator.ts';
import { type OpenWatch, openWatch } from './open-watch.ts';
import { probe } from './probe.ts';
import { witnessConnections } from './witness-connections.ts';

export interface WitnessRequest {
  readonly endpoint: ApiEndpoint;
  /** Read once, at the start: the watch holds this credential through the whole run. Undefined, or failing: no watch. */
  readonly readKubeconfig: () => Promise<ApiCredentials | undefined>;
  /** New connections a second; default 20. */
  readonly ratePerSecond?: number;
}

const KEPT_PAUSE_MILLISECONDS = 100;

/** Asks the API server from outside, as its clients do: on new connections, on one that is kept, and by a watch. */
export function apiWitness({ endpoint, readKubeconfig, ratePerSecond = 20 }: WitnessRequest): Witness {
  return {
    start: async (tell) => {
      const { anonymous, known } = await witnessConnections(endpoint, readKubeconfig);
      const { connection, failure = '' } = await probe({ ...anonymous, agent: false });
      if (connection === undefined) return undefined;
      // --anonymous-auth=false: nobody is answered without a credential.
      const options = /^status 40[13]$/.test(failure) ? (known ?? anonymous) : anonymous;
      const watch = known && openWatch(known);
      await watch?.tried;
      const began = performance.now();
      const { heard, stop: fallSilent } = narrator(tell);
      const fresh = freshProbe(options, ratePerSecond, heard);
      const kept = keptProbe(options, KEPT_PAUSE_MILLISECONDS, heard);
      return { stop: () => reportOf({ began, fresh, kept, watch }).finally(fallSilent) };
    },
  };
}

interface Watching {
  readonly began: number;
  readonly fresh: ReturnType<typeof freshProbe>;
  readonly kept: ReturnType<typeof keptProbe>;
  readonly watch: OpenWatch | undefined;
}

async function reportOf({ began, fresh, kept, watch }: Watching): Promise<WitnessReport> {
  const seconds = Math.round(performance.now() - began) / 1000;
  const watched = watch?.stop() ?? { kind: 'none', why: 'there was no credential to open one with' };
  const [freshCount, keptCount] = await Promise.all([fresh.stop(), kept.stop()]);
  return { seconds, fresh: freshCount, kept: keptCount, watch: watched };
}
