/** A session of a role, as the built program gets it: what is sent, the whole file before and after, how it is renewed. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { role } from '../support/aws/roles.ts';
import { CONFIG, CREDENTIALS, DEVICE, loginSetup, PROMPT, type LoginSetup } from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';
import { whoAmI } from '../support/sts-client.ts';

const ADMIN = role('Admin', { maxSessionDuration: 43_200 });
const READER = role('team/Reader');
const PARTNER = role('Partner', { externalId: 'acme-7' });
const CLOSED = role('Closed', { trusts: [] });
const ROLES = [ADMIN, READER, PARTNER, CLOSED];
const HOUR = 3_600_000;

/** A comment, a byte that is not UTF-8, no line end at the end: what has to stay. */
const BEFORE = `# mine\n${CREDENTIALS}\n; caf\xe9\n[other]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE`;
const REGION = '[profile admin-day]\nregion = eu-west-1\n[profile reader]\nregion = eu-west-1\n';

const setup = (config = '', credentials = BEFORE): Promise<LoginSetup> =>
  loginSetup({
    credentials: Buffer.from(credentials, 'latin1'),
    config: CONFIG + REGION + config,
    aws: { roles: ROLES },
  });

const byArn = (arn: string, section: string) => ['login', '--role-arn', arn, '--mfa-profile', section];

/** The section as it must stand there, with the three secrets and the end out of the file itself. */
function expectedSection(text: string, section: string, arn: string): string {
  const keys = sectionKeys(text, section) ?? {};
  return `[${section}]
aws_access_key_id = ${keys['aws_access_key_id'] ?? ''}
aws_secret_access_key = ${keys['aws_secret_access_key'] ?? ''}
aws_session_token = ${keys['aws_session_token'] ?? ''}
x_security_token_expires = ${keys['x_security_token_expires'] ?? ''}
x_token_issue_time = ${keys['x_token_issue_time'] ?? ''}
x_mfa_serial = ${DEVICE}
x_source_profile = default
x_principal_arn = ${arn}
`;
}

/** Whose the keys in a section are, by asking the AWS that gave them. */
async function ownerOf({ aws, sandbox }: LoginSetup, section: string): Promise<string | undefined> {
  const keys = sectionKeys(sandbox.bytes().toString('latin1'), section) ?? {};
  return whoAmI(aws, {
    accessKeyId: keys['aws_access_key_id'] ?? '',
    secretAccessKey: keys['aws_secret_access_key'] ?? '',
    sessionToken: keys['aws_session_token'] ?? '',
  });
}

