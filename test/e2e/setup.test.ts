/** `aws-mfa setup` as a person meets it: from nothing, with keys, with wrong ones, again, and given up half way. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { alice, type User } from '../support/loopback-aws.ts';
import {
  CONFIG,
  CREDENTIALS,
  DEVICE,
  KEY_LINES,
  loginSetup,
  PROMPT,
  type LoginSetup,
  type LoginSetupOptions,
} from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';
import { answer, type Key, type Terminal } from '../support/terminal.ts';

const { accessKeyId: KEY_ID, secretAccessKey: SECRET } = alice();
const REGION = '[default]\nregion = eu-west-1\n';
/** What stands at the beginning of each question. */
const ASK = {
  keyId: 'Access key ID:',
  secret: 'Secret access key:',
  region: 'Default region (Enter to skip):',
  useKey: 'Use the access key …MPLE of [default]?',
  useDevice: `Use the MFA device ${DEVICE}`,
  write: 'Save them?',
  login: 'Log in now?',
};

async function nothing(user: Partial<User> = {}): Promise<LoginSetup> {
  return loginSetup({ credentials: null, config: null, aws: { users: [{ ...alice(), ...user }] } });
}

async function answerAll(terminal: Terminal, lines: readonly (readonly [string, string])[]): Promise<void> {
  for (const [question, line] of lines) await answer(terminal, question, line);
}

function filesOf({ sandbox }: LoginSetup): (string | undefined)[] {
  return [sandbox.credentialsPath, sandbox.configPath].map((path) =>
    existsSync(path) ? readFileSync(path, 'utf8') : undefined,
  );
}

function expectNoSecret(terminal: Terminal): void {
  expect(terminal.output()).not.toContain(SECRET);
  expect(terminal.screen()).not.toContain(SECRET);
}

const TYPED = [
  [ASK.keyId, KEY_ID],
  [ASK.secret, SECRET],
  [ASK.region, 'eu-west-1'],
] as const;

test('from nothing to a first session', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup']);
  await answerAll(terminal, TYPED);
  await terminal.waitFor(ASK.write);
  expect(terminal.screen()).toContain('• Verified: arn:aws:iam::123456789012:user/alice');
  expect(terminal.screen()).toContain(
    `
  ~/.aws/credentials, [default]
    aws_access_key_id = ${KEY_ID}
    aws_secret_access_key (hidden)
  ~/.aws/config, [default]
    region = eu-west-1
    mfa_serial = ${DEVICE}
`,
  );
  expect(filesOf(setup)).toEqual([undefined, undefined]);
  terminal.press('enter');
  await terminal.waitFor(ASK.login);
  expect(filesOf(setup)).toEqual([CREDENTIALS, CONFIG]);
  expect(statSync(setup.sandbox.credentialsPath).mode & 0o777).toBe(0o600);
  terminal.press('enter');
  await answer(terminal, PROMPT, setup.aws.nextCode());
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(terminal.screen()).toContain('✓ Session [mfa] expires at');
  expect(setup.aws.requests.map(({ action }) => action)).toEqual([
    'GetCallerIdentity',
    'ListMFADevices',
    'GetSessionToken',
  ]);
  expectNoSecret(terminal);
});

test('keys that are pasted with blanks around them, for a profile of another name, without a region', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup', '--profile', 'work']);
  await answerAll(terminal, [
    [ASK.keyId, `  ${KEY_ID} `],
    [ASK.secret, ` ${SECRET}  `],
    [ASK.region, ''],
    [ASK.write, ''],
    [ASK.login, 'n'],
  ]);
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)).toEqual([`[work]\n${KEY_LINES}`, `[profile work]\nmfa_serial = ${DEVICE}\n`]);
  expectNoSecret(terminal);
});

test('pipes on every side: each question is on the terminal itself', async () => {
  const setup = await nothing();
  const terminal = setup.openShell('echo | aws_mfa setup 2>/dev/null | cat >/dev/null');
  await answerAll(terminal, [...TYPED, [ASK.write, ''], [ASK.login, '']]);
  await answer(terminal, PROMPT, setup.aws.nextCode());
  await terminal.exit;
  expect(filesOf(setup)[0]).toContain(`${CREDENTIALS}\n[mfa]\n`);
  expectNoSecret(terminal);
});

