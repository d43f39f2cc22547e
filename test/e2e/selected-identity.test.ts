/** Homes in which a command could act for another identity than the one that tools use, or than the one before. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { alice, type User } from '../support/loopback-aws.ts';
import { sectionKeys } from '../support/section-keys.ts';

const CORP_DEVICE = 'arn:aws:iam::222222222222:mfa/corp';
const corp: User = {
  arn: 'arn:aws:iam::222222222222:user/corp',
  userId: 'AIDACKCEVSQ6C3EXAMPLE',
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  active: true,
  devices: { [CORP_DEVICE]: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU' },
};
const CORP_KEYS = `aws_access_key_id = ${corp.accessKeyId}\naws_secret_access_key = ${corp.secretAccessKey}\n`;
const RO = 'arn:aws:iam::444444444444:role/ro';
const DEFAULT = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;
const CORP = `[profile corp]\nregion = eu-west-1\nmfa_serial = ${CORP_DEVICE}\n`;
const role = (name: string, source: string, more = '') =>
  `[profile ${name}]\nrole_arn = ${RO}\nsource_profile = ${source}\n${more}`;

const home = (credentials: string, config: string) =>
  loginSetup({
    credentials,
    config,
    aws: {
      users: [alice(), corp],
      roles: [{ arn: RO, trusts: [alice().arn, corp.arn], maxSessionDuration: 3600 }],
    },
  });
const TWO = `[default]\n${KEY_LINES}\n[corp]\n${CORP_KEYS}`;

test('doctor --fix does not put the role profiles of two accounts on one section', async () => {
  const onDefault = role('a1', 'default', `mfa_serial = ${DEVICE}\n`);
  const onCorp = role('c1', 'corp', `mfa_serial = ${CORP_DEVICE}\n`);
  const { run, sandbox } = await home(TWO, DEFAULT + CORP + onDefault + onCorp);
  expect(await run(['doctor', '--fix', '--yes'])).toHaveProperty('code', 0);
  expect(readFileSync(sandbox.configPath, 'utf8')).toBe(DEFAULT + CORP + role('a1', 'mfa') + onCorp);
});

test('after a logout of default, the login of another account does not take its section', async () => {
  const { run, aws, sandbox } = await home(TWO, DEFAULT + CORP + role('ro', 'mfa'));
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  expect(await run(['logout'])).toHaveProperty('code', 0);
  const env = { AWS_PROFILE: 'corp' };
  const { code, stderr } = await run(['login', '--token', aws.nextCode(CORP_DEVICE)], { env });
  expect([code, stderr]).toEqual([253, expect.stringContaining('[mfa] belongs to base profile "default"')]);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'default' });
});

test('a profile whose role or SSO sign-in overrides its keys is refused by every command', async () => {
  const keys = `${TWO}\n[prod]\n${CORP_KEYS}\n[sso]\n${CORP_KEYS}`;
  const config = `${DEFAULT}${role('prod', 'mfa')}[profile sso]\nsso_account_id = 1\nsso_role_name = r\n`;
  const { run, aws } = await home(keys, config);
  for (const [profile, key] of [
    ['prod', 'role_arn'],
    ['sso', 'sso_account_id'],
  ] as const) {
    for (const args of [
      ['login', '--token', '123456'],
      ['exec', '--', 'true'],
      ['export'],
      ['status', '--check'],
    ]) {
      const { code, stderr } = await run(args, { env: { AWS_PROFILE: profile } });
      expect([args, code]).toEqual([args, args[0] === 'exec' ? 125 : 253]);
      expect(stderr).toContain(`${key} of [profile ${profile}] overrides the access key of the same profile`);
    }
  }
  expect(aws.requests).toEqual([]);
});

test('[default] may be a role profile: without a name it is the role, too', async () => {
  const config = `[default]\nrole_arn = ${RO}\nsource_profile = mfa\n[profile alice]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;
  const { run, aws } = await home(`[alice]\n${KEY_LINES}`, config);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const { stdout } = await run(['export']);
  expect(aws.identityOf(/"AccessKeyId": "(\w+)"/.exec(stdout)?.[1])).toContain(':assumed-role/ro/');
});

test.each([
  ['source_profile = alice\n', 'The role profile "default" uses the long-term access key of "alice"'],
  ['source_profile = mfa\nmfa_serial = x\n', 'mfa_serial of [default]: '],
])('[default] may be a role profile that would ask: %j', async (settings, message) => {
  const alone = `[profile alice]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;
  const config = `[default]\nrole_arn = ${RO}\n${settings}${alone}`;
  const { run, aws } = await home(`[alice]\n${KEY_LINES}`, config);
  const own = ['login', '--profile', 'alice', '--token', aws.nextCode()];
  expect(await run(own)).toHaveProperty('code', 0);
  for (const args of [['login'], ['status', '--check'], ['exec', '--', 'true']]) {
    const { code, stderr } = await run(args);
    expect([args, code, stderr]).toEqual([args, args[0] === 'exec' ? 125 : 253, stderr]);
    expect(stderr).toContain(message);
  }
});

test('keys of the base profile are gone: its session is handed out, and never that of another base profile', async () => {
  const names = '[profile alice]\nmfa_serial = ' + DEVICE + '\nregion = eu-west-1\n' + CORP;
  const { run, aws, sandbox } = await home(`[alice]\n${KEY_LINES}\n[corp]\n${CORP_KEYS}`, names);
  const login = ['login', '--profile', 'alice', '--token', aws.nextCode()];
  expect(await run(login)).toHaveProperty('code', 0);
  writeFileSync(sandbox.credentialsPath, sandbox.read().replace(`[alice]\n${KEY_LINES}`, ''));
  for (const env of [{}, { AWS_PROFILE: 'alice' }]) {
    const { code, stdout } = await run(['export'], { env });
    expect([env, code]).toEqual([env, 0]);
    expect(aws.identityOf(/"AccessKeyId": "(\w+)"/.exec(stdout)?.[1])).toBe(alice().arn);
  }
});

test('a role profile in AWS_PROFILE, and --mfa-profile: one of them is too many', async () => {
  const { run } = await home(`[default]\n${KEY_LINES}`, DEFAULT + role('ro', 'mfa'));
  const { code, stderr } = await run(['export', '--mfa-profile', 'mfa'], { env: { AWS_PROFILE: 'ro' } });
  expect([code, stderr]).toEqual([252, expect.stringContaining('AWS_PROFILE selects the role profile "ro"')]);
});

test('exec within exec says whose session it uses', async () => {
  const { run, aws } = await home(TWO, DEFAULT + CORP);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const env = {
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7OTHER01',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
  };
  const { code, stderr } = await run(['exec', '--', 'true'], { env });
  expect(code).toBe(0);
  expect(stderr).toContain(
    'The session of [default] is used, not the access key in the environment (…ER01).',
  );
});

test('the hint for an AI agent names the profile', async () => {
  const { run } = await home(TWO, DEFAULT + CORP);
  const args = ['login', '--profile', 'corp', '--mfa-profile', 'corp-mfa'];
  const { stderr } = await run(args, { env: { CLAUDECODE: '1' } });
  expect(stderr).toContain('\n  aws-mfa login --profile corp --mfa-profile corp-mfa\n');
  expect(stderr).toContain('aws-mfa login --profile corp --mfa-profile corp-mfa --no-input --wait 5m\n');
});

const SECOND_CODE =
  'the session in [mfa] needs no second code. With this setting, Go and Terraform reject the profile, and the AWS CLI prompts again.';
const TOO_LONG = 'a role that is assumed with a session lasts 3600 seconds at most, and AWS rejects more.';

test.each([
  ['asks', `mfa_serial = ${DEVICE}\n`, `mfa_serial of [profile asks]: ${SECOND_CODE}`],
  ['long', 'duration_seconds = 7200\n', `duration_seconds of [profile long]: ${TOO_LONG}`],
])('a role profile on the session that fails in other tools: %s', async (name, setting, message) => {
  const others = `${DEFAULT}[profile mfa]\nregion = eu-west-1\n`;
  const config = others + role(name, 'mfa', setting);
  const { run, aws, sandbox } = await home(`[default]\n${KEY_LINES}`, config);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const before = aws.requests.length;
  for (const [args, env, code] of [
    [['login', '--token', '123456'], { AWS_PROFILE: name }, 253],
    [['login', name], {}, 253],
    [['status', name], {}, 253],
    [['status', '--check'], { AWS_PROFILE: name }, 253],
    [['exec', '--', 'true'], { AWS_PROFILE: name }, 125],
  ] as const) {
    const { stderr, ...result } = await run([...args], { env: { ...env } });
    expect([args, result]).toMatchObject([args, { code, stdout: '' }]);
    expect(stderr).toContain(`✗ ${message}\n  To remove it:\n  aws-mfa doctor --fix\n`);
    if (code === 125)
      expect(stderr).toContain(
        `Or run it with the keys of the role:\n  aws-mfa exec --role-keys --profile ${name} -- COMMAND\n`,
      );
  }
  expect(aws.requests).toHaveLength(before);
  expect((await run(['status'], { env: { AWS_PROFILE: name } })).stderr).toContain(message);
  for (const args of [['export'], ['exec', '--role-keys', '--', 'true']])
    expect(await run(args, { env: { AWS_PROFILE: name } })).toHaveProperty('code', 0);
  expect((await run(['doctor'])).stdout).toContain(message);
  expect(await run(['doctor', '--fix', '--yes'])).toHaveProperty('code', 0);
  expect(readFileSync(sandbox.configPath, 'utf8')).toBe(others + role(name, 'mfa'));
  for (const args of [
    ['status', '--check'],
    ['exec', '--', 'true'],
  ])
    expect(await run(args, { env: { AWS_PROFILE: name } })).toHaveProperty('code', 0);
});

test('status --check: of keys in the environment, only with their device', async () => {
  const { run, aws } = await home('', '');
  const keys = (user: User) => ({
    AWS_ACCESS_KEY_ID: user.accessKeyId,
    AWS_SECRET_ACCESS_KEY: user.secretAccessKey,
    AWS_REGION: 'eu-west-1',
  });
  const job = { ...keys(alice()), AWS_MFA_SERIAL: DEVICE };
  expect(await run(['login', '--token', aws.nextCode()], { env: job })).toHaveProperty('code', 0);
  const check = async (env: Record<string, string>) => {
    const [{ code }, used] = [
      await run(['status', '--check'], { env }),
      await run(['exec', '--no-input', '--', 'true'], { env }),
    ];
    return [code, used.code];
  };
  expect(await check(job)).toEqual([0, 0]);
  // Their job is done; the session is still good.
  expect(await check({})).toEqual([0, 0]);
  expect(await check({ ...keys(corp), AWS_MFA_SERIAL: CORP_DEVICE })).toEqual([1, 125]);
  expect(await check(keys(corp))).toEqual([1, 125]);
});

test("status --check: a role's session in [mfa] is not that of the user", async () => {
  const { run, aws } = await home(`[default]\n${KEY_LINES}`, DEFAULT);
  const login = ['login', '--role-arn', RO, '--mfa-profile', 'mfa', '--token', aws.nextCode()];
  expect(await run(login)).toHaveProperty('code', 0);
  expect(await run(['status', '--check'])).toHaveProperty('code', 1);
  expect(await run(['exec', '--no-input', '--', 'true'])).toHaveProperty('code', 125);
  expect(await run(['status', '--check', 'mfa'])).toHaveProperty('code', 0);
  expect(await run(['exec', '--no-input', '--profile', 'mfa', '--', 'true'])).toHaveProperty('code', 0);
});

test('the hint for a role profile names the base profile of its account, and none of another partition', async () => {
  const CN = 'arn:aws-cn:iam::333333333333:role/ro';
  const cn = `[profile cn]\nregion = cn-north-1\nmfa_serial = arn:aws-cn:iam::333333333333:mfa/cn\n`;
  const alone = '[profile alice]\nregion = eu-west-1\nmfa_serial = ' + DEVICE + '\n';
  const roles = `${role('ro', 'mfa')}[profile cn-ro]\nrole_arn = ${CN}\nsource_profile = mfa\n`;
  const { run } = await home(`[alice]\n${KEY_LINES}\n[cn]\n${CORP_KEYS}`, alone + cn + roles);
  const hint = async (AWS_PROFILE: string) => {
    const { code, stderr } = await run(['login', '--token', '123456'], { env: { AWS_PROFILE } });
    return [code, /aws-mfa login .*/.exec(stderr)?.[0]];
  };
  expect(await hint('cn-ro')).toEqual([253, 'aws-mfa login --profile cn --mfa-profile mfa']);
  // A session of alice's would not fit `cn-ro`.
  expect(await hint('ro')).toEqual([253, 'aws-mfa login --profile NAME --mfa-profile mfa']);
  expect(await hint('elsewhere')).toEqual([253, 'aws-mfa login --profile NAME --mfa-profile elsewhere']);
});

