/** Our rendering of the SDK's reader, beside the SDK's reader itself. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAsSdk } from '../../../src/shared-files/read-back.ts';
import { bytes } from './bytes.ts';
import { nastyFile } from '../../support/nasty-file.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'read-as-sdk-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** As the SDK reads it: section and key, joined by a dot in ours as in theirs. */
async function bySdk(text: string): Promise<string[]> {
  const filepath = join(folder, 'credentials');
  writeFileSync(filepath, text, 'latin1');
  const configFilepath = join(folder, 'none');
  const read = await loadSharedConfigFiles({ filepath, configFilepath, ignoreCache: true });
  return flat(read.credentialsFile);
}

function flat(values: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>): string[] {
  const entries = Object.entries(values).flatMap(([section, keys]) =>
    Object.entries(keys).map(([key, value]) => [
      section.replace(/^(profile|services|sso-session)[ .]/, '$1 '),
      key,
      value,
    ]),
  );
  return entries.map((entry) => JSON.stringify(entry)).sort();
}

it.each([
  '[a]\nb = 1\nc=2\n',
  '[a]# c\nb = 1\n[c]\nd = 1 # e\nf = g#h\n',
  '[mfa] # see [x]\nb = 1\n',
  '[a]\n [b]\nc = 1\n  z = 2\n',
  '[a]\ns3 =\n  b = 1\n  c = 2\nd = 3\n',
  '[a]\n  s3 =\n    b = 1\n  c = 2\n',
  '[ a ]\nb : 1\nc: d=1\n',
  '[profile a]\nb = 1\n[my b]\nc = 1\n[profile "d"]\ne = 1\n[my own c]\nf = 1\n',
  '[a]\rb = 1\r',
  '\xef\xbb\xbf[a]\nb = \xe9\n',
  bytes('[営業]\nü = 1\n'),
])('reads %j as the SDK does', async (text) => {
  expect(flat(readAsSdk(text))).toEqual(await bySdk(text));
});

it('reads nasty files as the SDK does', async () => {
  // The SDK's reader writes the keys of [constructor] into JavaScript's own `Object`, and gives up at [__proto__].
  const readable = nastyFile().filter((text) => !/constructor|__proto__/.test(text));
  const property = fc.asyncProperty(readable, async (text) => {
    expect(flat(readAsSdk(text))).toEqual(await bySdk(text));
  });
  await fc.assert(property, { seed: 20261123, numRuns: 500 });
}, 120_000);