test('with --region nobody asks for one', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup', '--region', 'eu-west-1']);
  await answerAll(terminal, [TYPED[0], TYPED[1], [ASK.write, ''], [ASK.login, 'n']]);
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)).toEqual([CREDENTIALS, CONFIG]);
});

test('what cannot be a key is refused on the spot', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup']);
  await answer(terminal, ASK.keyId, 'ASIAIOSFODNN7EXAMPLE');
  await terminal.waitFor('That key belongs to a temporary session');
  terminal.press('ctrl-u');
  terminal.type(`${KEY_ID}\r`);
  await answer(terminal, ASK.secret, 'short');
  await terminal.waitFor('has 40 characters; this one has 5');
  expect(setup.aws.connections()).toBe(0);
  expect(terminal.output()).not.toContain('short');
});

test('a mistyped secret: that alone is asked for again, three times at most; nothing is written', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup']);
  const wrong = `${SECRET.slice(0, -1)}x`;
  await answer(terminal, ASK.keyId, KEY_ID);
  await answer(terminal, ASK.secret, wrong);
  await answer(terminal, ASK.region, 'eu-west-1');
  for (const times of [2, 3]) {
    await terminal.waitFor(
      '! The secret access key is mistyped: it does not match the access key ID (…MPLE).',
    );
    await answer(terminal, new RegExp(`(Secret access key:[^]*){${times}}`), wrong);
  }
  expect(await terminal.exit).toEqual({ code: 254, signal: null });
  expect(terminal.screen()).toContain(
    '✗ The secret access key is mistyped: it does not match the access key ID (…MPLE). Nothing was written.\n  Copy the key again, or create another one in the IAM console, then:\n  aws-mfa setup',
  );
  expect(terminal.screen().split(ASK.keyId)).toHaveLength(2);
  expect(terminal.screen().split(ASK.region)).toHaveLength(2);
  expect(setup.aws.requests).toHaveLength(3);
  expect(filesOf(setup)).toEqual([undefined, undefined]);
  expect(terminal.output()).not.toContain(wrong);
});

test('a mistyped access key ID: that alone is asked for again, and the rest is kept', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup']);
  await answer(terminal, ASK.keyId, 'AKIAIOSFODNN7EXAMPLF');
  await answer(terminal, ASK.secret, SECRET);
  await answer(terminal, ASK.region, 'eu-west-1');
  await terminal.waitFor(
    '! AWS does not recognize the access key ID: it is mistyped, inactive or deleted (…MPLF).',
  );
  await answer(terminal, /(Access key ID:[^]*){2}/, KEY_ID);
  await answer(terminal, ASK.write);
  await answer(terminal, ASK.login, 'n');
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen().split(ASK.secret)).toHaveLength(2);
  expect(filesOf(setup)).toEqual([CREDENTIALS, CONFIG]);
});

test('a secret that is pasted as the access key ID is never shown', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup']);
  await answer(terminal, ASK.keyId, SECRET);
  await terminal.waitFor('That looks like the secret access key. The access key ID comes first.');
  terminal.press('ctrl-u');
  terminal.type(KEY_ID);
  await terminal.waitFor(KEY_ID);
  terminal.press('ctrl-c');
  expect((await terminal.exit).code).toBe(130);
  expect(terminal.output()).not.toContain(SECRET.slice(0, 4));
  expectNoSecret(terminal);
});

test('three wrong codes: the setup is saved, and the login is for later', async () => {
  const setup = await nothing();
  const terminal = setup.openShell('aws_mfa setup');
  await answerAll(terminal, [...TYPED, [ASK.write, ''], [ASK.login, '']]);
  for (const times of [1, 2, 3]) {
    await answer(terminal, PROMPT, `00000${times}`);
    await setup.aws.arrived(2 + times);
  }
  expect((await terminal.exit).code).toBe(254);
  expect(terminal.screen()).toMatch(/\n {2}Setup is saved\. To log in later:\n {2}aws-mfa login$/);
  expect(filesOf(setup)).toEqual([CREDENTIALS, CONFIG]);
});