test('a profile is named as it was typed', async () => {
  const { run } = await home(TWO, DEFAULT + CORP);
  expect((await run(['login', 'cor'])).stderr).toContain(
    'There is no profile "cor" (named on the command line).',
  );
  expect((await run(['login', '--profile', 'cor'])).stderr).toContain('"cor" (named by --profile).');
});

test('AWS_DEFAULT_PROFILE, which only some tools read, is never ignored silently', async () => {
  const { run, aws } = await home(TWO, DEFAULT + CORP);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const warning = async (args: string[], env: Record<string, string>) =>
    /^! .*AWS_DEFAULT_PROFILE[^]*/m.exec((await run(args, { env })).stderr)?.[0] ?? '';
  const said = async (args: string[], env: Record<string, string>) =>
    (await warning(args, env)).startsWith(
      '! Only the AWS CLI and boto3 read AWS_DEFAULT_PROFILE=corp; aws-mfa and other SDKs ignore it.\n  Use AWS_PROFILE instead:\n  unset AWS_DEFAULT_PROFILE\n  export AWS_PROFILE=corp\n',
    );
  const env = { AWS_DEFAULT_PROFILE: 'corp' };
  for (const args of [['login'], ['export'], ['exec', '--', 'true'], ['status']])
    expect([args, await said(args, env)]).toEqual([args, true]);
  for (const args of [['login'], ['status']])
    expect(await warning(args, { ...env, AWS_PROFILE: 'default' })).toContain(
      '! AWS_DEFAULT_PROFILE=corp overrides AWS_PROFILE=default in boto3 and the AWS CLI v1.\n  unset AWS_DEFAULT_PROFILE\n',
    );
  expect(await warning(['export'], { AWS_DEFAULT_PROFILE: 'default' })).toBe('');
  for (const args of [
    ['export', '--profile', 'default'],
    ['login', 'default'],
  ])
    expect(await warning(args, env)).toBe('');
});

