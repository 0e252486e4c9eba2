import { globSync, readFileSync } from 'node:fs';
import * as ts from 'typescript';

/** A text somewhere in the source that a person may come to read, with figures for what varies: `ends on 7001, in 7002`. */
export interface Text {
  readonly file: string;
  readonly text: string;
  /** Those figures. */
  readonly values: readonly string[];
}

/** Every text in the source that has the form of words, but for what only programs, shells and other tools read. */
export function textsInSource(): readonly Text[] {
  const files = globSync('src/**/*.ts').filter((file) => !unread.some((pattern) => pattern.test(file)));
  return files.toSorted().flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    return textsUnder(source).map((text) => ({ file, ...text }));
  });
}

/** Files whose texts are formats of others, pages of their own, or stand-ins for tests. */
const unread: readonly RegExp[] = [
  /\.test\.ts$/,
  /test-support/,
  /^src\/(sandbox|adapters\/memory|core\/language)\//,
  /^src\/core\/(check\/explain|errors)\/(english|chinese)/,
  // What other programs read: protocols, units, manifests, RBAC and its page, rules of nft, headers.
  /-proto\.ts$|\/(cron-file|daemonset|daemonset-pod|systemd-units|scheduled-file|permissions|nft|saved-plan)\.ts$/,
  /^src\/core\/kubeadm\/(certificates|worker-steps)\.ts$/,
  // Events are objects of the cluster, in the language of kubelets' Events.
  /^src\/core\/events\//,
  // What kubeadm and Nagios say, in their words; what is only for the pages under docs.
  /^src\/faces\/report\/(kubeadm-.*|nagios|document|cluster-document)\.ts$/,
  /^src\/faces\/metrics\//,
  /^src\/faces\/cli\/completion\//,
  // The page has words of its own in each language; what its server says of a request is for programs.
  /^src\/faces\/web\/(page\/|page-assets|server\/(api-|badge|doorkeeper|openapi|readiness|web-app))/,
];

function textsUnder(node: ts.Node): readonly Omit<Text, 'file'>[] {
  if (ts.isImportDeclaration(node) || isDefect(node)) return [];
  const inner: Omit<Text, 'file'>[] = [];
  ts.forEachChild(node, (child) => void inner.push(...textsUnder(child)));
  const own = textOf(node);
  return own !== undefined && isWords(own.text) ? [own, ...inner] : inner;
}

/** `throw new Error(...)` is for whoever mends perennial. */
const isDefect = (node: ts.Node): boolean =>
  ts.isThrowStatement(node) && node.expression.getText().startsWith('new Error(');

function textOf(node: ts.Node): Omit<Text, 'file'> | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return { text: node.text, values: [] };
  if (!ts.isTemplateExpression(node)) return undefined;
  const values = node.templateSpans.map((_, index) => String(7001 + index));
  const rest = node.templateSpans.map(({ literal }, index) => `${values[index] ?? ''}${literal.text}`);
  return { text: `${node.head.text}${rest.join('')}`, values };
}

/** Words that are compared or put together with others before anybody reads them, or that are read by no person. */
const fragments: ReadonlySet<string> = new Set([
  'SSL alert number',
  'digital signature,server auth',
  'digital signature,key encipherment,server auth',
  'Configuration of perennial',
  // Of `counted`, `listed`, `problem`, `holds` and `phase`, whose whole texts are phrases.
  'more finding',
  'control-plane node',
  '7001 and 7002',
  '7001 holds 7002',
  'in 7001',
  'kubeconfig 7001',
  'certs 7001',
  // Of doctor, which says them with a colon: each such text is a phrase.
  'control plane',
  'other control planes',
  'operating system',
  'state folder',
  'container runtime',
  'last scheduled run',
  // Keys of messages, and the name of the product in a calendar (RFC 5545 3.7.3).
  '7001 digest',
  '7001 test',
  '-//perennial//perennial 7001//EN',
  // Of `newsOfProblem`: each severity has a phrase.
  '7001: 7002 on 7003: 7004',
]);

/** Two words beside each other, or words around something that varies. */
function isWords(text: string): boolean {
  const trimmed = text.trim();
  if (typed.test(trimmed) || fragments.has(trimmed) || /[{};]\n|^[A-Z0-9 ]+$|^\S*$/.test(trimmed)) return false;
  return /[a-z]{2,} [a-z(]|[a-z]{2,},? 700\d|700\d,? (?!UTC)[a-z]{2,}/.test(trimmed);
}

/** What is typed into a shell, or sent to a server. */
const typed =
  /^(perennial|openssl|kubectl|kubeadm|systemctl|timedatectl|crictl|chmod|chown|ls|apt-get|mv|sudo|journalctl -u 7001$|GET|Bearer|add|tcp|meta|--add-san) ?(?!upgrade \()/;

/** All that the source, may say: a phrase whose words are not in it is dead. */
export function sourceText(): string {
  const files = globSync('src/**/*.ts').filter((file) => !file.startsWith('src/core/language/'));
  const texts = files.map((file) => readFileSync(file, 'utf8').replaceAll("\\'", "'"));
  // `not-started` is shown without its hyphen.
  return [...texts, ...texts.map((text) => text.replaceAll('-', ' '))].join('\n');
}
