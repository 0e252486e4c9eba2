import { counted } from '../../../core/check/words.ts';
import { findingsOf } from '../../../core/check/check.ts';
import { verdictOf } from '../../../core/check/verdict.ts';
import { diagnosesOf } from '../../../core/doctor/diagnoses-of.ts';
import type { Examination } from '../../../core/doctor/examination.ts';
import type { BundleFile } from '../../../core/support/bundle.ts';
import { examine } from '../../../usecases/examine.ts';
import { supportBundle } from '../../../usecases/support-bundle.ts';
import { reportDocument } from '../../report/document.ts';
import type { Answer, Call } from '../answer.ts';
import { CONFIG_PATH } from '../call.ts';
import { exitStatus } from '../exit-status.ts';
import { jsonText } from '../json-text.ts';
import { printable } from '../printable.ts';
import { doctorDocument, examineRequest } from './doctor.ts';
import { version } from './version.ts';

/** Everything a maintainer needs, in one file, and no key material: whatever holds some is left out and named. */
export async function supporting(call: Call): Promise<Answer> {
  const world = await call.world();
  const examination = await examine(await examineRequest(call), world);
  const { inventory } = examination;
  const seen = inventory.kind === 'found' ? inventory.value : undefined;
  const node = (seen?.node ?? world.hostname).replaceAll(/[^a-z0-9.-]+/g, '-');
  const folder = `perennial-${node}-${stampOf(world.clock.now())}`;
  const target = call.given.output ?? `${folder}.tar.gz`;
  const configuration = await configurationText(call);
  const { files, leftOut } = await supportBundle(
    {
      target: call.shell.wholePath(target),
      folder,
      documents: await documentsOf(examination, call),
      ...(configuration !== undefined && { configuration }),
      ...(seen !== undefined && { inventory: seen }),
      machine: await call.machine.asked(),
      archive: await call.archive(),
    },
    world,
  );
  const warnings = leftOut.map(({ path, why }) => `${path} is left out: ${why}`);
  const msg = `wrote ${target}: ${counted(files.length + 1, 'file')}, no private key and no token; look through it before you send it`;
  return {
    text: `${[...warnings, msg].map(call.paint.words).map(printable).join('\n')}\n`,
    document: {
      kind: 'SupportBundle',
      changed: false,
      msg,
      warnings,
      file: target,
      files: files.map(({ path }) => path),
      leftOut,
    },
    status: exitStatus.fine,
  };
}

async function documentsOf(examination: Examination, call: Call): Promise<readonly BundleFile[]> {
  const { inventory, policy } = examination;
  const { document } = await version(call);
  return [
    ...(document === undefined ? [] : [{ path: 'version.json', text: jsonText(document) }]),
    { path: 'doctor.json', text: jsonText(doctorDocument(diagnosesOf(examination))) },
    ...(inventory.kind === 'found' ? [{ path: 'check.json', text: checkText(inventory.value, policy) }] : []),
  ];
}

function checkText(inventory: Parameters<typeof findingsOf>[0], policy: Examination['policy']): string {
  const findings = findingsOf(inventory, policy);
  const document = reportDocument({ inventory, findings, verdict: verdictOf(findings, inventory), policy });
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** As it is, also where it is wrong: then it is what the bundle is about. */
async function configurationText({ given, shell, world }: Call): Promise<string | undefined> {
  if (given.config !== undefined) return await shell.text(given.config);
  const found = await (await world()).files.read(CONFIG_PATH);
  return found.kind === 'read' ? found.value.bytes.toString('utf8') : undefined;
}

/** `2026-11-28T21-54-00Z`: no colon, which tar takes for a host. */
const stampOf = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