test('the doctor finds that the access key is of another user than the session', async () => {
  const { run, aws, sandbox } = await home(`[default]\n${KEY_LINES}`, DEFAULT);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  writeFileSync(sandbox.credentialsPath, sandbox.read().replace(KEY_LINES, CORP_KEYS));
  const { code, stdout } = await run(['doctor']);
  expect(code).toBe(1);
  expect(stdout).toContain(
    `✗ The session in [mfa] is of ${alice().arn}, whose access key is no longer in [default].\n  Get a new one:\n  aws-mfa login --force\n`,
  );
  expect(stdout).toContain(`✗ AWS does not recognize ${DEVICE} as an MFA device of this user`);
});

test.each(['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'])(
  'a hint for default names it while %s selects another',
  async (variable) => {
    const credentials = `[default]\n${KEY_LINES.replace(/(secret_access_key = ).*/, '$1wrong')}\n[corp]\n${CORP_KEYS}`;
    const { run, aws } = await home(credentials, DEFAULT + CORP);
    const env = { [variable]: 'corp' };
    const refused = await run(['login', '--profile', 'default', '--token', aws.nextCode()], { env });
    expect(refused.stderr).toContain('Enter the access key again:\n  aws configure --profile default\n');
    const unasked = await run(['setup', '--profile', 'default'], { env });
    expect(unasked.stderr).toMatch(
      /aws configure --profile default\n.*ARN --profile default\n.*login --profile default\n/,
    );
    const plain = await run(['login', '--profile', 'default', '--token', aws.nextCode()]);
    expect(plain.stderr).toContain('Enter the access key again:\n  aws configure\n');
  },
);

