/** A login that knows no device: AWS is asked, then the person, and only where there is one. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alice, type User } from '../support/loopback-aws.ts';
import {
  CREDENTIALS,
  DEVICE,
  KEY_LINES,
  loginSetup,
  PROMPT,
  type LoginSetup,
} from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';
import type { Key, Terminal } from '../support/terminal.ts';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const KEY_FOB = 'GAHT12345678';
const PASSKEY = 'arn:aws:iam::123456789012:u2f/user/alice/key-ABC';
const SECRET = alice().secretAccessKey;
const REGION = '[default]\nregion = eu-west-1\n';
const SAVE = 'Save it as mfa_serial of [default] in ~/.aws/config?';

async function deviceless(changes: Partial<User> = {}, config: string | null = REGION): Promise<LoginSetup> {
  return loginSetup({ config, aws: { users: [{ ...alice(), ...changes }] } });
}

async function answer(terminal: Terminal, question: string | RegExp, line: string): Promise<void> {
  await terminal.waitFor(question);
  if (line) terminal.type(line);
  terminal.press('enter');
}

function configOf({ sandbox }: LoginSetup): string {
  return readFileSync(sandbox.configPath, 'utf8');
}

function actions({ aws }: LoginSetup): (string | undefined)[] {
  return aws.requests.map(({ action }) => action);
}

function expectNothingWritten(setup: LoginSetup): void {
  expect(setup.sandbox.read()).toBe(CREDENTIALS);
  expect(configOf(setup)).toBe(REGION);
  expect(setup.sandbox.leftovers()).toEqual([]);
}

test('one device: taken and said, saved where the person says yes', async () => {
  const setup = await deviceless({ arn: 'arn:aws:iam::123456789012:user/team/alice' });
  const terminal = setup.open(['login']);
  await answer(terminal, SAVE, '');
  await answer(terminal, PROMPT, setup.aws.nextCode());
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(terminal.screen()).toContain(`• MFA device of alice: ${DEVICE}`);
  expect(terminal.screen()).toContain(`• Saved mfa_serial = ${DEVICE} to [default] in ~/.aws/config.`);
  expect(actions(setup)).toEqual(['GetCallerIdentity', 'ListMFADevices', 'GetSessionToken']);
  expect(setup.aws.requests[1]?.params['UserName']).toBe('alice');
  expect(configOf(setup)).toBe(
    `[default]\nmfa_serial = ${DEVICE}\nregion = eu-west-1\n\n[profile mfa]\nregion = eu-west-1\n`,
  );
  expect(sectionKeys(setup.sandbox.read(), 'mfa')).toMatchObject({ x_mfa_serial: DEVICE });
  expect(terminal.output()).not.toContain(SECRET);
});

test('not saved where the person says no; the next login knows it all the same', async () => {
  const setup = await deviceless();
  const terminal = setup.open(['login']);
  await answer(terminal, SAVE, 'n');
  await answer(terminal, PROMPT, setup.aws.nextCode());
  expect((await terminal.exit).code).toBe(0);
  expect(configOf(setup)).toBe(`${REGION}\n[profile mfa]\nregion = eu-west-1\n`);
  const again = await setup.run(['login', '--token', setup.aws.nextCode()]);
  expect(again.code).toBe(0);
  expect(actions(setup).slice(3)).toEqual(['GetSessionToken']);
});

test('a base of another name: the device is saved in its own section, which is made', async () => {
  const setup = await loginSetup({ credentials: `[work]\n${KEY_LINES}`, config: null });
  const terminal = setup.open(['login', '--profile', 'work']);
  await answer(terminal, 'Save it as mfa_serial of [profile work] in ~/.aws/config?', 'y');
  await answer(terminal, PROMPT, setup.aws.nextCode());
  expect((await terminal.exit).code).toBe(0);
  expect(configOf(setup)).toBe(`[profile work]\nmfa_serial = ${DEVICE}\n`);
});

test('[profile default] receives the device of the default profile', async () => {
  const setup = await deviceless({}, '[profile default]\nregion = eu-west-1\n');
  const terminal = setup.open(['login']);
  await answer(terminal, 'Save it as mfa_serial of [profile default] in ~/.aws/config?', '');
  await answer(terminal, PROMPT, setup.aws.nextCode());
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen()).toContain(`Saved mfa_serial = ${DEVICE} to [profile default] in ~/.aws/config.`);
  expect(configOf(setup)).toBe(
    `[profile default]\nmfa_serial = ${DEVICE}\nregion = eu-west-1\n\n[profile mfa]\nregion = eu-west-1\n`,
  );
});

test('several: all are shown, a passkey cannot be taken, the one chosen gives the code', async () => {
  const setup = await deviceless({ devices: { [DEVICE]: SEED, [KEY_FOB]: SEED }, passkeys: [PASSKEY] });
  const terminal = setup.open(['login']);
  await terminal.waitFor('Which MFA device of alice');
  await terminal.waitFor(`- ${PASSKEY} (passkey or security key: no codes)`);
  await terminal.waitFor(`${KEY_FOB} (hardware token)`);
  terminal.press('down');
  await terminal.waitFor(`> ${KEY_FOB}`);
  terminal.press('enter');
  await answer(terminal, SAVE, 'n');
  await terminal.waitFor(PROMPT);
  expect(terminal.screen()).toMatch(new RegExp(`MFA code of device ${KEY_FOB}`));
  terminal.type(setup.aws.nextCode(KEY_FOB));
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(0);
  expect(setup.aws.requests.at(-1)?.params['SerialNumber']).toBe(KEY_FOB);
});

test('IAM denied: asked, the likeliest offered, a passkey and a user refused on the spot', async () => {
  const setup = await deviceless({ iamDenied: true });
  const terminal = setup.open(['login']);
  await terminal.waitFor('AWS did not list the MFA devices of alice. A policy denies iam:ListMFADevices.');
  await answer(terminal, `MFA device (Enter accepts the suggestion): ${DEVICE}`, PASSKEY);
  await terminal.waitFor('is a passkey or security key');
  terminal.press('ctrl-u');
  terminal.type('arn:aws:iam::123456789012:user/alice');
  terminal.press('enter');
  await terminal.waitFor('is the ARN of a user');
  terminal.press('ctrl-u');
  terminal.press('enter');
  await answer(terminal, SAVE, 'y');
  await answer(terminal, PROMPT, setup.aws.nextCode());
  expect((await terminal.exit).code).toBe(0);
  expect(configOf(setup)).toContain(`mfa_serial = ${DEVICE}\n`);
});

test('IAM out of reach: tried three times, then asked', async () => {
  const setup = await deviceless();
  setup.aws.next({ action: 'ListMFADevices', drop: 'after reading' }, 3);
  const terminal = setup.open(['login']);
  await terminal.waitFor(
    /of alice\. 127\.0\.0\.1:\d+ closed the connection \(ECONNRESET\)\.\n +Try again in a moment/,
  );
  await terminal.waitFor('MFA device (Enter accepts the suggestion)');
  expect(actions(setup)).toEqual(['GetCallerIdentity', ...Array<string>(3).fill('ListMFADevices')]);
});

test.each<[what: string, user: Partial<User>, words: string[]]>([
  ['no device', { devices: {} }, ['AWS has no MFA device for alice.', 'Security credentials']],
  [
    'only passkeys',
    { devices: {}, passkeys: [PASSKEY] },
    [
      'are passkeys or security keys. They work only in the console and cannot generate codes.',
      'authenticator app',
      'aws login',
    ],
  ],
])('%s: 253, with the way to one', async (_, user, words) => {
  const setup = await deviceless(user);
  const terminal = setup.open(['login']);
  expect(await terminal.exit).toEqual({ code: 253, signal: null });
  for (const part of words) expect(terminal.screen()).toContain(part);
  expectNothingWritten(setup);
});

test('a key that AWS does not know: 254, and no question', async () => {
  const setup = await deviceless({ active: false });
  const terminal = setup.open(['login']);
  expect(await terminal.exit).toEqual({ code: 254, signal: null });
  expect(terminal.screen()).toContain('AWS does not recognize the access key …MPLE');
  expectNothingWritten(setup);
});

test.each<[Key]>([['ctrl-c'], ['ctrl-d']])('%s at each question: 130, nothing written', async (key) => {
  const user = { devices: { [DEVICE]: SEED, [KEY_FOB]: SEED } };
  const questions = ['Which MFA device of alice', SAVE, PROMPT];
  for (const last of questions.keys()) {
    const setup = await deviceless(user);
    const terminal = setup.open(['login']);
    for (const question of questions.slice(0, last)) await answer(terminal, question, '');
    await terminal.waitFor(questions[last] ?? '');
    terminal.press(key);
    expect(await terminal.exit).toEqual({ code: 130, signal: null });
    expect(terminal.screen()).toContain('✗ Canceled; nothing was written.');
    expectNothingWritten(setup);
  }
});

test('Ctrl-C while AWS is asked: 130, nothing written', async () => {
  const setup = await deviceless();
  setup.aws.next({ until: new Promise(() => undefined), action: 'ListMFADevices' });
  const terminal = setup.open(['login']);
  await setup.aws.arrived(2);
  terminal.press('ctrl-c');
  expect(await terminal.exit).toEqual({ code: 130, signal: null });
  expectNothingWritten(setup);
});

test('pipes on every side: the questions are on the terminal itself', async () => {
  const setup = await deviceless();
  const terminal = setup.openShell('echo | aws_mfa login 2> "$HOME/err" | cat > "$HOME/out"; echo "done"');
  await answer(terminal, SAVE, 'y');
  await answer(terminal, PROMPT, setup.aws.nextCode());
  await terminal.waitFor(/^done/m);
  await terminal.exit;
  expect(configOf(setup)).toContain(`mfa_serial = ${DEVICE}`);
  expect(readFileSync(`${setup.sandbox.home}/out`, 'utf8')).toContain('✓ Session [mfa] expires at');
});

test('--json: the questions go elsewhere, the object alone to standard output', async () => {
  const setup = await deviceless();
  const terminal = setup.openShell('aws_mfa login --json > "$HOME/out"');
  await answer(terminal, SAVE, 'n');
  await answer(terminal, PROMPT, setup.aws.nextCode());
  await terminal.exit;
  expect(JSON.parse(readFileSync(`${setup.sandbox.home}/out`, 'utf8'))).toMatchObject({
    serial_number: DEVICE,
    reused: false,
  });
});

test.each<[what: string, args: string[]]>([
  ['without a terminal', ['login']],
  ['with --dry-run', ['login', '--dry-run']],
  ['with --no-input', ['login', '--no-input', '--token', '123456']],
])('%s nothing is asked of anybody', async (_, args) => {
  const setup = await deviceless();
  const { code, stderr } = await setup.run(args);
  expect(code).toBe(253);
  expect(stderr).toContain('No MFA device is configured for "default".');
  expect(stderr).toContain('aws-mfa setup');
  expect(setup.aws.connections()).toBe(0);
  expectNothingWritten(setup);
});

test('with --dry-run, --no-input or CI not on a terminal either', async () => {
  for (const [args, env] of [[['--dry-run']], [['--no-input']], [[], { CI: 'true' }]] as const) {
    const setup = await deviceless();
    const terminal = setup.open(['login', ...args], env);
    expect((await terminal.exit).code).toBe(253);
    expect(setup.aws.connections()).toBe(0);
  }
});
