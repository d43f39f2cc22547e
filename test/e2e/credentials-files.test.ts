/** A login into every kind of credentials file: what becomes of it, byte by byte. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sessionKeyNames, STALE_KEYS } from '../../src/session/session-keys.ts';
import { KINDS, type Outcome, type Row } from '../support/credentials-kinds.ts';
import { CREDENTIALS, DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { linesBeside, plainValues } from '../support/plain-reader.ts';
import type { RunResult } from '../support/run.ts';

/** The keys stand here, too, for the files that hold none. */
const CONFIG = `[default]\nmfa_serial = ${DEVICE}\n${KEY_LINES}`;
const SET = sessionKeyNames({ base: '', serialNumber: '' });

const written = KINDS.filter(([, , outcome]) => !isRefused(outcome));
const refused = KINDS.filter(([, , outcome]) => isRefused(outcome));

test.each<Row>(written)('%s', async (_, before, outcome) => {
  const { run, sandbox, aws } = await loginSetup({
    credentials: Buffer.from(before, 'latin1'),
    config: CONFIG,
  });
  const result = await run(['login', '--token', aws.nextCode()]);
  expect(result).toMatchObject({ code: 0, stderr: expectedWarning(outcome) });
  const after = sandbox.bytes().toString('latin1');
  expect(isSameBeside(before, after)).toBe(true);
  expect([...(plainValues(after).get('mfa')?.keys() ?? [])]).toEqual(expect.arrayContaining(SET));
  expect(plainValues(after).get('mfa')?.get('aws_access_key_id')).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(sandbox.leftovers()).toEqual([]);
});

test.each<Row>(refused)('%s', async (_, before, outcome) => {
  const bytes = Buffer.from(before, 'latin1');
  const { run, sandbox, aws } = await loginSetup({ credentials: bytes, config: CONFIG });
  expectRefusal(await run(['login', '--token', aws.nextCode()]), outcome);
  expect(aws.connections()).toBe(0);
  expect(sandbox.bytes().equals(bytes)).toBe(true);
  expect(sandbox.leftovers()).toEqual([]);
});

test('the warnings come in full with the first session, in one line afterwards, and all with --dry-run', async () => {
  const credentials = Buffer.from('\xef\xbb\xbf[b]\nk: v\n# \xe9\n', 'latin1');
  const { run, aws } = await loginSetup({ credentials, config: CONFIG });
  const first = await run(['login', '--token', aws.nextCode()]);
  expect(first.stderr.match(/^! .*, line \d+:/gm)).toHaveLength(3);
  const second = await run(['login', '--token', aws.nextCode()]);
  expect(second.stderr).toMatch(/^! Some tools cannot read [^\n]*aws-mfa doctor\n$/);
  const { stdout, stderr } = await run(['login', '--dry-run', '--force']);
  expect((stdout + stderr).match(/\.aws\/credentials, line \d+:/g)).toHaveLength(3);
});

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

test.each([
  ['PowerShell', Buffer.concat([Buffer.from('\xff\xfe', 'latin1'), utf16(CREDENTIALS)])],
  ['UTF-16, big end first', Buffer.concat([Buffer.from('\xff\xfe', 'latin1'), utf16(CREDENTIALS)]).swap16()],
  ['UTF-16 without its mark', utf16(CREDENTIALS)],
  ['a part that PowerShell added', Buffer.concat([Buffer.from(CREDENTIALS), utf16('[a]\r\n')])],
])('%s: one error, in the doctor, too, and nothing is written', async (_, bytes) => {
  for (const file of ['credentials', 'config'] as const) {
    const { run, sandbox, aws } = await loginSetup({ config: CONFIG, [file]: bytes });
    const path = sandbox[`${file}Path`];
    const told = `${path} is saved as UTF-16, or a part of it is. AWS tools cannot read it.`;
    const hint = 'In an editor, save it as UTF-8 without BOM.';
    for (const command of [['login', '--token', aws.nextCode()], ['status']]) {
      const { code, stdout, stderr } = await run(command, { env: { COLUMNS: '500' } });
      expect({ code, stdout, stderr }).toEqual({ code: 253, stdout: '', stderr: `✗ ${told}\n  ${hint}\n` });
    }
    expect(aws.connections()).toBe(0);
    const findings = JSON.parse((await run(['doctor', '--json'])).stdout) as Record<string, unknown>[];
    expect(findings.filter(({ status }) => status === 'error')).toEqual([
      { id: `${file}-file`, status: 'error', message: told, remedy: hint },
    ]);
    expect(readFileSync(path)).toEqual(bytes);
  }
});

function isRefused(outcome: Outcome): boolean {
  return typeof outcome === 'object' && 'refused' in outcome;
}

/** Nothing at all where nothing is wrong; else one warning, with the hint on the next line. */
function expectedWarning(outcome: Outcome): unknown {
  if (typeof outcome === 'string' || !('warned' in outcome)) return '';
  const line = `! ~/.aws/credentials, line ${outcome.warned}: `;
  return expect.stringMatching(
    new RegExp(`^${line}[^\\n]*${outcome.tool}[^\\n]*\\n {2}[^\\n]+\\n$`),
  ) as unknown;
}

/** The line, the remedy, and never a word of a secret. */
function expectRefusal({ code, stdout, stderr }: RunResult, outcome: Outcome): void {
  if (typeof outcome === 'string' || !('refused' in outcome)) throw new Error('This row is not refused.');
  expect({ code, stdout }).toEqual({ code: 253, stdout: '' });
  const said = stderr.split(/^(?=[!✗])/m);
  const about = said.find((one) => one.includes(`credentials, line ${outcome.refused}: `));
  expect(about, stderr).toContain(`\n  ${outcome.hint}`);
  expect(about).toMatch(/^(! |✗ \[.*\] cannot be written in a way that every tool can read\. )/);
  expect(stderr).toContain('✗ ');
  expect(stderr).not.toContain('wJalr');
}

/** The same but for our lines, or followed by a new header; an unfinished last line may have got its line end. */
function isSameBeside(before: string, after: string): boolean {
  const [kept = '', now = ''] = [before, after].map((bytes) =>
    linesBeside(bytes, 'mfa', [...SET, ...STALE_KEYS]).replace(/\r?\n$/, ''),
  );
  return now === kept || (now.startsWith(kept) && /^(\r?\n){0,2}\[mfa\]$/.test(now.slice(kept.length)));
}
