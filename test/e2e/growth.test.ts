/**
 * Work grows in proportion to the input: the program is run with an input of one size and of twice that size, and V8
 * counts how often each block of it was executed. (What a regular expression or a string costs inside shows only in time:
 * test/faults/large-inputs.test.ts.)
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runAwsMfa } from '../support/run.ts';
import { createSandbox } from '../support/sandbox.ts';
import { LASTING_KEYS, sessionOf } from '../support/stored-files.ts';

interface Coverage {
  result: { url: string; functions: { ranges: { count: number }[] }[] }[];
}

interface Input {
  credentials: string;
  config?: string;
  caBundle?: string;
}

const BASE = `[default]\n${LASTING_KEYS}\n`;
const CONFIG = '[default]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n';
const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('');
const sessions = (count: number) => ({
  credentials: BASE + many(count, (at) => sessionOf('default', `m${at}`)),
  config: CONFIG + many(count, (at) => `[profile r${at}]\nrole_arn = a\nsource_profile = m${at}\n`),
});
const below = (key: string, line: string) => (count: number) => ({
  credentials: `${BASE}[a]\n${key}\n${line.repeat(count)}`,
});
const chained = (count: number) => ({
  credentials: BASE + sessionOf('default', 'mfa'),
  config:
    CONFIG +
    many(
      count,
      (at) => `[profile r${at}]\nrole_arn = a\nsource_profile = ${at === 0 ? 'mfa' : `r${at - 1}`}\n`,
    ),
});
/** As many base profiles as role profiles on their keys, and on the session. */
const accounts = (count: number) => ({
  credentials: BASE + many(count, (at) => `[b${at}]\n${LASTING_KEYS}\n`) + sessionOf('default', 'mfa'),
  config:
    CONFIG +
    many(count, (at) => {
      const account = 100_000_000_000 + at;
      const role = `role_arn = arn:aws:iam::${account}:role/r\nsource_profile`;
      const device = `mfa_serial = arn:aws:iam::${account}:mfa/alice\n`;
      return `[profile b${at}]\n${device}[profile k${at}]\n${role} = b${at}\n${device}[profile r${at}]\n${role} = mfa\n`;
    }),
});

/** How often the blocks of the program were executed, all together. */
async function executed(args: string[], { credentials, config = CONFIG, caBundle }: Input): Promise<number> {
  const sandbox = createSandbox({ credentials, config });
  try {
    const folder = join(sandbox.home, 'coverage');
    const bundle = join(sandbox.home, 'ca.pem');
    if (caBundle !== undefined) writeFileSync(bundle, caBundle);
    const others = caBundle === undefined ? {} : { AWS_CA_BUNDLE: bundle };
    await runAwsMfa(args, { env: { ...sandbox.env, ...others, PATH: '/none', NODE_V8_COVERAGE: folder } });
    const { result } = readdirSync(folder)
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage)
      .reduce((all, { result }) => ({ result: [...all.result, ...result] }));
    const ours = result.filter(({ url }) => url.includes('/dist/'));
    return ours
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
      .reduce((sum, count) => sum + count, 0);
  } finally {
    sandbox.dispose();
  }
}

it.each<[what: string, args: string[], input: (count: number) => Input, count: number]>([
  ['sessions', ['status'], sessions, 200],
  ['sessions as JSON', ['status', '--json'], sessions, 200],
  ['sessions', ['doctor'], sessions, 200],
  ['sessions', ['logout', '--all'], sessions, 50],
  [
    'sections',
    ['login', '--dry-run'],
    (count) => ({ credentials: BASE + many(count, (at) => `[s${at}]\na = b\n`) }),
    500,
  ],
  ['chained roles', ['status'], chained, 200],
  ['chained roles', ['doctor'], chained, 200],
  ['base profiles with roles', ['status'], accounts, 100],
  ['base profiles with roles', ['doctor'], accounts, 100],
  ['base profiles with roles', ['doctor', '--fix', '--yes'], accounts, 100],
  ['base profiles with roles', ['login', '--dry-run'], accounts, 100],
  ['lines below an empty key', ['login', '--dry-run'], below('key =', '  a = b\n'), 1000],
  ['indented headers', ['doctor'], below('key = v', '  [x]\n'), 1000],
  ['continuation lines', ['doctor'], below('key = v', '  more\n'), 1000],
  [
    'headers with blanks',
    ['doctor'],
    (count) => ({ credentials: BASE, config: `${CONFIG}[profile${' '.repeat(count)}x\u2028y]\n` }),
    1000,
  ],
  [
    'certificates without an end',
    ['login', '--token', '123456'],
    (count) => ({ credentials: BASE, caBundle: '-----BEGIN CERTIFICATE-----\n'.repeat(count) }),
    1000,
  ],
])('%s: %j', async (_, args, input, count) => {
  const [less, more] = [await executed(args, input(count)), await executed(args, input(2 * count))];
  expect(less).toBeGreaterThan(count);
  expect(more / less).toBeLessThan(2.3);
});
