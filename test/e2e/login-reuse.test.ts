/** A session that is still good is used again, so that nobody is asked for a code without need; and when it is not. */
import { expect, test } from 'vitest';
import { CONFIG, CREDENTIALS, DEVICE, loginSetup, type LoginSetup, PROMPT } from '../support/login-setup.ts';
import { alice } from '../support/loopback-aws.ts';

const HOUR = 3_600_000;
const OTHER = 'arn:aws:iam::123456789012:mfa/tablet';

interface Stored {
  lasts: number;
  device?: string;
  base?: string;
  more?: string;
}

/** A home folder in which a session stands that lasts so many milliseconds more. */
async function withSession({
  lasts,
  device = DEVICE,
  base = 'default',
  more = '',
}: Stored): Promise<LoginSetup> {
  const expires = new Date(Date.now() + lasts).toISOString().replace(/\.\d+/, '');
  const credentials = `${CREDENTIALS}
[mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = stored-secret
aws_session_token = stored-token
x_security_token_expires = ${expires}
x_mfa_serial = ${device}
x_source_profile = ${base}
${more}`;
  const config = `${CONFIG}[profile mfa]\nregion = eu-west-1\n`;
  const seeds = { [OTHER]: 'KRUGKIDROVUWG2ZAKRUGKIDROVUWG2ZA', ...alice().devices };
  return loginSetup({ credentials, config, aws: { users: [{ ...alice(), devices: seeds }] } });
}

test('used again: said so, with the way to renew it; nothing sent, nothing written, nobody asked', async () => {
  const { run, sandbox, aws } = await withSession({ lasts: 2 * HOUR });
  const before = sandbox.bytes();
  const { code, stdout, stderr } = await run(['login']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^✓ No code is needed\. Session \[mfa\] expires at .* \(1h 59m left\)/);
  expect(stdout).toContain('aws-mfa login --force');
  expect(aws.connections()).toBe(0);
  expect(sandbox.bytes()).toEqual(before);
});

test('used again, on a terminal: no prompt', async () => {
  const { open } = await withSession({ lasts: 2 * HOUR });
  const terminal = open(['login']);
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen()).not.toMatch(PROMPT);
});

test.each([
  ['by the name of the session', ['--profile', 'mfa'], {}],
  ['by AWS_PROFILE', [], { AWS_PROFILE: 'mfa' }],
  ['by the name of the base', ['--profile', 'default'], {}],
  ['with a code at hand in the environment', [], { AWS_MFA_TOKEN: '123456' }],
  ['with --no-input', ['--no-input'], {}],
  ['with a shorter --min-remaining', ['--min-remaining', '30m'], {}],
  ['with --min-remaining, which decides over --token', ['--token', '123456', '--min-remaining', '1h'], {}],
  ['with --min-remaining, which decides over --duration', ['--duration', '12h', '--min-remaining', '1h'], {}],
  ['with --min-remaining, which decides over --force', ['--force', '--min-remaining', '1h'], {}],
])('used again %s', async (_, args, env) => {
  const { run, aws } = await withSession({ lasts: 2 * HOUR });
  const { code, stdout } = await run(['login', '--json', ...args], { env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ profile: 'mfa', source_profile: 'default', reused: true });
  expect(aws.connections()).toBe(0);
});

test.each<[string, Stored, string[]]>([
  ['it lasts less than an hour', { lasts: HOUR - 60_000 }, []],
  ['it lasts less than --min-remaining', { lasts: 2 * HOUR }, ['--min-remaining', '3h']],
  ['it has run out, whatever --min-remaining says', { lasts: -1000 }, ['--min-remaining', '0']],
  ['it was made with another device', { lasts: 2 * HOUR, device: OTHER }, []],
  ['it was made from another base', { lasts: 2 * HOUR, base: 'work' }, ['--mfa-profile', 'mfa']],
  ['another device is named', { lasts: 2 * HOUR }, ['--serial-number', OTHER]],
  ['it is the session of a role', { lasts: 2 * HOUR, more: 'x_principal_arn = arn:aws:iam::1:role/x\n' }, []],
  ['--force', { lasts: 2 * HOUR }, ['--force']],
  ['--duration', { lasts: 2 * HOUR }, ['--duration', '12h']],
])('not used again: %s', async (_, stored, args) => {
  const { run, aws } = await withSession(stored);
  const device = args.includes(OTHER) ? OTHER : DEVICE;
  const { code, stdout } = await run(['login', '--json', ...args], {
    env: { AWS_MFA_TOKEN: aws.nextCode(device) },
  });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ serial_number: device, reused: false });
  expect(aws.requests).toHaveLength(1);
});

test('--token means a new session', async () => {
  const { run, aws } = await withSession({ lasts: 2 * HOUR });
  expect((await run(['login', '--token', aws.nextCode(DEVICE)])).code).toBe(0);
  expect(aws.requests).toHaveLength(1);
});

test('a session that is not used again needs a code: 252 where nobody can be asked', async () => {
  const { run, sandbox, aws } = await withSession({ lasts: 2 * HOUR, device: OTHER });
  const before = sandbox.bytes();
  expect((await run(['login'])).code).toBe(252);
  expect(aws.connections()).toBe(0);
  expect(sandbox.bytes()).toEqual(before);
});

test('of another base, even though good: not touched', async () => {
  const { run, sandbox } = await withSession({ lasts: 2 * HOUR, base: 'work' });
  const before = sandbox.bytes();
  const { code, stderr } = await run(['login']);
  expect(code).toBe(253);
  expect(stderr).toContain('"work"');
  expect(sandbox.bytes()).toEqual(before);
});
