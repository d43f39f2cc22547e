/** `aws-mfa doctor` about role profiles, and `doctor --fix`. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';

const role = (name: string, source: string, more = '', arn = 'arn:aws:iam::123456789012:role/Admin') =>
  `[profile ${name}]\n# mine\nrole_arn=${arn}\nsource_profile=${source}\n${more}region = eu-west-1\n\n`;
const BASE = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n\n`;
const BEFORE =
  BASE +
  role('stage', 'default', `mfa_serial = ${DEVICE}\nduration_seconds = 7200\n`) +
  role('prod', 'mfa', 'duration_seconds = 3600\n') +
  role('audit', 'mfa', `mfa_serial = ${DEVICE}\n`) +
  role('plain', 'default');
const AFTER =
  BASE +
  role('stage', 'default').replace('source_profile=default', 'source_profile = mfa') +
  role('prod', 'mfa', 'duration_seconds = 3600\n') +
  role('audit', 'mfa') +
  role('plain', 'default');

const SHOWN = `  These changes will be made:
  ~/.aws/config, [profile stage]
    source_profile = mfa    (was default)
    remove mfa_serial = ${DEVICE}
    remove duration_seconds = 7200
  ~/.aws/config, [profile audit]
    remove mfa_serial = ${DEVICE}
`;

test('the doctor lists role profiles that would still ask, with the change', async () => {
  const { run } = await loginSetup({ config: BEFORE });
  const { stdout } = await run(['doctor']);
  expect(stdout).toContain(
    'stage: the source_profile is "default", not its session, so every command prompts for a code.',
  );
  expect(stdout).toContain('aws-mfa doctor --fix');
  expect(stdout).not.toContain('plain: ');
});

describe('--fix', () => {
  test('says which role profiles it leaves as they are', async () => {
    const credentials = `[default]\n${KEY_LINES}\n[work]\n${KEY_LINES.replace('IOSFODNN7', 'I44QH8DHB')}`;
    const config = `[profile deploy]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = work\nmfa_serial = ${DEVICE}\n`;
    const { run } = await loginSetup({ credentials, config });
    const { stdout, stderr } = await run(['doctor', '--fix', '--yes']);
    expect(stderr).toContain('! deploy is left as it is: "work" has no MFA profile of its own yet.');
    expect(stdout).toBe('✓ Nothing was changed.\n');
  });

  test('--yes: the changes are shown and made, and nothing else changes', async () => {
    const { run, sandbox } = await loginSetup({ config: BEFORE });
    const { code, stdout } = await run(['doctor', '--fix', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain(SHOWN);
    expect(stdout).toContain('✓ Changed [profile stage], [profile audit] in ~/.aws/config.');
    expect(readFileSync(sandbox.configPath, 'utf8')).toBe(AFTER);
    expect(await run(['doctor', '--fix'])).toMatchObject({
      code: 0,
      stdout: '✓ Every role profile is as it should be; nothing was changed.\n',
    });
  });

  test('headers in quotes stay as they are', async () => {
    const quoted = (text: string) =>
      text.replace('[profile stage]', "[profile 'stage']").replace('[profile audit]', '[profile "audit"]');
    const { run, sandbox } = await loginSetup({ config: quoted(BEFORE) });
    expect((await run(['doctor', '--fix', '--yes'])).code).toBe(0);
    expect(readFileSync(sandbox.configPath, 'utf8')).toBe(quoted(AFTER));
  });

  test('without a terminal it needs --yes', async () => {
    const { run } = await loginSetup({ config: BEFORE });
    const { code, stdout, stderr } = await run(['doctor', '--fix']);
    expect(code).toBe(252);
    expect(stdout).toBe(SHOWN);
    expect(stderr).toContain('aws-mfa doctor --fix --yes');
  });

  test.each([
    ['y', 0, AFTER],
    ['n', 130, BEFORE],
  ])('on a terminal it asks: %s', async (answer, code, config) => {
    const { open, sandbox } = await loginSetup({ config: BEFORE });
    const terminal = open(['doctor', '--fix']);
    await terminal.waitFor('Save them?');
    terminal.type(answer);
    terminal.press('enter');
    expect(await terminal.exit).toHaveProperty('code', code);
    expect(readFileSync(sandbox.configPath, 'utf8')).toBe(config);
  });

  test.each([[['--yes']], [['--fix', '--json']]])('%j is refused', async (args) => {
    const { run } = await loginSetup();
    expect(await run(['doctor', ...args])).toHaveProperty('code', 252);
  });
});

test('a role in another partition than its session is an error; one in another account with a base profile, a note', async () => {
  const credentials = `[default]\n${KEY_LINES}[shop]\n${KEY_LINES}`;
  const config =
    BASE +
    `[profile shop]\nmfa_serial = arn:aws:iam::210987654321:mfa/bob\n` +
    role('odd', 'mfa', '', 'arn:aws-cn:iam::123456789012:role/Admin') +
    role('other', 'mfa', '', 'arn:aws:iam::210987654321:role/Admin') +
    role('trusted', 'mfa', '', 'arn:aws:iam::333333333333:role/Admin');
  const { run, aws } = await loginSetup({ credentials, config });
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const { code, stdout } = await run(['doctor']);
  expect(code).toBe(1);
  expect(stdout).toContain(
    '✗ The role of "odd" is in the partition aws-cn, but the session in [mfa] is in aws.',
  );
  expect(stdout).toContain(
    'other is in account 210987654321 of "shop", the session in [mfa] in 123456789012',
  );
  expect(stdout).not.toContain('trusted is in');
});

test("a role's session has the region of its role profile", async () => {
  const arn = 'arn:aws:iam::123456789012:role/Admin';
  const trusts = ['arn:aws:iam::123456789012:user/alice'];
  const config = BASE + role('deploy', 'default').replace('eu-west-1', 'us-west-2');
  const { run, aws, sandbox } = await loginSetup({
    config,
    aws: { roles: [{ arn, trusts, maxSessionDuration: 3600 }] },
  });
  const args = ['login', '--profile', 'deploy', '--mfa-profile', 'x', '--token', aws.nextCode()];
  const { code, stderr } = await run(args);
  expect(code).toBe(0);
  expect(stderr).toContain(
    'Copied region = us-west-2 from [profile deploy] to [profile x] in ~/.aws/config.',
  );
  expect(readFileSync(sandbox.configPath, 'utf8')).toContain('[profile x]\nregion = us-west-2\n');
});

describe('a profile of aws login', () => {
  const config = `${BASE}[profile web]\nlogin_session = arn:aws:iam::123456789012:user/alice\nregion = eu-west-1\n`;
  test.each([
    [
      ['login', '--profile', 'web'],
      'Profile "web" signs in with `aws login`, which needs no session of aws-mfa.',
    ],
    [
      ['login', '--mfa-profile', 'web'],
      '[web] signs in with `aws login`, and a session would replace that sign-in.',
    ],
    [['exec', '--profile', 'web', '--', 'true'], 'Profile "web" signs in with `aws login`'],
    [['setup', '--profile', 'web'], 'terminal'],
  ])('is no target: %j', async (args, says) => {
    const { run } = await loginSetup({ config });
    const { code, stderr } = await run([
      ...args.slice(0, 1),
      ...(args[0] === 'login' ? ['--no-input'] : []),
      ...args.slice(1),
    ]);
    expect([125, 252, 253]).toContain(code);
    expect(stderr.replaceAll('`', '')).toContain(says.replaceAll('`', ''));
  });
});
