/** The namespace of what perennial keeps in a cluster. */
export const REPORTS_NAMESPACE = 'perennial-system';

/** On every report; they are found by them. */
export const REPORT_LABELS: Readonly<Record<string, string>> = {
  'app.kubernetes.io/name': 'perennial',
  'app.kubernetes.io/component': 'node-report',
};