test('the MFA profile belongs to another base profile: only the login with another one is named', async () => {
  const config = `[profile work]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n[profile mfa]\nx_source_profile = default\n`;
  const setup = await loginSetup({ credentials: `${CREDENTIALS}\n[work]\n${KEY_LINES}`, config });
  const terminal = setup.open(['setup', '--profile', 'work']);
  await answerAll(terminal, [
    ['Use the access key …MPLE of [work]?', ''],
    [`${ASK.useDevice} (mfa_serial of [profile work])?`, ''],
    [ASK.login, ''],
  ]);
  expect((await terminal.exit).code).toBe(253);
  expect(terminal.screen()).toContain(
    'Choose another MFA profile:\n  aws-mfa login --profile work --mfa-profile work-mfa\n  Setup is saved.',
  );
  expect(terminal.screen()).not.toContain('To log in later');
});

test('refused for another reason than the keys, nobody is asked for them again', async () => {
  const setup = await nothing();
  setup.aws.next({
    action: 'GetCallerIdentity',
    instead: { status: 403, headers: {}, body: '<html>no</html>' },
  });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, TYPED);
  expect((await terminal.exit).code).toBe(254);
  expect(terminal.screen()).toContain(' denied access');
  expect(terminal.screen().split(ASK.keyId)).toHaveLength(2);
});

test('what AWS says reaches neither the screen nor a file as it is', async () => {
  const setup = await nothing();
  const change = (answer: { status: number; headers: Record<string, string>; body: string }) => ({
    ...answer,
    body: answer.body.replace(DEVICE, 'arn:aws:iam::123456789012:mfa/&#27;[31mred'),
  });
  setup.aws.next({ action: 'ListMFADevices', change });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, TYPED);
  await terminal.waitFor('AWS did not list the MFA devices of alice. 127.0.0.1');
  await answer(terminal, 'MFA device (Enter accepts the suggestion)');
  await answer(terminal, ASK.write);
  await answer(terminal, ASK.login, 'n');
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)).toEqual([CREDENTIALS, CONFIG]);
  expect(terminal.output()).not.toContain('\u001b[31mred');
});

test('with keys: only the device is missing, and only that is written', async () => {
  const setup = await loginSetup({ config: `# mine\n${REGION}` });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [
    [ASK.useKey, ''],
    [ASK.write, ''],
    [ASK.login, 'n'],
  ]);
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)).toEqual([
    CREDENTIALS,
    `# mine\n[default]\nmfa_serial = ${DEVICE}\nregion = eu-west-1\n`,
  ]);
});

test('a header in quotes is the profile that it names', async () => {
  const config = '[profile "work"]\nregion = eu-west-1\n';
  const setup = await loginSetup({ credentials: `[work]\n${KEY_LINES}`, config });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [
    ['Use the access key …MPLE of [work]?', ''],
    [ASK.write, ''],
    [ASK.login, 'n'],
  ]);
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)[1]).toBe(`[profile "work"]\nmfa_serial = ${DEVICE}\nregion = eu-west-1\n`);
});

test('[profile default] is the default profile, and stays its only section', async () => {
  const config = '[profile default]\nregion = eu-west-1\noutput = table\n';
  const setup = await loginSetup({ config });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [
    [ASK.useKey, ''],
    [ASK.write, ''],
    [ASK.login, 'n'],
  ]);
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen()).toContain('✓ Saved [profile default] in ~/.aws/config');
  expect(filesOf(setup)[1]).toBe(
    `[profile default]\nmfa_serial = ${DEVICE}\nregion = eu-west-1\noutput = table\n`,
  );
});

test('Ctrl-T, by which the library would show a secret, does nothing', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup', '--region', 'eu-west-1']);
  await answer(terminal, ASK.keyId, KEY_ID);
  await terminal.waitFor(ASK.secret);
  terminal.type(SECRET);
  await terminal.waitFor(`${ASK.secret} ${'•'.repeat(SECRET.length)}`);
  terminal.type('\x14');
  terminal.press('enter');
  await terminal.waitFor('Verified');
  expectNoSecret(terminal);
});

