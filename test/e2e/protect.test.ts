/** `aws-mfa protect`, as built, with real and fake stores: where the key is, who can read it, and every refusal. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  CONFIG,
  CREDENTIALS,
  DEVICE,
  KEY_LINES,
  loginSetup,
  type LoginSetup,
} from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { startProgram } from '../support/run.ts';
import { fakeTools, type FakeTools } from '../support/stores/fake-tools.ts';
import {
  canLock,
  hasPass,
  hasSecretService,
  lockSecretService,
  passStore,
  secretService,
} from '../support/stores/real-stores.ts';
import { hasStrace } from '../faults/strace.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const OLD = `# Hers, every byte\r\n[default]\n# the key\n${KEY_LINES}region =  eu-west-1\n[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key=  other\nlast = line, no end`;
const WITHOUT = OLD.replace(KEY_LINES, '');
const withCommand = (command: string) =>
  CONFIG.replace('[default]\n', `[default]\ncredential_process = ${command}\n`);

interface Place {
  title: string;
  command: string;
  /** Installs it, and returns what to add to the environment. */
  install: (at: LoginSetup) => Promise<Record<string, string>> | Record<string, string>;
  isHere: boolean;
}

const PLACES: Record<string, Place> = {
  keychain: {
    title: 'the macOS keychain',
    command: `security find-generic-password -s aws-mfa -a ${ID} -w`,
    install: ({ sandbox }) => fakeTools(sandbox, 'security').env,
    isHere: true,
  },
  'secret-service': {
    title: 'the desktop keyring',
    command: `secret-tool lookup service aws-mfa key ${ID}`,
    install: ({ sandbox }) => secretService(sandbox),
    isHere: hasSecretService,
  },
  pass: {
    title: 'pass',
    command: `pass show aws-mfa/${ID}`,
    install: ({ sandbox }) => passStore(sandbox),
    isHere: hasPass,
  },
  '1password': {
    title: '1Password',
    command: `op read op://v4ultv4ult/aws-mfa-${ID}/credential`,
    install: ({ sandbox }) => fakeTools(sandbox, 'op').env,
    isHere: true,
  },
};

const STORES = Object.entries(PLACES).filter(([, { isHere }]) => isHere);

async function prepared(name: string): Promise<LoginSetup & Place & { read: () => [string, string] }> {
  const place = PLACES[name] ?? expect.fail();
  const at = await loginSetup({ credentials: OLD });
  Object.assign(at.env, await place.install(at));
  const read = (): [string, string] => [at.sandbox.read(), readFileSync(at.sandbox.configPath, 'utf8')];
  return { ...at, ...place, read };
}

async function withKeychain(options: Parameters<typeof loginSetup>[0] = {}) {
  const at = await loginSetup(options);
  const tools = fakeTools(at.sandbox, 'security');
  Object.assign(at.env, tools.env);
  const protect = (...args: string[]) => at.run(['protect', '--yes', ...args]);
  return { ...at, tools, protect, config: () => readFileSync(at.sandbox.configPath, 'utf8') };
}

const reads = ({ calls }: FakeTools) => calls().filter((line) => /find-generic-password.* -w$/.test(line));

