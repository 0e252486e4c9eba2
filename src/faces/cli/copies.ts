import { didYouMean } from '../../core/did-you-mean.ts';
import { PerennialError } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';
import type { Policy } from '../../core/policy.ts';
import type { Files } from '../../ports/node.ts';
import type { KubeconfigRequest } from '../../usecases/requests.ts';
import { accountsIn } from './passwd.ts';
import type { Account } from './passwd.ts';
import { shortened } from './printable.ts';

type CopyFile = KubeconfigRequest['files'][number];

/** Paths of people's copies of admin.conf, as the node sees them: those of the configuration, else root's and the sudo user's. */
export async function copiesOf(policy: Policy, files: Files, sudoUser: string | undefined): Promise<readonly Path[]> {
  if (policy.copies !== 'default') return policy.copies;
  const accounts = await accountsOf(files);
  const homes = accounts.filter(({ uid, name }) => uid === 0 || name === sudoUser).map(({ home }) => home);
  // Without a readable /etc/passwd root is at home where it is everywhere.
  const candidates = [...new Set(homes.length === 0 ? ['/root'] : homes)].map(copyIn);
  const present = await Promise.all(candidates.map((path) => mayExist(files, path)));
  return candidates.filter((_, index) => present[index]);
}

/** The kubeconfigs of these users; one who has none gets one, for asking is what it takes. */
export async function copiesFor(users: readonly string[], files: Files): Promise<readonly CopyFile[]> {
  const accounts = await accountsOf(files);
  return users.map((user) => {
    const account = accounts.find(({ name }) => name === user);
    if (account === undefined) throw unknownUser(user, accounts);
    return { path: copyIn(account.home), create: { uid: account.uid, gid: account.gid } };
  });
}

const copyIn = (home: string): Path => `${home.replace(/\/+$/, '')}/.kube/config`;

async function accountsOf(files: Files): Promise<readonly Account[]> {
  const passwd = await files.read('/etc/passwd');
  return passwd.kind === 'read' ? accountsIn(passwd.value.bytes.toString('utf8')) : [];
}

/** A folder that may not be looked into may hold one: that it cannot be read has to reach the report. */
async function mayExist(files: Files, path: Path): Promise<boolean> {
  const names = await files.list(path.slice(0, path.lastIndexOf('/')));
  return names.kind === 'read' ? names.value.includes('config') : names.kind === 'unreadable';
}

function unknownUser(user: string, accounts: readonly Account[]): PerennialError {
  const guess = didYouMean(
    user,
    accounts.map(({ name }) => name),
  );
  return new PerennialError('unknown-name', `there is no user ${shortened(user)} in /etc/passwd`, {
    hint: guess === undefined ? 'name the file itself with --file PATH' : `did you mean ${guess}?`,
  });
}
