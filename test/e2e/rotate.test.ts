/** `aws-mfa rotate`, as built: what it prints, which keys AWS and the two files have afterward, and every refusal. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONFIG, DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { newKeyOf, OLD_ID, otherKey, rotation, type Rotation } from '../support/rotation.ts';

const DAY = 86_400_000;
const ending = ({ accessKeyId }: { accessKeyId: string }) => accessKeyId.slice(-4);
const today = new Date(Date.now() + DAY);
const lastYear = new Date('2025-02-03T04:05:06Z');

/** What is on the standard streams must hold no secret. */
async function rotate(at: Rotation, ...args: string[]) {
  const secrets = [/secret_access_key = (.*)/.exec(KEY_LINES)?.[1] ?? '?'];
  const result = await at.run(['rotate', ...args]);
  at.user.moreKeys?.forEach(({ secretAccessKey }) => secrets.push(secretAccessKey));
  for (const secret of secrets) expect(result.stdout + result.stderr).not.toContain(secret);
  return result;
}

describe('a key is replaced', () => {
  test('the new one is in the file, the old one is inactive, every other byte is as before', async () => {
    const at = await rotation({ iamNeedsMfa: true });
    const { code, stdout, stderr } = await rotate(at, '--yes');
    const made = newKeyOf(at.user);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `✓ [default] has the new access key …${ending(made)}. The old one, …MPLE, is inactive.
  If another machine still needs it: aws-mfa rotate --undo
  Once no machine needs it, delete it: aws-mfa rotate --finish
`,
    });
    expect(stderr).toMatch(
      /^• Replacing the access key …MPLE of \[default\] \(last used \d+ \w+ \d{4} for sts in eu-west-1\)\. Other machines that have this key will need the new one\.\n$/,
    );
    expect(at.sandbox.read()).toBe(at.fileWith(made));
    expect(readFileSync(at.sandbox.configPath, 'utf8')).toBe(CONFIG);
    expect(at.sandbox.leftovers()).toEqual([]);
    expect(at.keys()).toEqual({ [OLD_ID]: false, [made.accessKeyId]: true });
    const signers = at.aws.requests.map(({ action, accessKeyId = '' }) => [action, accessKeyId.slice(0, 4)]);
    expect(signers).toEqual([
      ['GetCallerIdentity', 'AKIA'],
      ['ListAccessKeys', 'ASIA'],
      ['GetAccessKeyLastUsed', 'ASIA'],
      ['CreateAccessKey', 'ASIA'],
      ['GetCallerIdentity', 'AKIA'],
      ['GetCallerIdentity', 'AKIA'],
      ['GetCallerIdentity', 'AKIA'],
      ['UpdateAccessKey', 'ASIA'],
      ['GetCallerIdentity', 'ASIA'],
    ]);
  });

  test('a session is made first if there is none', async () => {
    const { run, aws, sandbox } = await loginSetup();
    const { code } = await run(['rotate', '--yes', '--token', aws.nextCode()]);
    expect(code).toBe(0);
    expect(sandbox.read()).toContain(newKeyOf(aws.users[0] ?? expect.fail()).accessKeyId);
    expect(sandbox.read()).toContain('\n[mfa]\n');
  });

  test('until AWS knows the new key, it waits', async () => {
    const at = await rotation({ newKeysUnknownFor: 2 });
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(0);
    expect(stderr.match(/Waiting until AWS accepts the new access key\./g)).toHaveLength(1);
    expect(at.keyInFile()).toMatchObject({ active: true });
  });

  test('--delete-old', async () => {
    const at = await rotation();
    const { code, stdout } = await rotate(at, '--yes', '--delete-old');
    const made = newKeyOf(at.user);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `✓ [default] has the new access key …${ending(made)}. The old one, …MPLE, is deleted.\n`,
    });
    expect(at.keys()).toEqual({ [made.accessKeyId]: true });
  });

  test('--debug shows each call, and no secret', async () => {
    const at = await rotation();
    const { code, stderr } = await rotate(at, '--yes', '--debug');
    expect(code).toBe(0);
    for (const action of ['ListAccessKeys', 'CreateAccessKey', 'UpdateAccessKey'])
      expect(stderr).toMatch(
        new RegExp(`^${action} \\(127\\.0\\.0\\.1:\\d+\\): an answer after \\d+ ms$`, 'm'),
      );
  });

  test('--json', async () => {
    const at = await rotation();
    const { stdout } = await rotate(at, '--yes', '--json');
    expect(JSON.parse(stdout)).toEqual({
      profile: 'default',
      user_arn: at.user.arn,
      access_key_id: newKeyOf(at.user).accessKeyId,
      replaced: true,
      old_access_key_id: OLD_ID,
      old_status: 'inactive',
      file: at.sandbox.credentialsPath,
      store: null,
    });
  });

  test('everywhere in the file, also where another profile has the same key', async () => {
    const at = await rotation();
    writeFileSync(at.sandbox.credentialsPath, `${at.before}\n[work]\n${KEY_LINES}`);
    expect((await rotate(at, '--yes')).code).toBe(0);
    const { accessKeyId, secretAccessKey } = newKeyOf(at.user);
    expect(at.sandbox.read()).toBe(
      `${at.fileWith(newKeyOf(at.user))}\n[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
  });

  test('in the config file if it is there', async () => {
    const { run, aws, sandbox } = await loginSetup({
      credentials: null,
      config: `[profile work]\n${KEY_LINES}mfa_serial = ${DEVICE}\n`,
    });
    const { code, stdout } = await run(['rotate', 'work', '--yes', '--token', aws.nextCode()]);
    const { accessKeyId, secretAccessKey } = newKeyOf(aws.users[0] ?? expect.fail());
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(readFileSync(sandbox.configPath, 'utf8')).toContain(
      `[profile work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nmfa_serial = ${DEVICE}\n`,
    );
  });

  test('the session ended with the old key: that is said', async () => {
    const at = await rotation();
    at.aws.next({ action: 'UpdateAccessKey', change: (answer) => (at.aws.forgetSessions(), answer) });
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(0);
    expect(stderr).toContain(
      '• AWS ended the session in [mfa] with the old access key. To get a new one:\n  aws-mfa login --force\n',
    );
  });

  test('two at once: one after the other, and the key in the file works', async () => {
    const at = await rotation();
    const both = await Promise.all([rotate(at, '--yes'), rotate(at, '--yes')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(at.keyInFile()).toMatchObject({ active: true });
    expect(Object.values(at.keys()).sort()).toEqual([false, true]);
  });
});

describe('the last step', () => {
  test('--finish deletes the inactive old key; then there is nothing to do', async () => {
    const at = await rotation();
    await rotate(at, '--yes');
    const made = newKeyOf(at.user);
    const { code, stdout, stderr } = await rotate(at, '--finish');
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `✓ Deleted the access key …MPLE. [default] has …${ending(made)}.\n`,
      stderr: '',
    });
    expect(at.keys()).toEqual({ [made.accessKeyId]: true });
    expect(await rotate(at, '--finish')).toMatchObject({
      code: 0,
      stdout: `✓ …${ending(made)} of [default] is the only access key; nothing was changed.\n`,
    });
  });

  test('--undo activates it again, and the file stays', async () => {
    const at = await rotation();
    await rotate(at, '--yes');
    const made = newKeyOf(at.user);
    const undone = `✓ The access key …MPLE is active again. [default] keeps …${ending(made)}: aws-mfa does not store old secrets.
  To set it inactive again: aws-mfa rotate --finish
`;
    expect(await rotate(at, '--undo')).toMatchObject({ code: 0, stdout: undone });
    expect(at.keys()).toEqual({ [OLD_ID]: true, [made.accessKeyId]: true });
    expect(at.sandbox.read()).toBe(at.fileWith(made));
    expect(await rotate(at, '--undo')).toMatchObject({ code: 0, stdout: undone });

    // The way back to an inactive key.
    const { code, stdout } = await rotate(at, '--finish', '--yes');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `✓ The access key …MPLE is inactive. [default] has …${ending(made)}.
  If another machine still needs it: aws-mfa rotate --undo
  Once no machine needs it, delete it: aws-mfa rotate --finish
`,
    });
    expect(at.keys()).toEqual({ [OLD_ID]: false, [made.accessKeyId]: true });
  });

  test('--undo without an old key', async () => {
    const at = await rotation();
    expect(await rotate(at, '--undo')).toMatchObject({
      code: 253,
      stderr: '✗ …MPLE is the only access key of alice. There is no old one to activate.\n',
    });
  });

  test('a day later, another rotation takes the place of the inactive key', async () => {
    const at = await rotation({ moreKeys: [otherKey({ active: false, keyCreated: lastYear })] });
    expect((await rotate(at, '--yes')).code).toBe(0);
    expect(at.keys()).toEqual({ [OLD_ID]: false, [newKeyOf(at.user).accessKeyId]: true });
  });
});

describe('an active key beside that of the file is not touched without asking', () => {
  test('an older one, with --yes', async () => {
    const at = await rotation({ moreKeys: [otherKey({ keyCreated: lastYear })] });
    const before = at.keys();
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(253);
    expect(stderr).toBe(
      `✗ AWS allows two access keys. [default] has …MPLE, and AKIAI44QH8DHBEXAMPL2 is active, too (created 3 Feb 2025, never used).
  If it is the old key of an interrupted rotation, set it inactive:
  aws-mfa rotate --finish --yes
`,
    );
    expect(at.keys()).toEqual(before);
    expect(at.sandbox.read()).toBe(at.before);
  });

  test.each([['--yes'], ['--yes', '--finish'], ['--yes', '--delete-old']])(
    'a newer one: %s',
    async (...args) => {
      const at = await rotation({ moreKeys: [otherKey({ keyCreated: today })] });
      const before = at.keys();
      const { code, stderr } = await rotate(at, ...args);
      expect(code).toBe(253);
      expect(stderr).toContain('never used).\n  If nobody uses it, delete it:\n');
      expect(stderr).toContain(
        '\n  aws iam delete-access-key --access-key-id AKIAI44QH8DHBEXAMPL2 --profile mfa\n',
      );
      expect(at.keys()).toEqual(before);
    },
  );
});

describe('--dry-run', () => {
  test('sends and writes nothing', async () => {
    const at = await rotation();
    const { code, stdout } = await rotate(at, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('  access key: …MPLE, in [default] in ~/.aws/credentials\n');
    expect(stdout).toContain(
      '  would create a new access key, write it, and set the old one inactive\n  Dry run: nothing was sent or written.\n',
    );
    expect(at.aws.requests).toEqual([]);
    expect(at.sandbox.read()).toBe(at.before);
  });

  test.each([
    [['--delete-old'], 'would create a new access key, write it, and delete the old one'],
    [['--finish'], 'would delete the old access key, or set it inactive if it is active'],
    [['--undo'], 'would activate the old access key'],
  ])('%s', async (args, expected) => {
    const at = await rotation();
    expect((await rotate(at, '--dry-run', ...args)).stdout).toContain(expected);
  });

  test('as JSON', async () => {
    const at = await rotation();
    const { stdout } = await rotate(at, '--dry-run', '--json');
    expect(JSON.parse(stdout)).toEqual({
      dry_run: true,
      profile: 'default',
      access_key_id: OLD_ID,
      sections: ['default'],
      file: at.sandbox.credentialsPath,
      serial_number: DEVICE,
    });
  });
});

describe('refused before anything is created', () => {
  const unchanged = (at: Rotation) => {
    expect(at.keys()).toEqual({ [OLD_ID]: true });
    expect(at.sandbox.read()).toBe(at.before);
  };

  test.each([
    [['--no-input'], '--no-input is set'],
    [[], 'there is no terminal'],
  ])('nobody can agree: %s', async (args, why) => {
    const at = await rotation();
    const { code, stderr } = await rotate(at, ...args);
    expect(code).toBe(252);
    expect(stderr).toBe(
      `✗ To replace the access key of [default], aws-mfa asks for your consent, but ${why}.
  To replace it without a prompt:
  aws-mfa rotate --yes
`,
    );
    expect(at.actions()).toEqual(['GetCallerIdentity']);
    unchanged(at);
  });

  test('a policy denies it', async () => {
    const at = await rotation({ iamDenied: ['CreateAccessKey'] });
    expect(await rotate(at, '--yes')).toMatchObject({
      code: 254,
      stderr: expect.stringContaining(
        '✗ A policy denies iam:CreateAccessKey to alice.\n  Ask an administrator to allow users to manage their own access keys.\n',
      ) as string,
    });
    unchanged(at);
  });

  test('a denied GetAccessKeyLastUsed is no reason', async () => {
    const at = await rotation({ iamDenied: ['GetAccessKeyLastUsed'] });
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(0);
    expect(stderr).toContain('(AWS does not say when it was last used)');
  });

  test('the root user', async () => {
    const at = await rotation({ arn: 'arn:aws:iam::123456789012:root' });
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(253);
    expect(stderr).toContain(
      'The access key of [default] belongs to the root user. aws-mfa replaces only access keys of IAM users.',
    );
    unchanged(at);
  });

  test('a key from the environment', async () => {
    const { run, aws } = await loginSetup({
      credentials: null,
      env: {
        AWS_ACCESS_KEY_ID: OLD_ID,
        AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        AWS_MFA_SERIAL: DEVICE,
      },
    });
    const { code, stderr } = await run(['rotate', '--yes', '--token', aws.nextCode()]);
    expect(code).toBe(253);
    expect(stderr).toContain(
      '✗ The access key comes from the environment (AWS_ACCESS_KEY_ID), where aws-mfa cannot write.\n  To store an access key in a profile:\n  aws-mfa setup --profile default\n',
    );
    expect(aws.requests).toEqual([]);
  });

  test('a key from a credential_process', async () => {
    const { run, aws } = await loginSetup({
      credentials: null,
      config: `${CONFIG}credential_process = /bin/keys\n`,
    });
    const { code, stderr } = await run(['rotate', '--yes', '--token', aws.nextCode()]);
    expect(code).toBe(253);
    expect(stderr).toContain(
      '✗ The access key of [default] comes from credential_process of [default], where aws-mfa cannot write.\n  Create a new key in the IAM console ("Security credentials"), and store it where that command reads it.\n',
    );
    expect(aws.requests).toEqual([]);
  });

  test('the same key in the other file', async () => {
    const at = await rotation({}, `${CONFIG}[profile old]\n${KEY_LINES}`);
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(253);
    expect(stderr).toContain(
      'The access key of [default] is also in [profile old] in ~/.aws/config.\n  Remove it from one of the files, then try again.\n',
    );
    expect(at.aws.requests).toEqual([]);
  });

  test.each([
    ['credentials', 'work', ''],
    ['config', 'profile work', `[profile work]\n${KEY_LINES}`],
  ])('another profile has the key of a store in the %s file', async (file, section, config) => {
    const inStore = CONFIG.replace('\n', `\ncredential_process = pass show aws-mfa/${OLD_ID}\n`);
    const at = await rotation({}, inStore + config);
    const others = at.before.replace(KEY_LINES, '');
    writeFileSync(at.sandbox.credentialsPath, config ? others : `${others}\n[work]\n${KEY_LINES}`);
    expect(await rotate(at, '--yes')).toMatchObject({
      code: 253,
      stderr: `✗ [${section}] in ~/.aws/${file} has the access key of [default], too, and would keep the old one.
  Move it to pass there, too:
  aws-mfa protect --store pass --profile work
`,
    });
    expect(at.aws.requests).toEqual([]);
  });

  test('another profile reads the key of the file from a store', async () => {
    const at = await rotation(
      {},
      `${CONFIG}[profile work]\ncredential_process = pass show aws-mfa/${OLD_ID}\n`,
    );
    expect(await rotate(at, '--yes')).toMatchObject({
      code: 253,
      stderr: `✗ [profile work] in ~/.aws/config has the access key of [default], too, and would keep the old one.
  Move it to pass there, too:
  aws-mfa protect --store pass
`,
    });
    expect(at.aws.requests).toEqual([]);
  });

  test.each([
    [['--finish', '--undo'], '--finish and --undo'],
    [['--undo', '--delete-old'], '--undo and --delete-old'],
  ])('%s', async (args, names) => {
    const at = await rotation();
    expect(await rotate(at, ...args)).toMatchObject({
      code: 252,
      stderr: `✗ ${names} cannot be combined.\n  Use only one of them.\n`,
    });
  });

  test('a session that AWS does not know any more', async () => {
    const at = await rotation();
    at.aws.forgetSessions();
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(254);
    expect(stderr).toBe(
      '✗ AWS rejected the session in [mfa] (InvalidClientTokenId).\n  To get a new session:\n  aws-mfa login --force\n',
    );
    unchanged(at);
  });
});

describe('within exec of another profile', () => {
  const env = {
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7OTHER01',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
  };
  const what = 'rotate changes the access key of [default], not the one in the environment (…ER01).';

  test.each([[['--yes']], [['--finish']], [['--undo', '--yes']]])(
    '%s: refused without a profile',
    async (args) => {
      const at = await rotation({ moreKeys: [otherKey({ active: false })] });
      const before = at.keys();
      expect(await at.run(['rotate', ...args], { env })).toMatchObject({
        code: 252,
        stderr: `✗ ${what} No profile is named.
  Name the profile, for example:
  aws-mfa rotate ${args.join(' ')} --profile default
`,
      });
      expect(at.aws.requests).toEqual([]);
      expect(at.keys()).toEqual(before);
    },
  );

  test('with a profile, and with the keys of the own session', async () => {
    const at = await rotation();
    expect(await at.run(['rotate', '--yes', '--profile', 'default'], { env })).toMatchObject({ code: 0 });
    const [, own = ''] = /\[mfa\]\naws_access_key_id = (.*)/.exec(at.sandbox.read()) ?? [];
    const { code, stderr } = await at.run(['rotate', '--finish'], {
      env: { ...env, AWS_ACCESS_KEY_ID: own },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('a warning before a question', async () => {
    const at = await rotation();
    const { code, stderr } = await at.run(['rotate'], { env });
    expect(code).toBe(252);
    expect(stderr).toContain(`! ${what} To select another profile: --profile NAME\n`);
  });
});

describe('a new key that cannot be kept', () => {
  const FOREIGN = '[default]\naws_access_key_id = AKIAFOREIGN\naws_secret_access_key = foreign\n';

  /** Another program writes its own key while this one waits for AWS. */
  const overwritten = (at: Rotation) => {
    const text = at.before.replace(/\[default\][^]*?\n(?=region)/, FOREIGN);
    at.aws.next({
      action: 'CreateAccessKey',
      change: (answer) => (writeFileSync(at.sandbox.credentialsPath, text), answer),
    });
    return text;
  };

  test('is deleted again', async () => {
    const at = await rotation();
    const text = overwritten(at);
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(253);
    expect(stderr).toContain(
      '✗ Another program just changed the access key of [default]. The new access key was deleted again.\n',
    );
    expect(at.keys()).toEqual({ [OLD_ID]: true });
    expect(at.sandbox.read()).toBe(text);
  });

  test('or named, if it cannot be deleted either', async () => {
    const at = await rotation({ iamDenied: ['DeleteAccessKey'] });
    overwritten(at);
    const { code, stderr } = await rotate(at, '--yes');
    const { accessKeyId } = newKeyOf(at.user);
    expect(code).toBe(253);
    expect(stderr).toContain(
      `✗ Another program just changed the access key of [default]. The new access key ${accessKeyId} is in no file, and could not be deleted: A policy denies iam:DeleteAccessKey to alice.\n  To delete it:\n  aws iam delete-access-key --access-key-id ${accessKeyId} --profile mfa\n`,
    );
  });

  test('the connection breaks while AWS creates it: the next run in a terminal asks about it', async () => {
    const at = await rotation();
    at.aws.next({ action: 'CreateAccessKey', drop: 'after deciding' });
    const { code, stderr } = await rotate(at, '--yes');
    expect(code).toBe(255);
    expect(stderr).toContain(
      'AWS may have created an access key whose secret is lost. [default] is unchanged.\n  Run it again in a terminal. It finds such a key, and asks whether to delete it:\n  aws-mfa rotate\n',
    );
    expect(at.actions().filter((action) => action === 'CreateAccessKey')).toHaveLength(1);
    const lost = newKeyOf(at.user);

    const terminal = at.open(['rotate']);
    await terminal.waitFor('Delete it?');
    expect(terminal.screen()).toContain(`A newer access key, …${ending(lost)}, is active (created `);
    terminal.type('y');
    terminal.press('enter');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    expect(at.keys()).toEqual({ [OLD_ID]: false, [newKeyOf(at.user).accessKeyId]: true });
    expect(at.keys()).not.toHaveProperty(lost.accessKeyId);
  });
});

describe('the old key cannot be set inactive', () => {
  test('the new one is in the file, the message names both, and --finish goes on', async () => {
    const at = await rotation({ iamDenied: ['UpdateAccessKey'] });
    const { code, stderr } = await rotate(at, '--yes');
    const made = newKeyOf(at.user);
    expect(code).toBe(254);
    expect(stderr).toContain(
      `✗ A policy denies iam:UpdateAccessKey to alice. The new access key ${made.accessKeyId} is in ~/.aws/credentials. The old one, ${OLD_ID}, is still active.\n`,
    );
    expect(stderr).toContain('To set the old one inactive:\n  aws-mfa rotate --finish\n');
    expect(at.sandbox.read()).toBe(at.fileWith(made));
    at.user.iamDenied = false;
    expect((await rotate(at, '--finish', '--yes')).code).toBe(0);
    expect(at.keys()).toEqual({ [OLD_ID]: false, [made.accessKeyId]: true });
  });
});

describe('in a terminal', () => {
  test('a code, a question, three lines', async () => {
    const { open, aws } = await loginSetup();
    const terminal = open(['rotate']);
    await terminal.waitFor('MFA code');
    terminal.type(aws.nextCode());
    terminal.press('enter');
    await terminal.waitFor('Replace the access key …MPLE of [default] (last used');
    expect(terminal.screen()).toContain('Other machines that have this key will need the new one. Y/n');
    terminal.press('enter');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    expect(terminal.screen()).toMatch(
      /\n✓ \[default\] has the new access key …[A-Z2-7]{4}\. The old one, …MPLE, is inactive\.\n {2}If another machine still needs it: aws-mfa rotate --undo\n {2}Once no machine needs it, delete it: aws-mfa rotate --finish$/,
    );
  });

  test('Ctrl-C at the question, after a login: it does not say that nothing was written', async () => {
    const { open, aws } = await loginSetup();
    const terminal = open(['rotate', '--token', aws.nextCode()]);
    await terminal.waitFor('Replace the access key');
    terminal.press('ctrl-c');
    await terminal.waitFor('✗ Canceled; no access key was changed.');
    // The harness expects the files as they were, and a session is in them.
    await terminal.exit.catch(() => undefined);
  });

  test('no is an answer', async () => {
    const at = await rotation();
    const terminal = at.open(['rotate']);
    await terminal.waitFor('Replace the access key');
    terminal.type('n');
    terminal.press('enter');
    expect(await terminal.exit).toEqual({ code: 130, signal: null });
    expect(terminal.screen()).toContain('✗ Canceled; no access key was changed.');
    expect(at.keys()).toEqual({ [OLD_ID]: true });
  });

  test('an older active key: Enter leaves it, y sets it inactive and replaces nothing', async () => {
    const at = await rotation({ moreKeys: [otherKey({ keyCreated: lastYear })] });
    for (const [answer, code, active] of [
      ['', 130, true],
      ['y', 0, false],
    ] as const) {
      const terminal = at.open(['rotate']);
      await terminal.waitFor(
        'Another access key, …MPL2, is still active (created 3 Feb 2025, never used). Set it inactive? y/N',
      );
      terminal.type(answer);
      terminal.press('enter');
      expect(await terminal.exit).toEqual({ code, signal: null });
      expect(at.keys()).toEqual({ [OLD_ID]: true, AKIAI44QH8DHBEXAMPL2: active });
    }
    expect(at.sandbox.read()).toBe(at.before);
  });

  test('a second run says what it waits for', async () => {
    const at = await rotation();
    const terminal = at.open(['rotate']);
    await terminal.waitFor('Replace the access key');
    const second = at.start(['rotate', '--yes']);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    terminal.type('n');
    terminal.press('enter');
    const { code, stderr } = await second.result;
    expect(code).toBe(0);
    expect(stderr.match(/^• Waiting for another `?aws-mfa rotate`? or `?aws-mfa protect`?, /gm)).toHaveLength(
      1,
    );
  });

  const withKey = (at: Rotation, key: { accessKeyId: string; secretAccessKey: string }) =>
    writeFileSync(at.sandbox.credentialsPath, at.fileWith(key));

  test.each([
    ['newer', today, 'Delete it?'],
    ['older', lastYear, 'Set it inactive?'],
  ])(
    'the %s key came into the file while the question was open: it stays',
    async (_, keyCreated, question) => {
      const other = otherKey({ keyCreated });
      const at = await rotation({ moreKeys: [other] });
      const terminal = at.open(['rotate']);
      await terminal.waitFor(question);
      withKey(at, other);
      terminal.type('y');
      terminal.press('enter');
      expect(await terminal.exit).toEqual({ code: 253, signal: null });
      expect(terminal.screen()).toContain('✗ Another program just changed the access key of [default].');
      expect(at.keys()).toEqual({ [OLD_ID]: true, [other.accessKeyId]: true });
      expect(at.sandbox.read()).toBe(at.fileWith(other));
    },
  );

  test('the other key is that of another profile: it stays', async () => {
    const other = otherKey({ active: false });
    const at = await rotation(
      { moreKeys: [other] },
      `${CONFIG}credential_process = pass show aws-mfa/${other.accessKeyId}\n`,
    );
    const { accessKeyId, secretAccessKey } = other;
    const laptop = `\n[laptop]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    writeFileSync(at.sandbox.credentialsPath, at.before + laptop);
    expect(await rotate(at, '--finish')).toMatchObject({
      code: 253,
      stderr: `✗ The access key …MPL2 is in [laptop] in ~/.aws/credentials, so it was not changed.
  If nobody needs it, remove it from [laptop] in ~/.aws/credentials. Then try again.
`,
    });
    expect(at.keys()).toEqual({ [OLD_ID]: true, [accessKeyId]: false });
    // The command that is left in [default] is used by no tool: the key in the file comes first.
    writeFileSync(at.sandbox.credentialsPath, at.before);
    expect(await rotate(at, '--finish')).toMatchObject({ code: 0 });
  });

  test('Ctrl-C while it waits for AWS: the new key is deleted', async () => {
    const at = await rotation({ newKeysUnknownFor: 1000 });
    const terminal = at.open(['rotate', '--yes']);
    await terminal.waitFor('Waiting until AWS accepts');
    terminal.press('ctrl-c');
    expect(await terminal.exit).toEqual({ code: 130, signal: null });
    expect(terminal.screen()).toContain(
      '✗ Canceled. The new access key was deleted again. [default] still has …MPLE, which works.',
    );
    expect(at.keys()).toEqual({ [OLD_ID]: true });
    expect(at.sandbox.read()).toBe(at.before);
  });
});