describe.each(STORES)('%s', (name) => {
  test('the key moves there and back, and every other byte stays', async () => {
    const at = await prepared(name);
    const { code, stdout, stderr } = await at.run(['protect', '--yes', '--store', name]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `✓ The access key …MPLE of [default] is in ${at.title} now. Tools read it from there.
  Copies of the old file may remain on the disk and in backups. To make them useless: aws-mfa rotate
  To move it back: aws-mfa protect --undo
`,
      stderr: '',
    });
    expect(at.read()).toEqual([WITHOUT, withCommand(at.command)]);
    expect(at.sandbox.leftovers()).toEqual([]);
    // What other tools do needs nothing of aws-mfa.
    const printed = execFileSync('sh', ['-c', at.command], { env: at.env, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual({ Version: 1, AccessKeyId: ID, SecretAccessKey: SECRET });

    expect(await at.run(['protect', '--yes'])).toMatchObject({
      code: 0,
      stdout: `✓ The access key …MPLE of [default] is in ${at.title} already; nothing was changed.\n`,
    });
    const login = await at.run(['login', '--token', at.aws.nextCode()]);
    expect(login).toMatchObject({ code: 0 });

    const undone = await at.run(['protect', '--undo', '--yes']);
    expect(undone).toMatchObject({
      code: 0,
      stdout: '✓ The access key …MPLE of [default] is back in ~/.aws/credentials.\n',
    });
    const [credentials, config] = at.read();
    // The login has added its session.
    expect(credentials.startsWith(OLD.replace(`# the key\n${KEY_LINES}`, `${KEY_LINES}# the key\n`))).toBe(
      true,
    );
    expect(config.startsWith(`${CONFIG}\n[profile mfa]\n`)).toBe(true);
    expect(() => execFileSync('sh', ['-c', at.command], { env: at.env, stdio: 'ignore' })).toThrow();
  });

  test('rotate puts the new key there, and removes the old one', async () => {
    const at = await prepared(name);
    expect(await at.run(['protect', '--yes', '--store', name])).toMatchObject({ code: 0 });
    const { code, stdout } = await at.run(['rotate', '--yes', '--token', at.aws.nextCode()]);
    const [made] = at.aws.users[0]?.moreKeys ?? [];
    const { accessKeyId, secretAccessKey } = made ?? expect.fail();
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain(
      `✓ [default] has the new access key …${accessKeyId.slice(-4)}. The old one, …MPLE, is inactive.\n`,
    );
    const command = at.command.replace(ID, accessKeyId);
    expect(at.read()[1]).toContain(`credential_process = ${command}\n`);
    expect(at.read()[0]).not.toContain(accessKeyId);
    const printed = execFileSync('sh', ['-c', command], { env: at.env, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual({
      Version: 1,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
    });
    expect(() => execFileSync('sh', ['-c', at.command], { env: at.env, stdio: 'ignore' })).toThrow();
  });

  test.skipIf(!hasStrace)('no program gets the secret as an argument or a variable', async () => {
    const at = await prepared(name);
    const log = `${at.sandbox.home}/strace.log`;
    const strace = ['-f', '-e', 'trace=execve', '-v', '-s', '100000', '-o', log];
    for (const args of [['--store', name], ['--undo']]) {
      const command = [...strace, ...program, 'protect', '--yes', ...args];
      const { code, stderr } = await startProgram('strace', command, { env: at.env, timeoutMs: 60_000 })
        .result;
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const started = readFileSync(log, 'utf8');
      expect(started.match(/execve\(/g)?.length).toBeGreaterThan(2);
      for (const secret of [SECRET, Buffer.from(SECRET).toString('hex')])
        expect(started).not.toContain(secret);
    }
  });

  test('nothing is left in a temporary file', async () => {
    const at = await prepared(name);
    const temporary = `${at.sandbox.home}/tmp`;
    execFileSync('mkdir', [temporary]);
    at.env['TMPDIR'] = temporary;
    expect(await at.run(['protect', '--yes', '--store', name])).toMatchObject({ code: 0 });
    expect(readdirSync(temporary)).toEqual([]);
    const found = execFileSync('sh', ['-c', 'grep -rlF "$SECRET" "$HOME/.aws" || true'], {
      env: { ...at.env, SECRET },
      encoding: 'utf8',
    });
    expect(found).toBe('');
  });
});

describe('locked stores, in their own words', () => {
  test.skipIf(!hasPass)('pass: the passphrase is not given', async () => {
    const at = await loginSetup({ credentials: OLD });
    passStore(at.sandbox, 'a passphrase');
    const { code, stderr } = await at.run(['protect', '--yes', '--store', 'pass']);
    expect(code).toBe(253);
    expect(stderr).toMatch(
      /^✗ The access key was stored in pass, but could not be read back \(gpg: .*\)\. The access key is still in ~\/\.aws\/credentials\.\n {2}Unlock the store, then try again\.\n$/,
    );
    expect(at.sandbox.read()).toBe(OLD);
    expect(existsSync(`${at.sandbox.home}/.password-store/aws-mfa`)).toBe(false);
  });

  test.skipIf(!canLock)('GNOME Keyring, at a login and at --undo', async () => {
    const at = await prepared('secret-service');
    expect((await at.run(['protect', '--yes', '--store', 'secret-service'])).code).toBe(0);
    lockSecretService(at.env);
    const locked = `✗ The access key of [default] could not be read from the desktop keyring (it is locked, the prompt was canceled, or the entry is gone).
  Unlock the store, then try again. If the entry is gone, enter the access key again:
  aws-mfa setup
`;
    for (const args of [
      ['login', '--token', at.aws.nextCode()],
      ['protect', '--undo', '--yes'],
    ])
      expect(await at.run(args)).toMatchObject({ code: 253, stderr: locked });
    expect(at.read()).toEqual([WITHOUT, withCommand(at.command)]);
  });

  test('the keychain at a login', async () => {
    const at = await withKeychain();
    expect((await at.protect()).code).toBe(0);
    at.tools.lock(true);
    const { code, stderr, stdout } = await at.run(['login', '--token', at.aws.nextCode()]);
    expect({ code, stderr, stdout }).toEqual({
      code: 253,
      stdout: '',
      stderr: `✗ The access key of [default] could not be read from the macOS keychain (security: SecKeychainItemCopyContent: User interaction is not allowed).
  Unlock the store, then try again. If the entry is gone, enter the access key again:
  aws-mfa setup
`,
    });
  });

  test('before anything is stored', async () => {
    const at = await withKeychain();
    at.tools.lock(true);
    const { code, stderr } = await at.protect();
    expect({ code, stderr }).toEqual({
      code: 253,
      stderr: `✗ The access key could not be stored in the macOS keychain (security: SecKeychainItemCopyContent: User interaction is not allowed). The access key is still in ~/.aws/credentials.
  Unlock the store, then try again.
`,
    });
  });

  test('at --undo', async () => {
    const at = await withKeychain();
    expect((await at.protect()).code).toBe(0);
    at.tools.lock(true);
    const { code, stderr } = await at.protect('--undo');
    expect(code).toBe(253);
    expect(stderr).toContain('✗ The access key of [default] could not be read from the macOS keychain (');
  });
});

describe('the profiles that have the key', () => {
  test('all of them, and --undo gives it back to all', async () => {
    const credentials = `${CREDENTIALS}\n[work]\n${KEY_LINES}`;
    const at = await withKeychain({ credentials });
    expect((await at.protect()).code).toBe(0);
    expect(at.sandbox.read()).toBe('[default]\n\n[work]\n');
    const command = `security find-generic-password -s aws-mfa -a ${ID} -w`;
    expect(at.config()).toBe(`${withCommand(command)}\n[profile work]\ncredential_process = ${command}\n`);
    expect((await at.protect('--undo')).code).toBe(0);
    expect(at.sandbox.read()).toBe(credentials);
    expect(at.config()).toBe(CONFIG);
    expect(at.tools.entries()).toEqual({});
  });

  test('in the config file, in one write; --undo puts it into the credentials file', async () => {
    const at = await withKeychain({
      credentials: null,
      config: `[profile work]\n${KEY_LINES}mfa_serial = ${DEVICE}\n`,
    });
    expect(await at.protect('--profile', 'work')).toMatchObject({ code: 0 });
    expect(at.config()).toBe(
      `[profile work]\ncredential_process = security find-generic-password -s aws-mfa -a ${ID} -w\nmfa_serial = ${DEVICE}\n`,
    );
    expect((await at.run(['login', 'work', '--token', at.aws.nextCode()])).code).toBe(0);
  });

  test('[profile default], as some write it', async () => {
    const config = '[profile default]\nregion = eu-west-1\n';
    const at = await withKeychain({ config });
    expect(await at.protect('--dry-run')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('to [profile default] in ~/.aws/config') as string,
    });
    expect(await at.protect()).toMatchObject({ code: 0 });
    const command = `security find-generic-password -s aws-mfa -a ${ID} -w`;
    expect(at.config()).toBe(`[profile default]\ncredential_process = ${command}\nregion = eu-west-1\n`);
    expect(await at.protect('--undo')).toMatchObject({ code: 0 });
    expect([at.sandbox.read(), at.config()]).toEqual([CREDENTIALS, config]);
  });

  test('setup, doctor and status know it', async () => {
    const at = await withKeychain();
    const before = await at.run(['doctor']);
    expect(before.stdout).toContain(
      '• The access key of [default] is in ~/.aws/credentials in plain text.\n  To move it to the macOS keychain:\n  aws-mfa protect\n',
    );
    expect((await at.protect()).code).toBe(0);
    const { stdout } = await at.run(['doctor']);
    expect(stdout).toContain(
      '✓ base profile [default]: has the long-term access key …MPLE in the macOS keychain',
    );
    expect(stdout).not.toContain('plain text');
    expect((await at.run(['login', '--token', at.aws.nextCode()])).code).toBe(0);
    const status = await at.run(['status']);
    expect(status.stdout).toContain('\n  The access key of [default] is in the macOS keychain.\n');
  });
});

describe('refusals', () => {
  test.each([
    [
      'another credential_process',
      { config: `${CONFIG}credential_process = mine\n` },
      '[default] already has a credential_process. No tool uses it while the access key is in ~/.aws/credentials.',
    ],
    [
      'an SSO sign-in',
      { config: `${CONFIG}sso_session = corp\n` },
      '[default] also has sso_session, which tools would use instead of a store.',
    ],
    [
      'the ID of the key with another secret in another section',
      { credentials: `${CREDENTIALS}[work]\naws_access_key_id = ${ID}\naws_secret_access_key = mistyped\n` },
      '[work] has the same access key ID with another secret access key.',
    ],
    [
      'the ID of the key alone in another section',
      { credentials: `${CREDENTIALS}[work]\naws_access_key_id = ${ID}\n` },
      '[work] has the same access key ID without a secret access key.',
    ],
    [
      'a duplicate section',
      { credentials: `${CREDENTIALS}${CREDENTIALS}` },
      '[default] would still have an access key, such as in a duplicate section.',
    ],
    [
      'a name that not all tools read',
      { credentials: `${CREDENTIALS}[my work]\n${KEY_LINES}` },
      '[my work] cannot be written to the config file: only letters, digits and . _ - @ + % : / work in every SDK.',
    ],
    [
      'a command of somebody else',
      { credentials: null, config: '[default]\ncredential_process = mine\n' },
      'The access key of [default] comes from credential_process of [default], where aws-mfa cannot write.',
    ],
    [
      'keys of the environment',
      { credentials: null, env: { AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: SECRET } },
      'The access key comes from the environment (AWS_ACCESS_KEY_ID), where aws-mfa cannot write.',
    ],
  ])('%s', async (_, files, message) => {
    const at = await withKeychain(files);
    const { code, stderr } = await at.protect();
    expect({ code, message: stderr.split('\n').find((line) => line.startsWith('✗')) }).toEqual({
      code: 253,
      message: `✗ ${message}`,
    });
    expect(at.tools.calls()).toEqual([]);
  });

  test('a profile that does not exist, named as it was typed', async () => {
    const { run } = await loginSetup();
    expect((await run(['protect', 'wrok'])).stderr).toContain('"wrok" (named on the command line).');
    expect((await run(['protect', '--profile', 'wrok'])).stderr).toContain('"wrok" (named by --profile).');
  });

  test('no store: what could be installed', async () => {
    const at = await loginSetup();
    at.env['PATH'] = '/nowhere';
    const { code, stderr } = await at.run(['protect', '--yes']);
    expect({ code, stderr }).toEqual({
      code: 253,
      stderr: `✗ There is no store for access keys on this machine.
  Install and set up one: pass, the 1Password CLI (op), or secret-tool with a secret service such as GNOME Keyring.
`,
    });
  });

  test.skipIf(!hasSecretService || !hasPass)('a headless machine: installed, and not set up', async () => {
    const at = await loginSetup();
    const { code, stderr } = await at.run(['protect', '--yes']);
    expect(code).toBe(253);
    expect(stderr).toMatch(
      /^✗ There is no store for access keys on this machine\. secret-service: there is no session bus \(D-Bus\)\. pass: it has no password store yet \(pass init\)\.\n/,
    );
    expect(await at.run(['protect', '--yes', '--store', 'keychain'])).toMatchObject({
      code: 253,
      stderr: `✗ The store keychain cannot be used: security is not installed.
  Install and set up one: pass, the 1Password CLI (op), or secret-tool with a secret service such as GNOME Keyring.
`,
    });
  });

  test.each([
    [['--store', 'usb'], '--store must be one of: keychain, dpapi, secret-service, pass, 1password.'],
    [['--store', 'pass', '--undo'], '--store and --undo cannot be combined.'],
  ])('%s', async (args, message) => {
    const { protect } = await withKeychain();
    expect(await protect(...args)).toMatchObject({
      code: 252,
      stderr: expect.stringContaining(`✗ ${message}\n`) as string,
    });
  });

  test('another store than the one that has the key', async () => {
    const at = await withKeychain();
    expect((await at.protect()).code).toBe(0);
    expect(await at.protect('--store', 'keychain')).toMatchObject({ code: 0 });
    expect(await at.protect('--store', 'pass')).toMatchObject({
      code: 253,
      stderr: `✗ The access key of [default] is already in the macOS keychain.
  To move it to pass, move it back first:
  aws-mfa protect --undo
`,
    });
  });

  test('without consent', async () => {
    const at = await withKeychain();
    expect(await at.run(['protect'])).toMatchObject({
      code: 252,
      stderr: `✗ The access key of [default] is moved only with your consent, but there is no terminal.
  To move it without a prompt:
  aws-mfa protect --yes
`,
    });
    expect(at.sandbox.read()).toBe(CREDENTIALS);
  });

  test('a key that AWS does not accept stays where it is', async () => {
    const at = await withKeychain();
    at.aws.users.forEach((user) => (user.active = false));
    const { code, stderr } = await at.protect();
    expect(code).toBe(254);
    expect(stderr).toContain('The access key is still in ~/.aws/credentials.');
    expect(at.tools.entries()).toEqual({});
  });
});

describe('what is printed', () => {
  const command = `security find-generic-password -s aws-mfa -a ${ID} -w`;

  test('--json', async () => {
    const at = await withKeychain();
    const there = { profile: 'default', access_key_id: ID, store: 'keychain', credential_process: command };
    const file = at.sandbox.credentialsPath;
    expect(JSON.parse((await at.protect('--json')).stdout)).toEqual({ ...there, changed: true, file });
    const back = { profile: 'default', access_key_id: ID, store: null, credential_process: null, file };
    expect(JSON.parse((await at.protect('--undo', '--json')).stdout)).toEqual({ ...back, changed: true });
    expect(JSON.parse((await at.protect('--undo', '--json')).stdout)).toEqual({ ...back, changed: false });
  });

  test('--dry-run', async () => {
    const at = await withKeychain();
    const dry = await at.run(['protect', '--dry-run']);
    expect(dry).toMatchObject({
      code: 0,
      stdout: `  base profile: default
  access key: …MPLE, in ~/.aws/credentials
  would store it in the macOS keychain
  would write credential_process = ${command} to [default] in ~/.aws/config
  would remove it from [default] in ~/.aws/credentials
  Dry run: nothing was sent or written.
`,
    });
    expect(at.tools.calls()).toEqual([]);
    expect([at.sandbox.read(), at.config()]).toEqual([CREDENTIALS, CONFIG]);
    expect((await at.protect()).code).toBe(0);
    const calls = at.tools.calls().length;
    expect(await at.run(['protect', '--undo', '--dry-run'])).toMatchObject({
      code: 0,
      stdout: `  base profile: default
  access key: …MPLE, in the macOS keychain
  would write it to [default] in ~/.aws/credentials
  would remove it from the macOS keychain
  would remove credential_process from [default] in ~/.aws/config
  Dry run: nothing was sent or written.
`,
    });
    expect(at.tools.calls()).toHaveLength(calls);
    expect(at.aws.requests).toHaveLength(1);
  });
});

describe('at a terminal', () => {
  test('it asks', async () => {
    const at = await withKeychain();
    const terminal = at.open(['protect']);
    await terminal.waitFor(
      '? Move the access key …MPLE of [default] from ~/.aws/credentials to the macOS keychain?',
    );
    terminal.press('enter');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    expect(at.sandbox.read()).toBe('[default]\n');
    const undo = at.open(['protect', '--undo']);
    await undo.waitFor(
      '? Move the access key …MPLE of [default] from the macOS keychain back to ~/.aws/credentials, in plain text?',
    );
    undo.type('n');
    undo.press('enter');
    expect(await undo.exit).toEqual({ code: 130, signal: null });
    expect(at.sandbox.read()).toBe('[default]\n');
  });

  test('setup offers it, and the login after it does not ask the store again', async () => {
    const at = await withKeychain();
    const terminal = at.open(['setup']);
    await terminal.waitFor('Use the access key …MPLE of [default]?');
    terminal.press('enter');
    await terminal.waitFor('Use the MFA device');
    terminal.press('enter');
    await terminal.waitFor(
      '? Move the access key from ~/.aws/credentials, where it is in plain text, to the macOS keychain? Y/n',
    );
    terminal.press('enter');
    await terminal.waitFor('Log in now?');
    terminal.press('enter');
    await terminal.waitFor('MFA code');
    terminal.type(at.aws.nextCode());
    terminal.press('enter');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    expect(reads(at.tools)).toHaveLength(1);
    expect(at.sandbox.read()).not.toContain(SECRET);

    // Again: the key is where it is.
    const again = at.open(['setup']);
    await again.waitFor('Use the access key …MPLE in the macOS keychain?');
    again.press('enter');
    await again.waitFor('Use the MFA device');
    again.press('enter');
    await again.waitFor('Log in now?');
    again.press('escape');
  });

  test('setup goes on if the store is locked', async () => {
    const at = await withKeychain();
    at.tools.lock(true);
    const terminal = at.open(['setup']);
    for (const question of ['Use the access key', 'Use the MFA device', 'Move the access key']) {
      await terminal.waitFor(question);
      terminal.press('enter');
    }
    await terminal.waitFor('Log in now?');
    expect(terminal.screen()).toContain('! The access key could not be stored in the macOS keychain (');
    expect(terminal.screen()).toContain('The access key is still in ~/.aws/credentials.');
    terminal.type('n');
    terminal.press('enter');
    await terminal.exit;
  });
});

test('a login that finds the device in IAM asks the store once', async () => {
  const at = await withKeychain({ config: '[default]\nregion = eu-west-1\n' });
  expect((await at.protect()).code).toBe(0);
  const before = reads(at.tools).length;
  const terminal = at.open(['login']);
  await terminal.waitFor('Save it as mfa_serial');
  terminal.press('enter');
  await terminal.waitFor('MFA code');
  terminal.type(at.aws.nextCode());
  terminal.press('enter');
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(reads(at.tools)).toHaveLength(before + 1);
});

test.each([['protect'], ['protect --undo']])(
  'a login saves its session although the key moves meanwhile: %s',
  async (command) => {
    const at = await withKeychain();
    const isUndo = command.endsWith('--undo');
    if (isUndo) expect(await at.protect()).toMatchObject({ code: 0 });
    // Moving a key may take longer than a code is valid.
    at.aws.acceptCodes('246810');
    const waiting = 'touch "$HOME/asked"; while [ -e "$HOME/asked" ]; do sleep 0.1; done; echo 246810';
    const login = at.start(['login', '--force', '--token-command', waiting]);
    while (!existsSync(`${at.sandbox.home}/asked`)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await at.protect(...(isUndo ? ['--undo'] : []))).toMatchObject({ code: 0 });
    rmSync(`${at.sandbox.home}/asked`);
    expect(await login.result).toMatchObject({ code: 0 });
    expect(at.sandbox.read()).toContain('aws_session_token');
  },
);

test('gpg finds the terminal, to ask for a passphrase', async () => {
  const at = await withKeychain();
  const terminal = at.openShell('tty; aws_mfa protect --yes');
  await terminal.exit;
  const [name] = terminal.output().split(/\s/);
  expect(name).toMatch(/^\/dev\//);
  expect(at.tools.seen()).toContain(`\nGPG_TTY=${name}\n`);
  // Without a terminal, nobody can be asked.
  const before = at.tools.seen().length;
  expect(await at.protect('--undo')).toMatchObject({ code: 0 });
  expect(at.tools.seen().slice(before)).not.toContain('GPG_TTY');
});

test('within exec of another profile: refused with --yes, and a warning without it', async () => {
  const at = await withKeychain();
  const env = {
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7OTHER01',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
  };
  const what = 'protect changes the access key of [default], not the one in the environment (…ER01).';
  expect(await at.run(['protect', '--yes'], { env })).toMatchObject({
    code: 252,
    stderr: `✗ ${what} No profile is named.
  Name the profile, for example:
  aws-mfa protect --yes --profile default
`,
  });
  expect((await at.run(['protect'], { env })).stderr).toContain(`! ${what} To select`);
  expect(at.tools.entries()).toEqual({});
  expect(await at.run(['protect', '--yes', 'default'], { env })).toMatchObject({ code: 0 });
});

test('--undo works without AWS', async () => {
  const at = await withKeychain();
  expect((await at.protect()).code).toBe(0);
  at.aws.next({ instead: { status: 503, headers: {}, body: '' } }, Infinity);
  expect(await at.protect('--undo')).toMatchObject({ code: 0 });
  expect([at.sandbox.read(), at.config()]).toEqual([CREDENTIALS, CONFIG]);
});

test('a store that prints the secret with its error', async () => {
  const at = await withKeychain();
  expect((await at.protect()).code).toBe(0);
  const words = [
    JSON.stringify({ SecretAccessKey: SECRET }),
    `the entry ${SECRET} is locked`,
    `${SECRET}\nlocked`,
  ];
  for (const each of words) {
    writeFileSync(
      `${at.sandbox.home}/tools/bin/security`,
      `#!/bin/sh\ncat >&2 <<'END'\n${each}\nEND\nexit 1\n`,
    );
    const { code, stderr } = await at.run(['login', '--token', at.aws.nextCode()]);
    expect({ code, stderr }).toEqual({
      code: 253,
      stderr: expect.stringContaining('✗ The access key of [default] could not be read') as string,
    });
    expect(stderr).not.toContain(SECRET);
  }
});

test('a store that fails after it has stored the key keeps no copy', async () => {
  const at = await withKeychain();
  at.tools.breakCall(1, 'fail after');
  expect(await at.protect()).toMatchObject({
    code: 253,
    stderr: expect.stringContaining('The access key is still in ~/.aws/credentials.') as string,
  });
  expect(at.tools.entries()).toEqual({});
});

test('Ctrl-C while the store is waited for: the key is where it was, and nothing is left in the store', async () => {
  const at = await withKeychain();
  at.tools.breakCall(1, 'hang after');
  const { child, result } = at.start(['protect', '--yes']);
  await expect.poll(() => at.tools.hangs(), { timeout: 10_000 }).toBe(true);
  expect(Object.keys(at.tools.entries())).toEqual([ID]);
  child.kill('SIGINT');
  expect(await result).toMatchObject({
    code: 130,
    stderr: '✗ Canceled. The access key is still in ~/.aws/credentials.\n',
  });
  expect(at.sandbox.read()).toBe(CREDENTIALS);
  expect(at.tools.entries()).toEqual({});
});

describe('interrupted between the two writes, then rotate', () => {
  test('the old key goes from the store, too; the doctor knows both states', async () => {
    const at = await withKeychain();
    expect((await at.protect()).code).toBe(0);
    writeFileSync(at.sandbox.credentialsPath, CREDENTIALS);
    expect((await at.run(['doctor'])).stdout).toContain(
      '• The access key of [default] is in ~/.aws/credentials in plain text, and in the macOS keychain: a move was interrupted.\n  To finish it:\n  aws-mfa protect\n',
    );
    const rotated = await at.run(['rotate', '--yes', '--token', at.aws.nextCode()]);
    expect(rotated).toMatchObject({ code: 0 });
    expect(rotated.stderr).not.toContain('still');
    expect(at.tools.entries()).toEqual({});
    expect(at.config()).not.toContain('credential_process');
    expect(at.sandbox.read()).not.toContain(ID);
  });

  test('a store that is locked meanwhile: it says so, and the doctor finds the key', async () => {
    const at = await withKeychain();
    expect((await at.protect()).code).toBe(0);
    writeFileSync(at.sandbox.credentialsPath, CREDENTIALS);
    at.tools.lock(true);
    const remove = `security delete-generic-password -s aws-mfa -a ${ID}`;
    expect(await at.run(['rotate', '--yes', '--token', at.aws.nextCode()])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(
        `• The old access key …MPLE is still in the macOS keychain. To remove it:\n  ${remove}\n`,
      ) as string,
    });
    expect((await at.run(['doctor'])).stdout).toContain(
      `• credential_process of [default] reads another access key, …MPLE, from the macOS keychain. No tool uses it, because the key in ~/.aws/credentials comes first.\n  If nobody needs it, remove that line, and the key from the store:\n  ${remove}\n`,
    );
  });
});

test('rotate --finish removes the entry that an interrupted rotation left', async () => {
  const at = await withKeychain();
  expect((await at.protect()).code).toBe(0);
  const { [ID]: old = '' } = at.tools.entries();
  expect(await at.run(['rotate', '--yes', '--token', at.aws.nextCode()])).toMatchObject({ code: 0 });
  const [made = ''] = Object.keys(at.tools.entries());
  writeFileSync(`${at.sandbox.home}/tools/entries/${ID}`, old);
  expect(await at.run(['rotate', '--finish'])).toMatchObject({ code: 0 });
  expect(Object.keys(at.tools.entries())).toEqual([made]);
});

test('--undo finishes what was interrupted: the key is in both places', async () => {
  const at = await withKeychain();
  expect((await at.protect()).code).toBe(0);
  writeFileSync(at.sandbox.credentialsPath, CREDENTIALS);
  expect(await at.protect('--undo')).toMatchObject({ code: 0 });
  expect(at.config()).toBe(CONFIG);
  expect(at.tools.entries()).toEqual({});
});

describe('the secret of an entry that was there before', () => {
  const MISTYPED = CREDENTIALS.replace(SECRET, 'mistyped');
  const command = `security find-generic-password -s aws-mfa -a ${ID} -w`;

  /** After `protect`, the key is entered again. */
  async function enteredAgain(credentials: string) {
    const at = await withKeychain();
    expect(await at.protect()).toMatchObject({ code: 0 });
    writeFileSync(at.sandbox.credentialsPath, credentials);
    return { ...at, before: at.tools.entries() };
  }

  test('protect: AWS rejects a mistyped one first, and the message leads out of it', async () => {
    const at = await enteredAgain(MISTYPED);
    expect((await at.run(['doctor'])).stdout).toContain('  To finish it:\n  aws-mfa protect\n');
    const { code, stderr } = await at.protect();
    expect({ code, stderr }).toEqual({
      code: 254,
      stderr: expect.stringMatching(
        /^✗ The secret access key of "default" does not match the access key …MPLE\. The access key is still in ~\/\.aws\/credentials\.\n/,
      ) as string,
    });
    expect(stderr).toContain(
      '\n  This access key is also in the macOS keychain. To use that one, remove aws_access_key_id and aws_secret_access_key from [default] in ~/.aws/credentials.\n',
    );
    expect(at.tools.entries()).toEqual(at.before);
    expect([at.sandbox.read(), at.config()]).toEqual([MISTYPED, withCommand(command)]);
    writeFileSync(at.sandbox.credentialsPath, '[default]\n');
    expect(await at.run(['login', '--token', at.aws.nextCode()])).toMatchObject({ code: 0 });
  });

  test('protect --undo: it stops, and says how to decide', async () => {
    const at = await enteredAgain(MISTYPED);
    expect(await at.protect('--undo')).toMatchObject({
      code: 253,
      stdout: '',
      stderr: `✗ [default] in ~/.aws/credentials has another secret access key than the macOS keychain for …MPLE. One of them is wrong.
  To let AWS check the one in ~/.aws/credentials, and move it to the macOS keychain if it is right:
  aws-mfa protect --store keychain
  To use the one in the macOS keychain, remove aws_access_key_id and aws_secret_access_key from [default] in ~/.aws/credentials.
`,
    });
    expect(at.tools.entries()).toEqual(at.before);
    expect([at.sandbox.read(), at.config()]).toEqual([MISTYPED, withCommand(command)]);
    writeFileSync(at.sandbox.credentialsPath, '[default]\n');
    expect(await at.protect('--undo')).toMatchObject({ code: 0 });
    expect(at.sandbox.read()).toBe(CREDENTIALS);
  });

  test('the entry has the mistyped one: protect replaces it with the one that AWS accepts', async () => {
    const at = await enteredAgain(CREDENTIALS);
    const { [ID]: right = '' } = at.before;
    writeFileSync(`${at.sandbox.home}/tools/entries/${ID}`, right.replace(SECRET, 'mistyped'));
    expect(await at.protect('--undo')).toMatchObject({ code: 253 });
    expect(at.tools.entries()[ID]).toContain('mistyped');
    expect(await at.protect()).toMatchObject({ code: 0 });
    expect(at.tools.entries()).toEqual(at.before);
    expect(at.sandbox.read()).toBe('[default]\n');
  });

  test.each([
    ['the secret of another profile is mistyped', false],
    ['AWS does not answer', true],
  ])('another profile uses it: %s', async (_, isDown) => {
    const work = `[default]\n[work]\n${KEY_LINES}`;
    const at = await enteredAgain(isDown ? work : work.replace(SECRET, 'mistyped'));
    if (isDown) at.aws.next({ instead: { status: 503, headers: {}, body: '' } }, Infinity);
    expect(await at.protect('--profile', 'work')).toMatchObject({ code: isDown ? 255 : 254 });
    expect(at.tools.entries()).toEqual(at.before);
    at.aws.noFaults();
    expect(await at.run(['login', '--token', at.aws.nextCode()])).toMatchObject({ code: 0 });
  });

  test('another profile uses it: it stays if the store fails when it has stored the key again', async () => {
    const at = await enteredAgain(`[default]\n[work]\n${KEY_LINES}`);
    at.tools.breakCall(1, 'fail after');
    expect(await at.protect('--profile', 'work')).toMatchObject({ code: 253 });
    expect(at.tools.entries()).toEqual(at.before);
  });

  test('with another credentials file', async () => {
    const at = await enteredAgain('[default]\n');
    const other = `${at.sandbox.home}/other`;
    writeFileSync(other, MISTYPED);
    const env = { AWS_SHARED_CREDENTIALS_FILE: other };
    expect(await at.run(['protect', '--yes'], { env })).toMatchObject({ code: 254 });
    expect(await at.run(['protect', '--undo', '--yes'], { env })).toMatchObject({ code: 253 });
    expect(at.tools.entries()).toEqual(at.before);
  });
});

describe('--undo was interrupted at its end', () => {
  test('the store fails: the message says how to finish, and that works', async () => {
    const at = await withKeychain();
    expect(await at.protect()).toMatchObject({ code: 0 });
    at.tools.breakCall(1, 'fail before');
    expect(await at.start(['protect', '--undo', '--yes']).result).toMatchObject({
      code: 253,
      stderr: expect.stringContaining(
        'The access key is back in ~/.aws/credentials, which tools use.\n',
      ) as string,
    });
    expect(await at.protect('--undo')).toMatchObject({ code: 0 });
    expect([at.sandbox.read(), at.config(), at.tools.entries()]).toEqual([CREDENTIALS, CONFIG, {}]);
  });

  test('the entry is gone, and the command is not', async () => {
    const at = await withKeychain();
    expect(await at.protect()).toMatchObject({ code: 0 });
    at.tools.breakCall(1, 'kill after');
    const start = ['-c', 'echo $$ > "$FAKE_TOOLS/pid"; exec "$@"', 'sh', ...program];
    const args = [...start, 'protect', '--undo', '--yes'];
    const { signal } = await startProgram('sh', args, { env: at.env, timeoutMs: 60_000 }).result;
    expect([signal, at.tools.entries()]).toEqual(['SIGKILL', {}]);
    expect(at.config()).toContain('credential_process');
    expect(await at.protect('--undo')).toMatchObject({ code: 0 });
    expect([at.sandbox.read(), at.config()]).toEqual([CREDENTIALS, CONFIG]);
  });
});
