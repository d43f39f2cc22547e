/** Several base profiles and no key in [default]: which one a command means; and `login --all`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { alice, startLoopbackAws, type LoopbackAws, type User } from '../support/loopback-aws.ts';
import { DEVICE, loginSetup, type LoginSetupOptions } from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';
import { caFile } from '../support/tls-certificate.ts';

const BOB_DEVICE = 'arn:aws:iam::210987654321:mfa/bob';
const bob: User = {
  arn: 'arn:aws:iam::210987654321:user/bob',
  userId: 'AIDACKCEVSQ6C3EXAMPLE',
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  active: true,
  devices: { [BOB_DEVICE]: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU' },
};
const keysOf = ({ accessKeyId, secretAccessKey }: User) =>
  `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
const CREDENTIALS = `[corp]\n${keysOf(alice())}\n[shop]\n${keysOf(bob)}`;
const CONFIG = `[profile corp]\nmfa_serial = ${DEVICE}\n[profile shop]\nmfa_serial = ${BOB_DEVICE}
[profile vault]\ncredential_process = print-keys
[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = mfa\n`;

const home = (options: LoginSetupOptions = {}) =>
  loginSetup({ credentials: CREDENTIALS, config: CONFIG, aws: { users: [alice(), bob] }, ...options });

const LISTED = 'Several profiles have an access key: corp, shop, vault (credential_process).';

describe('nothing is known yet', () => {
  test.each([
    [['login'], {}],
    [['export', '--format', 'env'], {}],
    [['login'], { AWS_PROFILE: 'prod' }],
    [['export', '--format', 'env'], { AWS_PROFILE: 'prod' }],
  ])('%j %j: all base profiles are listed', async (args, env: Record<string, string>) => {
    const { run } = await home();
    const { code, stderr } = await run(args, { env });
    expect(code).toBe(253);
    expect(stderr).toContain(LISTED);
    expect(stderr).toContain('--profile corp');
    expect(stderr.includes('"prod" uses the session in [mfa], which does not exist yet.')).toBe(
      'AWS_PROFILE' in env,
    );
  });

  test('on a terminal one is chosen, and remembered after a logout', async () => {
    const { open, run, aws, sandbox } = await home();
    const terminal = open(['login']);
    await terminal.waitFor('Which profile has your access key?');
    // [shop] would not fit the role profile that uses [mfa].
    expect(terminal.screen()).not.toContain('[shop]');
    terminal.press('enter');
    await terminal.waitFor('MFA code for');
    terminal.type(aws.nextCode());
    terminal.press('enter');
    expect(await terminal.exit).toHaveProperty('code', 0);
    expect(readFileSync(sandbox.configPath, 'utf8')).toBe(
      `${CONFIG}\n[profile mfa]\nx_source_profile = corp\n`,
    );
    expect(await run(['status', '--check'])).toHaveProperty('code', 0);
    expect(await run(['exec', '--', 'true'])).toHaveProperty('code', 0);
    expect(await run(['export', '--format', 'env'])).toHaveProperty('code', 0);
    expect(await run(['logout'])).toHaveProperty('code', 0);
    expect(sandbox.read()).toBe(CREDENTIALS);
    expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
    expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'corp' });
  });
});

describe('login --all', () => {
  const known = `${CONFIG}[profile corp-mfa]\nx_source_profile = corp\n[profile shop-mfa]\nx_source_profile = shop\n`;

  test('one prompt after another, skipping what is still valid, and a line each', async () => {
    const { open, run, aws, sandbox } = await home({ config: known });
    expect(await run(['login', 'corp-mfa', '--token', aws.nextCode()])).toHaveProperty('code', 0);
    const terminal = open(['login', '--all'], { AWS_PROFILE: 'nosuch', AWS_MFA_TOKEN: '123456' });
    await terminal.waitFor('MFA code for');
    terminal.type(aws.nextCode(BOB_DEVICE));
    terminal.press('enter');
    expect(await terminal.exit).toHaveProperty('code', 0);
    expect(terminal.screen()).toMatch(
      /✓ No code is needed\. Session \[corp-mfa\] expires at .*\n *✓ Session \[shop-mfa\] expires at /,
    );
    expect(sectionKeys(sandbox.read(), 'shop-mfa')).toMatchObject({ x_source_profile: 'shop' });
    expect(await run(['login', '--all', '--no-input'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('Ctrl-C at the second prompt: it says that the first session is saved', async () => {
    const { open, aws } = await home({ config: known });
    const terminal = open(['login', '--all']);
    await terminal.waitFor('profile corp');
    terminal.type(aws.nextCode());
    terminal.press('enter');
    await terminal.waitFor('profile shop');
    terminal.press('ctrl-c');
    await terminal.waitFor('✗ Canceled. New sessions are already saved in [corp-mfa].');
    // The harness expects the files as they were, and a session is in them.
    await terminal.exit.catch(() => undefined);
  });

  test('goes on after a failure, whose exit code it has', async () => {
    const { start, aws, sandbox } = await home({
      config: known
        .replace(`mfa_serial = ${DEVICE}\n`, '')
        .replace(`mfa_serial = ${BOB_DEVICE}\n`, `mfa_serial = ${BOB_DEVICE}\nmfa_process = echo CODE\n`),
    });
    const code = aws.nextCode(BOB_DEVICE);
    const config = readFileSync(sandbox.configPath, 'utf8');
    writeFileSync(sandbox.configPath, config.replace('CODE', code));
    const { code: exitCode, stdout } = await start(['login', '--all', '--no-input', '--json']).result;
    expect(exitCode).toBe(253);
    expect(JSON.parse(stdout)).toMatchObject([
      { profile: 'corp-mfa', error: { code: 'no_device' } },
      { profile: 'shop-mfa', source_profile: 'shop', reused: false },
    ]);
  });

  test('a code typed between two prompts, of which another terminal has ended the first, is sent nowhere', async () => {
    const { open, start, aws, sandbox } = await home({ config: known });
    const [started, go] = [join(sandbox.home, 'started'), join(sandbox.home, 'go')];
    const keys = { Version: 1, AccessKeyId: bob.accessKeyId, SecretAccessKey: bob.secretAccessKey };
    const script = join(sandbox.home, 'keys.sh');
    writeFileSync(
      script,
      `touch ${started}\nwhile [ ! -e ${go} ]; do sleep 0.05; done\necho '${JSON.stringify(keys)}'\n`,
    );
    writeFileSync(sandbox.credentialsPath, `[corp]\n${keysOf(alice())}`);
    writeFileSync(
      sandbox.configPath,
      known.replace('[profile shop]\n', `[profile shop]\ncredential_process = sh ${script}\n`),
    );
    const terminal = open(['login', '--all']);
    await terminal.waitFor('profile corp');
    const login = start(['login', 'corp-mfa', '--token', aws.nextCode()]);
    expect(await login.result).toHaveProperty('code', 0);
    await expect.poll(() => existsSync(started), { timeout: 10_000 }).toBe(true);
    terminal.type(`${aws.nextCode()}\r`);
    writeFileSync(go, '');
    await terminal.waitFor('profile shop');
    terminal.type(`${aws.nextCode(BOB_DEVICE)}\r`);
    expect(await terminal.exit).toHaveProperty('code', 0);
    expect(aws.requests.map(({ accessKeyId }) => accessKeyId)).toEqual([
      alice().accessKeyId,
      bob.accessKeyId,
    ]);
  });

  test('AWS_MFA_SERIAL is the device of no other profile', async () => {
    const { start, aws, sandbox } = await home({ config: known.replaceAll(/mfa_serial = .*\n/g, '') });
    const env = { AWS_MFA_SERIAL: DEVICE };
    const { stdout } = await start(['login', '--all', '--no-input', '--json'], { env }).result;
    expect(JSON.parse(stdout)).toMatchObject([
      { profile: 'corp-mfa', error: { code: 'no_device' } },
      { profile: 'shop-mfa', error: { code: 'no_device' } },
    ]);
    expect([aws.requests, sandbox.read()]).toEqual([[], CREDENTIALS]);
  });

  test('each profile has its own certificates and its own server', async () => {
    const tls = { tls: true, users: [alice(), bob] };
    const { start, aws, sandbox } = await home({
      aws: tls,
      env: { NODE_EXTRA_CA_CERTS: '', AWS_CA_BUNDLE: '', AWS_ENDPOINT_URL_STS: '' },
    });
    const other = await startLoopbackAws(tls);
    onTestFinished(other.close);
    const selfSigned = caFile.replace(/ca\.pem$/, 'self-signed.pem');
    const profile = (name: string, device: string, { url, nextCode }: LoopbackAws, ca: string) =>
      `[profile ${name}]\nmfa_serial = ${device}\nmfa_process = echo ${nextCode(device)}\nendpoint_url = ${url}\nca_bundle = ${ca}\n[profile ${name}-mfa]\nx_source_profile = ${name}\n`;
    writeFileSync(
      sandbox.configPath,
      profile('corp', DEVICE, aws, selfSigned) + profile('shop', BOB_DEVICE, other, caFile),
    );
    const { code, stdout, stderr } = await start(['login', '--all']).result;
    expect({ code, stderr }).toMatchObject({ code: 255 });
    expect(stderr).toMatch(/✗ \[corp-mfa\] was not renewed\. The certificate of /);
    expect(stdout).toMatch(/✓ Session \[shop-mfa\] expires at /);
    expect([aws.requests.length, other.requests.length]).toEqual([0, 1]);
  });

  test.each([
    [['--profile', 'corp'], 'a profile'],
    [['corp'], 'a profile'],
    [['--token', '123456'], '--token'],
    [['--mfa-profile', 'x'], '--mfa-profile'],
  ])('not with %j', async (args, what) => {
    const { run } = await home({ config: known });
    const { code, stderr } = await run(['login', '--all', ...args]);
    expect({ code, stderr: stderr.split('\n')[0] }).toEqual({
      code: 252,
      stderr: `✗ --all cannot be combined with ${what}.`,
    });
  });

  test('nobody can be asked: what helps', async () => {
    const { run } = await home({ config: known });
    const { code, stderr } = await run(['login', '--all', '--no-input']);
    expect(code).toBe(252);
    expect(stderr).not.toContain('--token');
    expect(stderr).toContain(
      '\n  Run it in a terminal:\n  aws-mfa login --all\n  Or set mfa_process in the base profile to a command that prints the code.\n',
    );
  });

  test('nothing is known', async () => {
    const { run } = await home();
    expect(await run(['login', '--all'])).toMatchObject({ code: 253, stdout: '' });
  });
});
