import type { Certificate } from '../x509/certificate.ts';
import { kindOfName, type NameKind } from '../x509/other-names.ts';
import type { IssueRequest } from './plan.ts';

/**
 * How a request differs from the certificate it succeeds beyond what was asked for, in words; undefined when it does not. Guards
 * against a plan made from another state or edited by hand: lost names have stopped control planes (sealer#1539, kubekey#954).
 */
export function sanProblem(request: IssueRequest, old: Certificate | undefined): string | undefined {
  if (old === undefined) return `the certificate that ${request.name} succeeds cannot be read`;
  const { added, removed } = request.sanChanges;
  const kept = namesOf(old).filter(({ name }) => !removed.includes(name));
  const wanted = [...kept, ...added.map((name) => ({ kind: kindOfName(name), name }))];
  const asked = namesOf(request);
  const lost = without(wanted, asked);
  if (lost.length > 0) return `${request.name} would lose the names ${lost.join(', ')}`;
  const foreign = without(asked, wanted);
  if (foreign.length > 0) return `${request.name} would gain the names ${foreign.join(', ')}, which nobody asked for`;
  const subject = [request.commonName, ...request.organizations].join('\n');
  const oldSubject = [old.subject.commonName, ...old.subject.organizations].join('\n');
  return subject === oldSubject ? undefined : `${request.name} would change its subject from ${old.subject.text}`;
}

/** An address written as a DNS name is another name: nobody would find it. */
interface Name {
  readonly kind: NameKind;
  readonly name: string;
}

function namesOf({ dnsNames, ipAddresses, otherNames = [] }: Pick<IssueRequest, NameKind>): readonly Name[] {
  return [
    ...dnsNames.map((name) => ({ kind: 'dnsNames' as const, name })),
    ...ipAddresses.map((name) => ({ kind: 'ipAddresses' as const, name })),
    ...otherNames.map((name) => ({ kind: 'otherNames' as const, name })),
  ];
}

function without(some: readonly Name[], others: readonly Name[]): readonly string[] {
  const there = new Set(others.map(({ kind, name }) => `${kind} ${name}`));
  return [...new Set(some.filter(({ kind, name }) => !there.has(`${kind} ${name}`)).map(({ name }) => name))];
}
