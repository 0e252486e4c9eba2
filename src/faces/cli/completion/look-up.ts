import { resolve } from 'node:path';
import { certificateNames, kubeadmCertificates } from '../../../core/kubeadm/certificates.ts';
import { staticPods } from '../../../core/names.ts';
import { accountsIn } from '../passwd.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Candidate, LookUp } from './candidates.ts';

/** The names there are: kubeadm's, the program's, and those of this machine. */
export function lookUpIn(words: readonly string[], around: Surroundings): LookUp {
  return async (kind) => {
    switch (kind) {
      case 'certificates':
        return certificates;
      case 'certificates=':
        return certificateNames.map((name) => ({
          word: `${name}=`,
          about: 'a DNS name, an address, URI:… or email:…',
        }));
      case 'components':
        return staticPods.map((word) => ({ word, about: 'static pod' }));
      case 'pages':
        return await pages();
      case 'runs':
        return await runs(words, around);
      case 'users':
        return await users(around);
    }
  };
}

const certificates: readonly Candidate[] = kubeadmCertificates.map(({ name, longName }) => ({
  word: name,
  about: longName,
}));

async function pages(): Promise<readonly Candidate[]> {
  const { pageTitles } = await import('../page-titles.ts');
  return pageTitles.map(({ code, title }) => ({ word: code, about: title }));
}

/** Those of the folder that `--root` names, if the line has one. Only root may see those of the machine. */
async function runs(words: readonly string[], around: Surroundings): Promise<readonly Candidate[]> {
  const typed = words.findLast((_, index) => words[index - 1] === '--root');
  const glued = words.findLast((word) => word.startsWith('--root='))?.slice('--root='.length);
  const root = typed ?? glued;
  const world = await around.worldOf({
    root: root === undefined ? undefined : resolve(around.terminal.folder, root),
    reach: 'files',
    outside: [],
    tell: () => undefined,
    stop: new AbortController().signal,
  });
  return (await world.runs.list()).toReversed().map((word) => ({ word, about: 'run' }));
}

/** People, and root; services have no copy of admin.conf. */
async function users({ shellFiles }: Surroundings): Promise<readonly Candidate[]> {
  const found = await shellFiles.read('/etc/passwd');
  if (found.kind !== 'read') return [];
  const people = accountsIn(found.value.bytes.toString('utf8')).filter(({ uid }) => uid === 0 || isPerson(uid));
  return people.map(({ name, home }) => ({ word: name, about: home }));
}

/** UID_MIN of login.defs(5), and the last below nobody. */
const isPerson = (uid: number): boolean => uid >= 1000 && uid < 65534;
