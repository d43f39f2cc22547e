/** Inputs so large that time growing with their square would be minutes: each must end long before the timeout. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runAwsMfa } from '../support/run.ts';
import { createSandbox } from '../support/sandbox.ts';
import { LASTING_KEYS, sessionOf } from '../support/stored-files.ts';

const BASE = `[default]\n${LASTING_KEYS}\n`;
const CONFIG = '[default]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n';
const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('');
const role = (at: number) =>
  `[profile r${at}]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = ${at === 0 ? 'mfa' : `r${at - 1}`}\n`;

it.each([
  ['8,000 sessions', ['status'], BASE + many(8000, (at) => sessionOf('default', `mfa-${at}`)), CONFIG],
  [
    '400 sessions to log out of',
    ['logout', '--all'],
    BASE + many(400, (at) => sessionOf('default', `m${at}`)),
    CONFIG,
  ],
  ['16,000 chained roles', ['status'], BASE + sessionOf('default', 'mfa'), CONFIG + many(16_000, role)],
  ['320,000 lines below a key', ['status'], `${BASE}[a]\nkey =\n${'  a = b\n'.repeat(320_000)}`, CONFIG],
  [
    '160,000 indented headers',
    ['doctor'],
    `${BASE}[a]\nkey = v\n${many(160_000, (at) => `  [s${at}]\n`)}`,
    CONFIG,
  ],
  ['320,000 continuation lines', ['status'], `${BASE}[a]\nkey = v\n${'  more\n'.repeat(320_000)}`, CONFIG],
  [
    '320,000 blanks in a header',
    ['login', '--dry-run'],
    `${BASE}[profile${' '.repeat(320_000)}x\u2028y]\n`,
    CONFIG,
  ],
])(
  '%s',
  async (_, args, credentials, config) => {
    const sandbox = createSandbox({ credentials, config });
    try {
      // Without a network, and without an AWS CLI, the doctor is soon done.
      const env = { ...sandbox.env, PATH: '/none', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
      const { code } = await runAwsMfa(args, { env, timeoutMs: 40_000 });
      expect(code).toBe(args[0] === 'doctor' ? 1 : 0);
    } finally {
      sandbox.dispose();
    }
  },
  60_000,
);

it('a CA file of 320,000 BEGIN lines without END', async () => {
  const sandbox = createSandbox({ credentials: BASE, config: CONFIG });
  try {
    const AWS_CA_BUNDLE = join(sandbox.home, 'ca.pem');
    writeFileSync(AWS_CA_BUNDLE, '-----BEGIN CERTIFICATE-----\nAAAA\n'.repeat(320_000));
    const env = { ...sandbox.env, AWS_CA_BUNDLE };
    const { code, stderr } = await runAwsMfa(['login', '--token', '123456'], { env, timeoutMs: 40_000 });
    expect([code, stderr]).toEqual([253, expect.stringContaining('has no certificate')]);
  } finally {
    sandbox.dispose();
  }
}, 60_000);
