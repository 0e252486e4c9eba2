import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { scriptedTerminal } from '../../../../test/transcripts/scripted-terminal.ts';
import { DAY } from '../../../core/instant.ts';
import { main } from '../../../main.ts';
import { controlPlane } from './control-plane-folder.test-support.ts';

const cases = [
  { config: '', lang: [], locale: 'C', says: /SUMMARY:Ends/ },
  { config: '', lang: [], locale: 'zh_TW.UTF-8', says: /SUMMARY:到期/ },
  { config: 'language: zh-Hant', lang: [], locale: 'C', says: /SUMMARY:到期/ },
  { config: 'language: en', lang: [], locale: 'zh_TW.UTF-8', says: /SUMMARY:Ends/ },
  { config: 'language: zh-Hant', lang: ['--lang', 'en'], locale: 'zh_TW.UTF-8', says: /SUMMARY:Ends/ },
] as const;

for (const { config, lang, locale, says } of cases) {
  const asked = [config, ...lang, `LANG=${locale}`].filter((word) => word !== '').join(' ');
  test(`a calendar with ${asked} is ${says.source}`, async (t) => {
    const root = await controlPlane(t, 20 * DAY);
    const file = join(root, 'config.yaml');
    await writeFile(file, config);
    const terminal = { ...scriptedTerminal([], root), environment: { LANG: locale } };
    assert.equal(await main(['calendar', '--root', root, '--config', file, ...lang], { terminal }), 0);
    assert.match(terminal.saidOnOut(), says);
  });
}