test('key and secret pasted in one go: the secret is nowhere on the screen', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup']);
  await terminal.waitFor(ASK.keyId);
  terminal.type(`${KEY_ID}\r${SECRET}\r`);
  await terminal.waitFor(ASK.secret);
  terminal.type(`${SECRET}\r`);
  await terminal.waitFor(ASK.region);
  terminal.press('ctrl-c');
  expect((await terminal.exit).code).toBe(130);
  expectNoSecret(terminal);
});

test('again, with all there: the key is verified, nothing is written, a login is offered', async () => {
  const setup = await loginSetup();
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [
    [ASK.useKey, ''],
    [ASK.useDevice, ''],
  ]);
  await terminal.waitFor('Everything is configured already.');
  await terminal.waitFor(ASK.login);
  expect(setup.aws.requests.map(({ action }) => action)).toEqual(['GetCallerIdentity']);
  terminal.press('ctrl-c');
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen()).toContain('✓ Setup is saved. To log in later:\n  aws-mfa login');
  expect(filesOf(setup)).toEqual([CREDENTIALS, CONFIG]);
});

test('again, with the device of another account: it is not offered, and the right one is found', async () => {
  const config = CONFIG.replace(/(mfa_serial = ).*/, '$1arn:aws:iam::222222222222:mfa/bob');
  const setup = await loginSetup({ config });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [[ASK.useKey, '']]);
  await terminal.waitFor(`mfa_serial = ${DEVICE}`);
  terminal.press('ctrl-c');
  await terminal.exit;
  expect(terminal.screen()).not.toContain('Use the MFA device arn:aws:iam::222222222222');
});

test('again, with a new access key: it takes the place of the old one, and no other byte changes', async () => {
  const credentials = `# old\n${CREDENTIALS.replace(KEY_ID, 'AKIAOLDOLDOLDOLDOLD1')}cli_pager =\n[other]\nx = y\n`;
  const setup = await loginSetup({ credentials });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [
    ['Use the access key …OLD1 of [default]?', 'n'],
    TYPED[0],
    TYPED[1],
    [ASK.useDevice, ''],
    [ASK.write, ''],
    [ASK.login, 'n'],
  ]);
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)).toEqual([credentials.replace('AKIAOLDOLDOLDOLDOLD1', KEY_ID), CONFIG]);
  expectNoSecret(terminal);
});

test('with the key of another user: their device is looked for, and the login gets a session of their own', async () => {
  const device = 'arn:aws:iam::210987654321:mfa/bob';
  const bob: User = {
    ...alice(),
    arn: 'arn:aws:iam::210987654321:user/bob',
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
    devices: { [device]: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU' },
  };
  const { open, run, aws, sandbox } = await loginSetup({ aws: { users: [alice(), bob] } });
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const terminal = open(['setup']);
  await answer(terminal, 'Use the access key', 'n');
  await answer(terminal, 'Access key ID:', bob.accessKeyId);
  await answer(terminal, 'Secret access key:', bob.secretAccessKey);
  await answer(terminal, 'Save them?');
  await answer(terminal, 'Log in now?');
  await answer(terminal, PROMPT, aws.nextCode(device));
  expect(await terminal.exit).toHaveProperty('code', 0);
  expect(terminal.screen()).toContain(`MFA device of bob: ${device}`);
  expect(aws.requests.at(-1)).toMatchObject({ action: 'GetSessionToken', accessKeyId: bob.accessKeyId });
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_mfa_serial: device });
});

test('with the key of another user of the account: the session of the user before is not taken for theirs', async () => {
  const carol: User = {
    ...alice(),
    arn: 'arn:aws:iam::123456789012:user/carol',
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
    devices: {},
  };
  const { openShell, run, aws } = await loginSetup({ aws: { users: [alice(), carol] } });
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const terminal = openShell('aws_mfa setup; echo "exit $?"');
  await answer(terminal, 'Use the access key', 'n');
  await answer(terminal, 'Access key ID:', carol.accessKeyId);
  await answer(terminal, 'Secret access key:', carol.secretAccessKey);
  await answer(terminal, 'Use the MFA device');
  await answer(terminal, 'Save them?');
  await answer(terminal, 'Log in now?');
  await terminal.waitFor(PROMPT);
  terminal.press('ctrl-c');
  await terminal.waitFor('exit 130');
  expect(terminal.screen()).toContain('aws-mfa login --force');
});