test.each<[how: string, args: string[], env: Record<string, string>, flag: string]>([
  ['--profile', ['--profile', 'work'], {}, ' --profile work'],
  ['AWS_PROFILE', [], { AWS_PROFILE: 'work' }, ' --profile work'],
  // The session of the default profile gets no access key.
  ['AWS_PROFILE=mfa', [], { AWS_PROFILE: 'mfa' }, ' --profile default'],
])('setup without a terminal keeps to the profile that is selected, by %s', async (_, args, env, flag) => {
  const { run } = await home(TWO, DEFAULT);
  const { stderr } = await run(['setup', ...args], { env });
  for (const command of ['aws configure', 'ARN', 'aws-mfa login'])
    expect(stderr).toContain(`${command}${flag}\n`);
});

test('a long-term key that is typed over a session is kept, whatever token is beside it', async () => {
  const { run, aws, sandbox } = await home(`[default]\n${KEY_LINES}`, DEFAULT);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const typed = sandbox
    .read()
    .replace(/ASIA.*/, corp.accessKeyId)
    .replace(/(\[mfa\][^]*secret_access_key = ).*/, `$1${corp.secretAccessKey}`);
  writeFileSync(sandbox.credentialsPath, typed);
  const refused = expect.stringContaining(
    '[mfa] has a long-term access key, which a session would overwrite.',
  ) as unknown;
  for (const args of [['login'], ['login', '--force'], ['exec', '--', 'env']])
    expect(await run(args), args.join(' ')).toMatchObject({ stderr: refused, stdout: '' });
  await run(['logout']);
  await run(['logout', '--profile', 'mfa']);
  expect((await run(['status'])).stdout).toContain('No session in');
  expect(sandbox.read()).toBe(typed);
});

