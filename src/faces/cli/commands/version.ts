import type { Answer, Call } from '../answer.ts';

/** Which program, on which runtime: the runtime is inside the executable, so its fixes are ours to ship. */
export async function version({ version: own }: Call): Promise<Answer> {
  const { node, openssl } = process.versions;
  const text = `perennial ${own} (node ${node}, openssl ${openssl})\n`;
  const document = {
    kind: 'Version',
    changed: false,
    msg: `perennial ${own}`,
    warnings: [],
    version: own,
    node,
    openssl,
  };
  return { text, document, status: 0 };
}
