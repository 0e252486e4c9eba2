import { Document, isMap, isSeq } from 'yaml';
import type { Purpose } from './permissions.ts';
import { bindingOf, type Grant, grantsFor, roleOf, type RoleSubject } from './roles.ts';

/** What `rolesFor` gives, without the namespace, as a person reads it: above each rule why it is there. */
export function rolesYaml(wanted: readonly Purpose[], subject: RoleSubject): string {
  return grantsFor(wanted)
    .flatMap((grant) => [explained(grant), new Document(bindingOf(grant, subject), plain)])
    .map((document) => document.toString({ lineWidth: 0, flowCollectionPadding: false }))
    .join('---\n');
}

/** The same labels are in every object; an anchor would say so in each but the first. */
const plain = { aliasDuplicateObjects: false } as const;

function explained(grant: Grant): Document {
  const document = new Document(roleOf(grant), plain);
  const rules = document.get('rules');
  if (!isSeq(rules)) return document;
  rules.items.forEach((rule, index) => {
    if (!isMap(rule)) return;
    rule.commentBefore = ` ${grant.given[index]?.why ?? ''}`;
    for (const { value } of rule.items) if (isSeq(value)) value.flow = true;
  });
  return document;
}
