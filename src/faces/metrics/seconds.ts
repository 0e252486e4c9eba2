import { type Instant, SECOND } from '../../core/instant.ts';

/** Prometheus' base unit of time. */
export const secondsOf = (milliseconds: Instant): number => milliseconds / SECOND;
