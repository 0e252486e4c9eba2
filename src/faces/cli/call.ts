import { resolve } from 'node:path';
import { PerennialError } from '../../core/errors.ts';
import type { Language } from '../../core/language/language.ts';
import type { Reach } from '../../core/inventory.ts';
import { defaultPolicy } from '../../core/policy.ts';
import type { Policy } from '../../core/policy.ts';
import type { Tell } from '../../ports/news.ts';
import type { Files } from '../../ports/node.ts';
import type { World } from '../../ports/world.ts';
import type { ObserveRequest } from '../../usecases/requests.ts';
import type { Call, OwnMachine, Shell } from './answer.ts';
import { consentFrom } from './consent.ts';
import { copiesOf } from './copies.ts';
import type { Given } from './given.ts';
import type { Style } from './../report/style.ts';
import { shellOf } from './shell.ts';
import type { Stop } from './stop.ts';
import type { Surroundings } from './surroundings.ts';

export interface CallRequest {
  readonly argv: readonly string[];
  readonly args: readonly string[];
  readonly given: Given;
  readonly paint: Style;
  /** Of the screen on which questions are asked. */
  readonly errPaint: Style;
  readonly language: Language;
  readonly stop: Stop;
  readonly tell: Tell;
}

/** Everything a command is given; world and configuration are made once, when first asked for. */
export function callOf(request: CallRequest, around: Surroundings): Call {
  const { argv, args, given, paint, errPaint, language, stop } = request;
  const { terminal } = around;
  const root = given.root === undefined ? undefined : resolve(terminal.folder, given.root);
  const shell = shellOf(around, root);
  const afresh = () => {
    const world = once(() => worldFor({ ...request, root, shell }, around));
    const observing = once(async () =>
      observeRequest(await world(), { given, shell, sudoUser: terminal.environment['SUDO_USER'] }),
    );
    return { world, observing };
  };
  const consent = consentFrom({ given, terminal, argv, stop: stop.requested, paint: errPaint });
  const machine = ownMachine(given, around);
  const { archive, version } = around;
  const print: Call['print'] = (...said) => terminal.out.write(...said);
  return {
    args,
    given,
    paint,
    language,
    ...afresh(),
    afresh,
    print,
    consent,
    shell,
    machine,
    archive,
    version,
    stoppedBy: () => stop.by(),
  };
}

function ownMachine({ config }: Given, around: Surroundings): OwnMachine {
  const { executable, machine: asked, schedulerOf, shellFiles, terminal } = around;
  const given = config === undefined ? {} : { config: resolve(terminal.folder, config) };
  return { executable, ...given, files: shellFiles, schedulerOf, asked };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

interface Place extends CallRequest {
  readonly root: string | undefined;
  readonly shell: Shell;
}

async function worldFor({ given, root, shell, tell, stop }: Place, around: Surroundings): Promise<World> {
  if (root !== undefined) await assertFolder(root, around);
  const outside = (given.file ?? []).map((path) => shell.nodePath(path)).filter((path) => path.startsWith('/../'));
  return around.worldOf({ root, reach: reachOf(given), outside, tell, stop: stop.requested });
}

function reachOf({ root, offline }: Given): Reach {
  if (root !== undefined) return 'files';
  return offline === true ? 'offline' : 'full';
}

async function assertFolder(root: string, { shellFiles }: Surroundings): Promise<void> {
  const names = await shellFiles.list(root);
  if (names.kind === 'read') return;
  const why = names.kind === 'unreadable' ? names.detail : 'there is no such folder';
  const code = names.kind === 'unreadable' && names.reason === 'permission' ? 'permission' : 'usage';
  throw new PerennialError(code, `${root} cannot stand for the root of a node: ${why}`, {
    file: root,
    hint: '--root names the folder that holds etc/kubernetes',
  });
}

interface ObserveSources {
  readonly given: Given;
  readonly shell: Shell;
  readonly sudoUser: string | undefined;
}

async function observeRequest(world: World, { given, shell, sudoUser }: ObserveSources): Promise<ObserveRequest> {
  const policy = await policyFor(world, given, shell);
  const file = given.kubeadmConfig;
  return {
    policy,
    copies: await copiesOf(policy, world.files, sudoUser),
    ...(file !== undefined && { kubeadmConfig: { file, text: await shell.text(file) } }),
  };
}

export const CONFIG_PATH = '/etc/perennial/config.yaml';

/** Its reader is loaded only where there is a configuration. */
async function policyFor({ files }: World, { config }: Given, shell: Shell): Promise<Policy> {
  const text = config === undefined ? await installedConfig(files) : await givenConfig(config, shell);
  if (text === undefined) return defaultPolicy;
  const { policyOf } = await import('../../core/config/policy.ts');
  return policyOf(text, config ?? CONFIG_PATH);
}

async function givenConfig(path: string, shell: Shell): Promise<string> {
  try {
    return await shell.text(path);
  } catch (thrown) {
    if (!(thrown instanceof PerennialError) || thrown.code === 'permission') throw thrown;
    throw new PerennialError('config-invalid', thrown.message, { file: path, cause: thrown });
  }
}

async function installedConfig(files: Files): Promise<string | undefined> {
  const found = await files.read(CONFIG_PATH);
  switch (found.kind) {
    case 'read':
      return found.value.bytes.toString('utf8');
    case 'missing':
    case 'absent-by-design':
      return undefined;
    case 'unreadable':
      throw new PerennialError('config-invalid', `${CONFIG_PATH} cannot be read: ${found.detail}`, {
        file: CONFIG_PATH,
      });
  }
}