test('--role-arn: one section more, and not one byte beside it; the keys are those of the role', async () => {
  const at = await setup();
  const { code, stdout, stderr } = await at.run([
    ...byArn(ADMIN.arn, 'admin-day'),
    '--token',
    at.aws.nextCode(),
  ]);
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^! .*not UTF-8.*\n.*\n• Recorded in \[profile admin-day\] in .*: its base profile is "default"\.\n$/,
  );
  expect(stdout).toMatch(
    /^✓ Session \[admin-day\] expires at .* \((59m|1h 0m) left\)\.\n.*`?aws s3 ls --profile admin-day/,
  );
  const after = at.sandbox.bytes().toString('latin1');
  expect(after).toBe(`${BEFORE}\n\n${expectedSection(after, 'admin-day', ADMIN.arn)}`);
  const record = `[profile admin-day]\nx_source_profile = default\nx_principal_arn = ${ADMIN.arn}\n`;
  expect(readFileSync(at.sandbox.configPath, 'utf8')).toBe(
    (CONFIG + REGION).replace('[profile admin-day]\n', record),
  );
  expect(at.aws.requests).toMatchObject([
    {
      action: 'AssumeRole',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      params: {
        RoleArn: ADMIN.arn,
        RoleSessionName: 'aws-mfa-alice',
        SerialNumber: DEVICE,
        DurationSeconds: '3600',
      },
    },
  ]);
  expect(await ownerOf(at, 'admin-day')).toBe('arn:aws:sts::123456789012:assumed-role/Admin/aws-mfa-alice');
});

test('two roles and a plain session side by side; each is used again, and none for another', async () => {
  const at = await setup();
  const login = (...args: string[]) => at.run([...args, '--token', at.aws.nextCode()]);
  expect((await login('login', '--mfa-profile', 'mfa')).code).toBe(0);
  expect((await login(...byArn(ADMIN.arn, 'admin-day'))).code).toBe(0);
  expect((await login(...byArn(READER.arn, 'reader'))).code).toBe(0);
  const after = at.sandbox.bytes().toString('latin1');
  const [admin, reader] = [
    expectedSection(after, 'admin-day', ADMIN.arn),
    expectedSection(after, 'reader', READER.arn),
  ];
  expect(after.endsWith(`\n\n${admin}\n${reader}`)).toBe(true);
  expect(sectionKeys(after, 'mfa')).not.toHaveProperty('x_principal_arn');
  expect(await ownerOf(at, 'mfa')).toBe('arn:aws:iam::123456789012:user/alice');
  expect(await ownerOf(at, 'reader')).toBe('arn:aws:sts::123456789012:assumed-role/Reader/aws-mfa-alice');
  const asked = at.aws.requests.length;
  const again = [
    ['login'],
    byArn(ADMIN.arn, 'admin-day'),
    byArn(READER.arn, 'reader'),
    ['login', '--profile', 'reader'],
  ];
  for (const args of again)
    expect(await at.run([...args, '--no-input'])).toMatchObject({ code: 0, stderr: '' });
  for (const args of [
    byArn(READER.arn, 'admin-day'),
    byArn(ADMIN.arn, 'mfa'),
    ['login', '--mfa-profile', 'reader'],
  ])
    expect((await at.run([...args, '--no-input'])).code).toBe(252);
  expect(at.aws.requests).toHaveLength(asked);
  expect(at.sandbox.bytes().toString('latin1')).toBe(after);
});

test.each<[by: string, args: string[], env: Record<string, string>]>([
  ['AWS_PROFILE', ['login'], { AWS_PROFILE: 'admin-day' }],
  ['--profile', ['login', '--profile', 'admin-day'], {}],
])('%s names the section: its role is renewed', async (_, args, env) => {
  const at = await setup();
  await at.run([...byArn(ADMIN.arn, 'admin-day'), '--token', at.aws.nextCode()]);
  const first = at.sandbox.read();
  const json = await at.run([...args, '--json', '--token', at.aws.nextCode()], { env });
  expect(json.code).toBe(0);
  expect(JSON.parse(json.stdout)).toMatchObject({
    profile: 'admin-day',
    source_profile: 'default',
    role_arn: ADMIN.arn,
    reused: false,
  });
  expect(at.aws.requests.map(({ action }) => action)).toEqual(['AssumeRole', 'AssumeRole']);
  expect(at.sandbox.read()).not.toBe(first);
  expect(await ownerOf(at, 'admin-day')).toContain('assumed-role/Admin/');
});

test('a role profile says it all, and again at the renewal', async () => {
  const at = await setup(
    `[profile partner]\nrole_arn = ${PARTNER.arn}\nsource_profile = default\nmfa_serial = ${DEVICE}
role_session_name = alice@acme\nexternal_id = acme-7\nduration_seconds = 1800\n`,
  );
  const params = {
    RoleArn: PARTNER.arn,
    RoleSessionName: 'alice@acme',
    ExternalId: 'acme-7',
    SerialNumber: DEVICE,
    DurationSeconds: '1800',
  };
  const args = ['login', '--profile', 'partner', '--mfa-profile', 'partner-session'];
  const first = await at.run([...args, '--token', at.aws.nextCode()]);
  const second = await at.run(['login', '--token', at.aws.nextCode()], {
    env: { AWS_PROFILE: 'partner-session' },
  });
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(at.aws.requests).toMatchObject([{ params }, { params }]);
});

test('external id and name of the session are recorded: a renewal by the record alone sends them, another role drops them', async () => {
  const at = await setup('[profile p]\nregion = eu-west-1\n');
  const login = async (...args: string[]) =>
    (await at.run(['login', ...args, '--token', at.aws.nextCode()])).code;
  const given = ['--external-id', 'acme-7', '--role-session-name', 'ann'];
  const params = { ExternalId: 'acme-7', RoleSessionName: 'ann' };
  expect(await login(...byArn(PARTNER.arn, 'p').slice(1), ...given)).toBe(0);
  expect(sectionKeys(at.sandbox.read(), 'p')).toMatchObject({
    x_external_id: 'acme-7',
    x_role_session_name: 'ann',
  });
  expect(await login('--profile', 'p')).toBe(0);
  expect(at.aws.requests).toMatchObject([{ params }, { params }]);
  expect(await login(...byArn(ADMIN.arn, 'p').slice(1))).toBe(0);
  expect(at.aws.requests.at(-1)?.params).not.toHaveProperty('ExternalId');
  expect(at.aws.requests.at(-1)?.params).toMatchObject({ RoleSessionName: 'aws-mfa-alice' });
  expect(at.sandbox.read()).not.toMatch(/x_external_id|x_role_session_name/);
});

test('a session of one of two profiles of a role is used again by its section, and renewed as it was made', async () => {
  const profile = (name: string) =>
    `[profile ${name}]\nrole_arn = ${ADMIN.arn}\nsource_profile = default\nrole_session_name = ${name}\n`;
  const at = await setup(profile('first') + profile('second'));
  const args = ['login', '--profile', 'second', '--mfa-profile', 's', '--token', at.aws.nextCode()];
  expect(await at.run(args)).toHaveProperty('code', 0);
  expect(await at.run(['export', '--profile', 's', '--no-input'])).toHaveProperty('code', 0);
  expect(await at.run(['login', '--profile', 's', '--token', at.aws.nextCode()])).toHaveProperty('code', 0);
  expect(at.aws.requests.map(({ params }) => params['RoleSessionName'])).toEqual(['second', 'second']);
});

test('--duration, --role-session-name and --external-id reach AWS', async () => {
  const at = await setup();
  const more = ['--duration', '30m', '--role-session-name', 'a.b', '--external-id', 'acme-7'];
  expect((await at.run([...byArn(PARTNER.arn, 'p'), ...more, '--token', at.aws.nextCode()])).code).toBe(0);
  expect(at.aws.requests[0]?.params).toMatchObject({
    DurationSeconds: '1800',
    RoleSessionName: 'a.b',
    ExternalId: 'acme-7',
  });
});

test('an hour is used again while a quarter of it is left', async () => {
  const at = await setup();
  await at.run([...byArn(ADMIN.arn, 'admin-day'), '--token', at.aws.nextCode()]);
  const lasting = (milliseconds: number) =>
    at.sandbox
      .read()
      .replace(/(?<=expires = ).*/, `${new Date(Date.now() + milliseconds).toISOString().slice(0, 19)}Z`);
  const good = await setup('', lasting(HOUR / 3));
  const bad = await setup('', lasting(HOUR / 5));
  const args = ['login', '--profile', 'admin-day', '--no-input'];
  expect([(await good.run(args)).code, (await bad.run(args)).code]).toEqual([0, 252]);
});

test.each<[what: string, code: number, args: string[], says: RegExp, config?: string]>([
  [
    'no section named',
    252,
    ['--role-arn', ADMIN.arn],
    /The session of a role needs an MFA profile of its own: --mfa-profile NAME\.\n.*--mfa-profile admin-session/,
  ],
  [
    'the ARN of a session',
    252,
    [
      '--role-arn',
      `${ADMIN.arn.replace('iam', 'sts').replace(':role/', ':assumed-role/')}/alice`,
      '--mfa-profile',
      'x',
    ],
    /--role-arn is the ARN of a role session, not of a role\./,
  ],
  [
    'no ARN of a role',
    252,
    ['--role-arn', 'Admin', '--mfa-profile', 'x'],
    /--role-arn is not the ARN of a role/,
  ],
  [
    'a bad name',
    252,
    [...byArn(ADMIN.arn, 'x').slice(1), '--role-session-name', 'a b'],
    /must be 2 to 64 letters, digits and _ \+ = , \. @ -\./,
  ],
  [
    'a bad external id',
    252,
    [...byArn(ADMIN.arn, 'x').slice(1), '--external-id', '?'],
    /must be 2 to 1224 letters, digits and _ \+ = , \. @ : \/ -\./,
  ],
  [
    'too long for any role',
    252,
    [...byArn(ADMIN.arn, 'x').slice(1), '--duration', '13h'],
    /must be 900 to 43200 seconds \(15m to 12h\) for a role\./,
  ],
  [
    'another partition',
    252,
    byArn(ADMIN.arn.replace('aws', 'aws-cn'), 'x').slice(1),
    /names a role in the partition aws-cn, but the MFA device is in aws /,
  ],
  [
    'a section that is a role profile',
    252,
    byArn(ADMIN.arn, 'boss').slice(1),
    /role_arn of \[profile boss\] overrides a session in the same profile, so no tool would use the session\./,
    `[profile boss]\nrole_arn = ${ADMIN.arn}\nsource_profile = default\n`,
  ],
  [
    'a role profile that leads to no keys',
    253,
    ['--profile', 'a', '--mfa-profile', 'x'],
    /no profile "gone"/,
    `[profile a]\nrole_arn = ${ADMIN.arn}\nsource_profile = gone\n`,
  ],
  [
    'long-term keys in the section',
    253,
    byArn(ADMIN.arn, 'other').slice(1),
    /\[other\] has a long-term access key/,
  ],
])('%s: %d ahead of any call, and the files are as they were', async (_, code, args, says, config) => {
  const at = await setup(config);
  const before = [at.sandbox.bytes(), readFileSync(at.sandbox.configPath)];
  const secretCode = at.aws.nextCode();
  const result = await at.run(['login', ...args, '--token', secretCode]);
  expect(result).toMatchObject({ code, stdout: '' });
  expect(result.stderr).toMatch(says);
  expect(result.stderr).not.toContain(secretCode);
  expect(at.aws.connections()).toBe(0);
  expect([at.sandbox.bytes(), readFileSync(at.sandbox.configPath)]).toEqual(before);
});

test.each<[what: string, arn: string, more: string[], says: RegExp]>([
  [
    'does not trust the user',
    CLOSED.arn,
    [],
    /AWS does not let the user of "default" assume .*role\/Closed[^]*trust policy/,
  ],
  ['is not there', `${ADMIN.arn}X`, [], /role exists/],
  ['asks for an external id', PARTNER.arn, [], /--external-id/],
  [
    'asks for another external id',
    PARTNER.arn,
    ['--external-id', 'acme-8'],
    /another external ID than the one from --external-id/,
  ],
  [
    'lasts less',
    READER.arn,
    ['--duration', '8h'],
    /The role does not allow sessions of 8h 0m \(--duration\)\.[^]*update-role --role-name Reader --max-session-duration 28800/,
  ],
])('a role that %s: 254, explained, and the files are as they were', async (_, arn, more, says) => {
  const at = await setup();
  const before = at.sandbox.bytes();
  const token = at.aws.nextCode();
  const result = await at.run([...byArn(arn, 'x'), ...more, '--debug', '--token', token]);
  expect(result).toMatchObject({ code: 254, stdout: '' });
  expect(result.stderr).toMatch(says);
  for (const secret of [token, 'acme-8', 'wJalrXUtnFEMI']) expect(result.stderr).not.toContain(secret);
  expect(at.aws.requests).toHaveLength(1);
  expect(at.sandbox.bytes()).toEqual(before);
  expect(at.sandbox.leftovers()).toEqual([]);
});

test.each<[what: string, args: string[], says: string]>([
  ['a wrong code', ['--token', '000000'], 'AWS rejected the code'],
  ['a wrong device', ['--serial-number', `${DEVICE}2`, '--token', '123456'], 'AWS does not recognize'],
])('%s: 254, as for a plain session', async (_, args, says) => {
  const at = await setup();
  const before = at.sandbox.bytes();
  const result = await at.run([...byArn(ADMIN.arn, 'x'), ...args]);
  expect(result.code).toBe(254);
  expect(result.stderr).toContain(says);
  expect(at.sandbox.bytes()).toEqual(before);
});

test('--dry-run and --debug tell of the role, and no secret', async () => {
  const at = await setup();
  const before = at.sandbox.bytes();
  const args = [...byArn(PARTNER.arn, 'p'), '--external-id', 'acme-7', '--dry-run'];
  const { code, stdout } = await at.run(args);
  expect(code).toBe(0);
  for (const line of [
    `role: ${PARTNER.arn} (--role-arn)`,
    'role session name: aws-mfa-alice (the name of the device)',
    'external id: given (--external-id)',
    'duration: 3600 s (default)',
  ])
    expect(stdout).toContain(`${line}\n`);
  expect(stdout).toContain('x_source_profile, x_principal_arn');
  expect(stdout).not.toContain('acme-7');
  const json = JSON.parse((await at.run([...args, '--json'])).stdout) as unknown;
  expect(json).toMatchObject({ role_arn: PARTNER.arn, profile: 'p', would_reuse: false });
  expect(at.sandbox.bytes()).toEqual(before);
  expect(at.aws.connections()).toBe(0);
});

test('the prompt names the role; a wrong code is asked for again', async () => {
  const at = await setup();
  const terminal = at.open(byArn(ADMIN.arn, 'admin-day'));
  await terminal.waitFor(PROMPT);
  const screen = terminal.screen();
  for (const part of ['MFA profile admin-day', `role ${ADMIN.arn}`, DEVICE]) expect(screen).toContain(part);
  const used = at.aws.nextCode();
  at.aws.advance(3600);
  terminal.type(used);
  terminal.press('enter');
  await terminal.waitFor('AWS rejected the code');
  await terminal.waitFor(/(^\? MFA code.*:[^]*){2}/m);
  terminal.type(at.aws.nextCode());
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(0);
  expect(await ownerOf(at, 'admin-day')).toContain('assumed-role/Admin/aws-mfa-alice');
});

test('role profiles that cannot work with the session are named once', async () => {
  const at = await setup(
    `[profile a]\nrole_arn = ${ADMIN.arn}\nsource_profile = mfa\nmfa_serial = ${DEVICE}\nduration_seconds = 7200\n`,
  );
  const login = async () => (await at.run(['login', '--token', at.aws.nextCode()])).stderr;
  const first = await login();
  expect(first).toContain('mfa_serial of [profile a]');
  expect(first).toContain('duration_seconds of [profile a]');
  expect(await login()).not.toContain('[profile a]');
});