test('a device beside the keys is changed where it stands, for there it wins', async () => {
  const old = 'mfa_serial = arn:aws:iam::123456789012:mfa/old\n';
  const setup = await loginSetup({ credentials: CREDENTIALS + old, config: REGION });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [
    [ASK.useKey, ''],
    ['Use the MFA device arn:aws:iam::123456789012:mfa/old', 'n'],
    [ASK.write, ''],
    [ASK.login, 'n'],
  ]);
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)).toEqual([`${CREDENTIALS}mfa_serial = ${DEVICE}\n`, REGION]);
});

test('several bases: the person chooses', async () => {
  const credentials = `${CREDENTIALS.replace(KEY_ID, 'AKIAOTHEROTHEROTHER1')}[work]\n${KEY_LINES}`;
  const setup = await loginSetup({ credentials, config: null });
  const terminal = setup.open(['setup']);
  await terminal.waitFor('Which profile has your access key?');
  terminal.press('down');
  await answer(terminal, '> [work]');
  await answerAll(terminal, [
    ['Use the access key …MPLE of [work]?', ''],
    [ASK.write, ''],
    [ASK.login, 'n'],
  ]);
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)).toEqual([credentials, `[profile work]\nmfa_serial = ${DEVICE}\n`]);
});

const BROAMSKI = `[default-long-term]
${KEY_LINES}aws_mfa_device = ${DEVICE}

[default]
assumed_role = False
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = session-secret
aws_session_token = token
aws_security_token = token
expiration = 2026-01-01 00:00:00
`;

test.each([[[]], [['--profile', 'default']]])(
  "the layout of broamski's aws-mfa is carried on with, and left as it is: setup %j",
  async (args) => {
    const setup = await loginSetup({ credentials: BROAMSKI, config: null });
    const terminal = setup.open(['setup', ...args]);
    await answerAll(terminal, [
      ['Use the access key …MPLE of [default-long-term], as broamski', ''],
      [`${ASK.useDevice} (aws_mfa_device of [default-long-term])?`, ''],
      [ASK.login, ''],
    ]);
    await answer(terminal, PROMPT, setup.aws.nextCode());
    expect((await terminal.exit).code).toBe(0);
    expect(setup.sandbox.read().startsWith(BROAMSKI)).toBe(true);
    expect(sectionKeys(setup.sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'default-long-term' });
  },
);

test("a plain login finds the device in broamski's layout, too", async () => {
  const setup = await loginSetup({ credentials: BROAMSKI, config: null });
  const args = ['login', '--profile', 'default-long-term', '--token', setup.aws.nextCode()];
  expect((await setup.run(args)).code).toBe(0);
});

