import type { Certificate } from '../x509/certificate.ts';
import type { IssueRequest } from './plan.ts';

/**
 * How a request differs from the certificate it succeeds beyond what was asked for, in words; undefined when it does not. Guards
 * against a plan made from another state or edited by hand: lost names have stopped control planes (sealer#1539, kubekey#954).
 */
export function sanProblem(request: IssueRequest, old: Certificate | undefined): string | undefined {
  if (old === undefined) return `the certificate that ${request.name} succeeds cannot be read`;
  const { added, removed } = request.sanChanges;
  const had = [...old.dnsNames, ...old.ipAddresses];
  const wanted = new Set([...had.filter((name) => !removed.includes(name)), ...added]);
  const asked = new Set([...request.dnsNames, ...request.ipAddresses]);
  const lost = [...wanted].filter((name) => !asked.has(name));
  if (lost.length > 0) return `${request.name} would lose the names ${lost.join(', ')}`;
  const foreign = [...asked].filter((name) => !wanted.has(name));
  if (foreign.length > 0) return `${request.name} would gain the names ${foreign.join(', ')}, which nobody asked for`;
  const subject = [request.commonName, ...request.organizations].join('\n');
  const oldSubject = [old.subject.commonName, ...old.subject.organizations].join('\n');
  return subject === oldSubject ? undefined : `${request.name} would change its subject from ${old.subject.text}`;
}
