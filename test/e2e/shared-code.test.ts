/** A command that prints codes (a hardware key, a password manager) is run as rarely as possible, and no code is sent twice. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { alice } from '../support/aws/accounts.ts';
import { role } from '../support/aws/roles.ts';
import { CREDENTIALS, DEVICE, loginSetup, sentCodes, type LoginSetup } from '../support/login-setup.ts';

const ADMIN = role('Admin');

/** A command that prints the code that the device shows at that moment, and counts how often it is run. */
function codeCommand({ sandbox }: LoginSetup) {
  const [script, log] = [join(sandbox.home, 'code.mjs'), join(sandbox.home, 'runs')];
  const otpauth = createRequire(import.meta.url).resolve('otpauth');
  const seed = JSON.stringify(alice().devices[DEVICE]);
  writeFileSync(
    script,
    `import { appendFileSync } from 'node:fs';
import * as otpauth from ${JSON.stringify(otpauth)};
const { TOTP, Secret } = otpauth.TOTP ? otpauth : otpauth.default;
appendFileSync(${JSON.stringify(log)}, 'run\\n');
console.log(new TOTP({ secret: Secret.fromBase32(${seed}) }).generate());
`,
  );
  const runs = () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0);
  return { command: `${process.execPath} ${script}`, runs };
}

it('thirty jobs at once: one run, one request', { timeout: 120_000 }, async () => {
  const at = await loginSetup();
  const { command, runs } = codeCommand(at);
  const args = ['login', '--no-input', '--token-command', command];
  const jobs = Array.from({ length: 30 }, () => at.start(args, { timeoutMs: 100_000 }).result);
  const ends = await Promise.all(jobs);
  expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0));
  expect([runs(), at.aws.requests.length]).toEqual([1, 1]);
  expect(at.sandbox.leftovers()).toEqual([]);
});

it(
  'twelve times credential_process, as an SDK starts it: one run, one session',
  { timeout: 120_000 },
  async () => {
    const at = await loginSetup();
    const { command, runs } = codeCommand(at);
    const args = ['export', '--format', 'process', '--token-command', command];
    const ends = await Promise.all(
      Array.from({ length: 12 }, () => at.start(args, { timeoutMs: 100_000 }).result),
    );
    expect(new Set(ends.map(({ stdout }) => stdout)).size).toBe(1);
    expect([runs(), at.aws.requests.length]).toEqual([1, 1]);
  },
);

it('where there is no folder yet, too', { timeout: 60_000 }, async () => {
  const at = await loginSetup({ credentials: null, config: null });
  const { command, runs } = codeCommand(at);
  const { accessKeyId, secretAccessKey } = alice();
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const env = { ...keys, AWS_MFA_SERIAL: DEVICE, AWS_REGION: 'eu-west-1' };
  const args = ['login', '--no-input', '--token-command', command];
  const ends = await Promise.all(Array.from({ length: 5 }, () => at.start(args, { env }).result));
  expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual(ends.map(({ stderr }) => [0, stderr]));
  expect([runs(), at.aws.requests.length]).toEqual([1, 1]);
});

it('a job that is killed while it holds the turn is succeeded', { timeout: 60_000 }, async () => {
  const at = await loginSetup();
  const { command } = codeCommand(at);
  const [mark, go] = [join(at.sandbox.home, 'mark'), join(at.sandbox.home, 'go')];
  const hanging = at.start([
    'login',
    '--token-command',
    `echo > ${mark}; while [ ! -e ${go} ]; do sleep 0.1; done`,
  ]);
  await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true);
  const next = at.start(['login', '--token-command', command], { timeoutMs: 40_000 }).result;
  process.kill(-(hanging.child.pid ?? 0), 'SIGKILL');
  await hanging.result;
  expect(await next).toHaveProperty('code', 0);
  writeFileSync(go, '');
  expect(at.sandbox.leftovers()).toEqual([]);
});

it('two sessions in one script: the second waits for the next code', { timeout: 90_000 }, async () => {
  const at = await loginSetup({ aws: { roles: [ADMIN] } });
  const { command, runs } = codeCommand(at);
  const login = ['login', '--force', '--token-command', command];
  expect(await at.run(login)).toHaveProperty('code', 0);
  const second = await at.run([...login, '--role-arn', ADMIN.arn, '--mfa-profile', 'admin'], {
    timeoutMs: 60_000,
  });
  expect(second.stderr).toMatch(
    /^• The current code has been used for \[mfa\]\. The next one comes in \d+s\.$/m,
  );
  expect(second.code).toBe(0);
  expect(new Set(sentCodes(at.aws)).size).toBe(2);
  expect(runs()).toBe(2);
});

it('the code of a session that was removed is not sent again', { timeout: 90_000 }, async () => {
  const at = await loginSetup();
  const { command } = codeCommand(at);
  expect(await at.run(['login', '--token-command', command])).toHaveProperty('code', 0);
  expect(await at.run(['logout'])).toHaveProperty('code', 0);
  const second = await at.run(['login', '--token-command', command], { timeoutMs: 60_000 });
  expect(second.stderr).toMatch(/^• The current code has been used\. The next one comes in \d+s\.$/m);
  expect(second.code).toBe(0);
  expect(new Set(sentCodes(at.aws)).size).toBe(2);
  expect(at.sandbox.leftovers()).toEqual([]);
});

it('--no-write: no code is sent twice, also by runs at the same time', { timeout: 90_000 }, async () => {
  const at = await loginSetup();
  const { command, runs } = codeCommand(at);
  const args = ['export', '--no-write', '--token-command', command];
  const ends = await Promise.all([1, 2].map(() => at.start(args, { timeoutMs: 60_000 }).result));
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  expect([runs(), new Set(sentCodes(at.aws)).size]).toEqual([2, 2]);
  expect(at.sandbox.read()).toBe(CREDENTIALS);
  expect(at.sandbox.leftovers()).toEqual([]);
});