test.each([
  'aws-mfa export corp',
  'aws-mfa export --no-input corp',
  'env AWS_PROFILE=corp aws-mfa export --format process',
])('credential_process = %s: the profile stands for corp', async (command) => {
  const { run, aws } = await home(
    TWO,
    `${DEFAULT}${CORP}[profile wrapped]\ncredential_process = ${command}\n`,
  );
  const token = aws.nextCode(CORP_DEVICE);
  const login = await run([
    'login',
    '--profile',
    'wrapped',
    '--mfa-profile',
    'corp-mfa',
    '--token',
    token,
    '--json',
  ]);
  expect(JSON.parse(login.stdout)).toMatchObject({ source_profile: 'corp' });
  const { stdout } = await run(['rotate', '--dry-run', '--json', '--profile', 'wrapped']);
  expect(JSON.parse(stdout)).toMatchObject({ profile: 'corp' });
});

const AWS_LINES = ['exec', '--profile', 'corp', '--', 'sh', '-c', 'env | grep -E "REGION|IGNORE" | sort'];
const withSessionOf = async (config: string) => {
  const at = await home(TWO, config);
  const token = at.aws.nextCode(CORP_DEVICE);
  await at.run(['login', '--profile', 'corp', '--mfa-profile', 'corp-mfa', '--token', token]);
  return at;
};

test.each<[where: string, config: string, env: Record<string, string>]>([
  ['[default]', '[default]\nregion = cn-north-1\n', {}],
  ['a variable', '', { AWS_REGION: 'cn-north-1' }],
  ['its own profile', '', {}],
])('exec hands out no region of another partition, as in %s', async (where, config, env) => {
  const region = where === 'its own profile' ? 'region = cn-north-1\n' : '';
  const { run } = await withSessionOf(`${config}[profile corp]\nmfa_serial = ${CORP_DEVICE}\n${region}`);
  const { stdout } = await run(AWS_LINES, { env });
  expect(stdout).toContain('AWS_DEFAULT_REGION=us-east-1\nAWS_REGION=us-east-1\n');
});

test('exec does not lead the session of another profile to the endpoint of [default]', async () => {
  const { run } = await withSessionOf(`[default]\nendpoint_url = http://127.0.0.1:1\n${CORP}`);
  const shown = async (env: Record<string, string>) => (await run(AWS_LINES, { env })).stdout;
  expect(await shown({ AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL_IAM: '' })).toContain(
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true\n',
  );
  expect(await shown({})).not.toContain('IGNORE');
  const broamski = await home(
    `[default-long-term]\n${KEY_LINES}`,
    '[default]\nendpoint_url = http://127.0.0.1:1\n',
  );
  await broamski.run([
    'login',
    '--profile',
    'default-long-term',
    '--mfa-profile',
    'default',
    '--serial-number',
    DEVICE,
    '--token',
    broamski.aws.nextCode(),
  ]);
  const words = AWS_LINES.map((word) => (word === 'corp' ? 'default' : word));
  const env = { AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL_IAM: '' };
  expect(await broamski.run(words, { env })).toMatchObject({
    stdout: expect.not.stringContaining('IGNORE') as unknown,
  });
});