test.each([
  ['credentials', CREDENTIALS.replace(KEY_ID, 'AKIAI44QH8DHBEXAMPLE'), 'aws_access_key_id'],
  ['config', '[default]\nmfa_serial = GAHT12345678\n', 'mfa_serial'],
] as const)('what came into the %s file meanwhile stays: 253', async (file, text, key) => {
  const setup = await nothing();
  const terminal = setup.openShell('aws_mfa setup');
  await answerAll(terminal, TYPED);
  await terminal.waitFor(ASK.write);
  const path = setup.sandbox[`${file}Path`];
  mkdirSync(dirname(path), { mode: 0o700 });
  writeFileSync(path, text);
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(253);
  expect(terminal.screen()).toContain(
    `✗ [default] in ~/.aws/${file} changed in the meantime. Its new ${key}`,
  );
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test.each(['my base', '営業'])(
  '[%s], which not every tool reads: nothing is stored, and the login works',
  async (name) => {
    const credentials = `[${name}]\n${KEY_LINES}`;
    const setup = await loginSetup({ credentials, config: null });
    const terminal = setup.open(['setup', '--profile', name]);
    await answer(terminal, `Use the access key …MPLE of [${name}]?`);
    await terminal.waitFor(`• Nothing is saved for [${name}]: only letters`);
    await answer(terminal, ASK.login);
    await answer(terminal, PROMPT, setup.aws.nextCode());
    expect((await terminal.exit).code).toBe(0);
    expect(filesOf(setup)[1]).toBeUndefined();
    expect(setup.aws.requests).toHaveLength(3);
    expect(await setup.run(['login', '--profile', name])).toMatchObject({ code: 0 });
  },
);

test('the same, and the login can wait: it does not say that the setup is saved', async () => {
  const setup = await loginSetup({ credentials: `[my base]\n${KEY_LINES}`, config: null });
  const terminal = setup.open(['setup', '--profile', 'my base']);
  await answer(terminal, 'Use the access key …MPLE of [my base]?');
  await terminal.waitFor('• Nothing is saved for [my base]: only letters');
  await answer(terminal, ASK.login, 'n');
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen()).toContain(
    `\n  To log in later:\n  aws-mfa login --profile 'my base' --serial-number ${DEVICE}`,
  );
  expect(terminal.screen()).not.toContain('Setup is saved');
});

test.each<[what: string, env: Record<string, string>, words: string]>([
  [
    'an address that keys must not go to',
    { AWS_ENDPOINT_URL_STS: 'http://sts.test' },
    'plain http to sts.test',
  ],
  ['one of IAM', { AWS_ENDPOINT_URL_IAM: 'http://iam.test' }, 'plain http to iam.test'],
  ['a proxy that is none', { HTTP_PROXY: 'socks5://proxy.test' }, 'HTTP_PROXY is not the address'],
  ['certificates that are missing', { AWS_CA_BUNDLE: '/no/such/file' }, 'AWS_CA_BUNDLE) does not exist'],
  ['a file that cannot be written', { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }, '/dev/null is a device'],
])('%s: told before any key is asked for', async (_, env, words) => {
  const setup = await nothing();
  const terminal = setup.open(['setup'], env);
  expect((await terminal.exit).code).toBe(253);
  expect(terminal.screen()).toContain(words);
  expect(terminal.screen()).not.toContain(ASK.keyId);
});

test('a proxy that is passed over is said to be', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup'], { ALL_PROXY: 'socks5://proxy.test' });
  await terminal.waitFor(ASK.keyId);
  expect(terminal.screen()).toContain('• ALL_PROXY is ignored because it is not an http or https proxy');
});

test('declined where all is told: 130, nothing written', async () => {
  const setup = await nothing();
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [...TYPED, [ASK.write, 'n']]);
  expect((await terminal.exit).code).toBe(130);
  expect(filesOf(setup)).toEqual([undefined, undefined]);
});

const VAULT = `[profile work]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\nmfa_process = cat CODE # ykman\n`;

test('the layout of aws-vault: device and command are carried on with, the config file is left as it is', async () => {
  const setup = await loginSetup({ credentials: null, config: null });
  const code = `${setup.sandbox.home}/code`;
  const config = VAULT.replace('CODE', code);
  mkdirSync(`${setup.sandbox.home}/.aws`);
  writeFileSync(setup.sandbox.configPath, config);
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [
    [ASK.keyId, KEY_ID],
    [ASK.secret, SECRET],
    [`${ASK.useDevice} (mfa_serial of [profile work])?`, ''],
    [ASK.write, ''],
  ]);
  await terminal.waitFor(ASK.login);
  expect(terminal.screen()).toContain(
    '• Logins get the code from mfa_process of [profile work] and do not prompt. To type codes, remove that line from ~/.aws/config.',
  );
  writeFileSync(code, setup.aws.nextCode());
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen()).not.toMatch(PROMPT);
  expect(sectionKeys(setup.sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'work' });
  expect(readFileSync(setup.sandbox.configPath, 'utf8')).toBe(
    `${config}\n[profile mfa]\nregion = eu-west-1\n`,
  );
  expectNoSecret(terminal);
});

test('several profiles that lack nothing but keys: the person chooses', async () => {
  const config = ['home', 'work'].map((name) => `[profile ${name}]\nmfa_serial = ${DEVICE}\n`).join('');
  const setup = await loginSetup({ credentials: null, config });
  const terminal = setup.open(['setup', '--region', 'eu-west-1']);
  await terminal.waitFor('Which profile do you want to set up?');
  terminal.press('down');
  await answer(terminal, '> [work]');
  await answerAll(terminal, [
    [ASK.keyId, KEY_ID],
    [ASK.secret, SECRET],
    [ASK.useDevice, ''],
    [ASK.write, ''],
    [ASK.login, 'n'],
  ]);
  expect((await terminal.exit).code).toBe(0);
  expect(filesOf(setup)[0]).toBe(`[work]\n${KEY_LINES}`);
});

test.each<[Key]>([['ctrl-c'], ['ctrl-d']])('%s at each question ahead of the writing: 130', async (key) => {
  const questions = [...TYPED, [ASK.write, '']] as const;
  for (const last of questions.keys()) {
    const setup = await nothing();
    const terminal = setup.open(['setup']);
    await answerAll(terminal, questions.slice(0, last));
    await terminal.waitFor(questions[last]?.[0] ?? '');
    if (last === 1) terminal.type(SECRET);
    terminal.press(key);
    expect(await terminal.exit).toEqual({ code: 130, signal: null });
    expect(terminal.screen()).toContain('✗ Canceled; nothing was written.');
    expect(filesOf(setup)).toEqual([undefined, undefined]);
    expectNoSecret(terminal);
  }
});

test('Ctrl-C at the code: the set-up stays, and is said to', async () => {
  const setup = await nothing();
  // In a shell, for the one failure that may leave the files otherwise than they were: what was agreed to stays.
  const terminal = setup.openShell('aws_mfa setup');
  await answerAll(terminal, [...TYPED, [ASK.write, ''], [ASK.login, '']]);
  await terminal.waitFor(PROMPT);
  terminal.press('ctrl-c');
  expect((await terminal.exit).code).toBe(130);
  expect(terminal.screen()).toContain(
    '✗ The login was canceled. Setup is saved.\n  To log in later:\n  aws-mfa login',
  );
  expect(terminal.screen()).not.toContain('nothing was written');
  expect(filesOf(setup)).toEqual([CREDENTIALS, CONFIG]);
});

test('no device yet, and none wanted: 253, and the keys are not written either', async () => {
  const setup = await nothing({ devices: {} });
  const terminal = setup.open(['setup']);
  await answerAll(terminal, [...TYPED, ['Create one now, with an authenticator app?', 'n']]);
  expect((await terminal.exit).code).toBe(253);
  expect(terminal.screen()).toContain('AWS has no MFA device for alice.');
  expect(filesOf(setup)).toEqual([undefined, undefined]);
});

test.each<[what: string, args: string[], options: LoginSetupOptions, code: number, words: string]>([
  [
    'no terminal',
    [],
    {},
    252,
    'Setup asks questions, but there is no terminal.\n  Configure the profile without it:\n  aws configure\n',
  ],
  ['CI', [], { env: { CI: 'true' } }, 252, 'Setup asks questions, but CI is set.'],
  ['no region', ['--region', 'nowhere'], {}, 252, '--region must be a region such as us-east-1.'],
  ['a profile without a name', ['--profile', ''], {}, 252, '--profile is empty'],
])('%s: said at once, with a way on', async (_, args, options, code, words) => {
  const setup = await loginSetup(options);
  const result = await setup.run(['setup', ...args]);
  expect(result.code).toBe(code);
  expect(result.stderr).toContain(words);
  expect(filesOf(setup)).toEqual([CREDENTIALS, CONFIG]);
});

test.each([
  ['mfa', 'An access key cannot be stored in a profile named "mfa": sessions are stored there.'],
  ['my base', 'An access key cannot be stored in a profile named "my base": only letters'],
])('keys are not stored in a profile called "%s"', async (name, says) => {
  const setup = await nothing();
  const terminal = setup.open(['setup', '--profile', name]);
  expect((await terminal.exit).code).toBe(252);
  expect(terminal.screen()).toContain(says);
});

test('nor new ones in the place of those of such a profile', async () => {
  const setup = await loginSetup({ credentials: `[my base]\n${KEY_LINES}`, config: null });
  const terminal = setup.open(['setup', '--profile', 'my base']);
  await answer(terminal, 'of [my base]?', 'n');
  expect((await terminal.exit).code).toBe(252);
  expect(terminal.screen()).toContain('An access key cannot be stored in a profile named');
});
