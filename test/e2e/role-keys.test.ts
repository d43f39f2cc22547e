/** A role profile on the session: `export` prints the keys of the role, and `exec --role-keys` passes them on. */
import { describe, expect, it } from 'vitest';
import { role } from '../support/aws/roles.ts';
import { CONFIG, loginSetup, type LoginSetup, type LoginSetupOptions } from '../support/login-setup.ts';

const ADMIN = role('Admin', { maxSessionDuration: 43_200 });
const PARTNER = role('Partner', { arn: 'arn:aws:iam::222222222222:role/Partner', externalId: 'acme:7' });
const SECOND = role('Second', { arn: 'arn:aws:iam::333333333333:role/Second', trusts: [PARTNER.arn] });
const CLOSED = role('Closed', { trusts: [] });

const ROLES = `[profile admin]
role_arn = ${ADMIN.arn}
source_profile = mfa
region = eu-west-3
[profile long]
role_arn = ${ADMIN.arn}
source_profile = mfa
role_session_name = nightly
duration_seconds = 7200
[profile partner]
role_arn = ${PARTNER.arn}
source_profile = mfa
external_id = acme:7
duration_seconds = 1800
[profile second]
role_arn = ${SECOND.arn}
source_profile = partner
[profile closed]
role_arn = ${CLOSED.arn}
source_profile = mfa
[profile on-keys]
role_arn = ${ADMIN.arn}
source_profile = default
[profile circular]
role_arn = ${ADMIN.arn}
source_profile = circular-too
[profile circular-too]
role_arn = ${ADMIN.arn}
source_profile = circular
`;

async function prepared(options: LoginSetupOptions = {}): Promise<LoginSetup> {
  const roles = [ADMIN, PARTNER, SECOND, CLOSED];
  const setup = await loginSetup({ config: CONFIG + ROLES, aws: { roles }, ...options });
  expect(await setup.run(['login', '--token', setup.aws.nextCode()])).toMatchObject({ code: 0 });
  return setup;
}

interface ProcessOutput {
  AccessKeyId: string;
  Expiration: string;
}

const minutesLeft = ({ Expiration }: ProcessOutput) => (Date.parse(Expiration) - Date.now()) / 60_000;

describe('export', () => {
  it.each<[profile: string, identity: string, minutes: number]>([
    ['admin', 'arn:aws:sts::123456789012:assumed-role/Admin/aws-mfa-alice', 60],
    ['long', 'arn:aws:sts::123456789012:assumed-role/Admin/nightly', 60],
    ['partner', 'arn:aws:sts::222222222222:assumed-role/Partner/aws-mfa-alice', 30],
    ['second', 'arn:aws:sts::333333333333:assumed-role/Second/aws-mfa-alice', 60],
    ['mfa', 'arn:aws:iam::123456789012:user/alice', 720],
  ])('%s', async (profile, identity, minutes) => {
    const { run, env, aws, sandbox } = await prepared();
    const before = sandbox.read();
    for (const [flags, others] of [
      [['--profile', profile], {}],
      [[], { AWS_PROFILE: profile }],
    ] as const) {
      const { code, stdout } = await run(['export', ...flags], { env: { ...env, ...others } });
      expect(code).toBe(0);
      const output = JSON.parse(stdout) as ProcessOutput;
      expect(aws.identityOf(output.AccessKeyId)).toBe(identity);
      expect(Math.abs(minutesLeft(output) - minutes)).toBeLessThan(2);
    }
    expect(sandbox.read()).toBe(before);
    expect(aws.requests.filter(({ params }) => params['TokenCode'])).toHaveLength(1);
  });

  it('every format has the keys of the role, and its region', async () => {
    const { run, aws } = await prepared();
    for (const format of ['env', 'env-no-export', 'powershell', 'windows-cmd', 'fish']) {
      const { stdout } = await run(['export', '--profile', 'admin', '--format', format]);
      expect(aws.identityOf(/ASIA\w+/.exec(stdout)?.[0])).toContain('assumed-role/Admin/');
      expect(stdout).toContain('eu-west-3');
    }
  });

  it('says that a longer duration is not possible', async () => {
    const { run } = await prepared();
    expect((await run(['export', '--profile', 'long'])).stderr).toBe(
      '• duration_seconds of [profile long] is 2h 0m, but a role that is assumed with a session lasts 1h 0m at most.\n',
    );
  });

  it('--session: the session itself', async () => {
    const { run, env, aws } = await prepared();
    for (const flags of [['--profile', 'second'], []]) {
      const { stdout } = await run(['export', ...flags, '--session'], {
        env: { ...env, ...(flags.length === 0 && { AWS_PROFILE: 'second' }) },
      });
      expect(aws.identityOf((JSON.parse(stdout) as ProcessOutput).AccessKeyId)).toMatch(/user\/alice$/);
    }
  });

  it('options name the session of the role', async () => {
    const { run, aws } = await prepared();
    const { stdout } = await run(['export', '--profile', 'admin', '--role-session-name', 'by-hand']);
    const { AccessKeyId } = JSON.parse(stdout) as ProcessOutput;
    expect(aws.identityOf(AccessKeyId)).toMatch(/assumed-role\/Admin\/by-hand$/);
  });

  it('renews the session first, with one code', async () => {
    const { run, aws, sandbox } = await loginSetup({ config: CONFIG + ROLES, aws: { roles: [ADMIN] } });
    const { code, stdout } = await run(['export', '--profile', 'admin', '--token', aws.nextCode()]);
    expect(code).toBe(0);
    expect(aws.identityOf((JSON.parse(stdout) as ProcessOutput).AccessKeyId)).toContain('/Admin/');
    expect(sandbox.read()).toContain('[mfa]');
    expect(aws.requests.map(({ action }) => action)).toEqual(['GetSessionToken', 'AssumeRole']);
  });

  it('asks STS in the region of the role', async () => {
    const { run, aws } = await prepared();
    await run(['export', '--profile', 'admin']);
    expect(aws.requests.at(-1)?.headers['authorization']).toContain('/eu-west-3/sts/');
  });

  it.each<[profile: string, code: number, words: string]>([
    ['closed', 254, `AWS does not let the user of "default" assume ${CLOSED.arn}`],
    ['on-keys', 253, 'aws-mfa export --profile on-keys --mfa-profile NAME'],
    ['circular', 253, 'circular → circular-too → circular'],
  ])('%s: an error, and nothing on standard output', async (profile, code, words) => {
    const { run, sandbox } = await prepared();
    const before = sandbox.read();
    const result = await run(['export', '--profile', profile]);
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(words) as string });
    expect(sandbox.read()).toBe(before);
  });

  it('a session that AWS no longer accepts', async () => {
    const { run, aws } = await prepared();
    aws.forgetSessions();
    const { code, stdout, stderr } = await run(['export', '--profile', 'admin']);
    expect([code, stdout]).toEqual([254, '']);
    expect(stderr).toContain('AWS rejected the session of the user of "default" (InvalidClientTokenId)');
    expect(stderr).toContain('aws-mfa login --force --profile mfa');
  });
});

describe('exec', () => {
  const print = ['--', 'sh', '-c', 'echo "$AWS_ACCESS_KEY_ID $AWS_PROFILE $AWS_SDK_LOAD_CONFIG $AWS_REGION"'];

  it('--role-keys: the keys of the role, and no profile', async () => {
    const { run, env, aws } = await prepared();
    const { code, stdout } = await run(['exec', '--role-keys', ...print], {
      env: { ...env, AWS_PROFILE: 'admin' },
    });
    expect(code).toBe(0);
    const [key, ...others] = stdout.trim().split(/ +/);
    expect(aws.identityOf(key)).toContain('assumed-role/Admin/');
    expect(others).toEqual(['eu-west-3']);
  });

  it('--role-keys --no-write: with a session that is not stored', async () => {
    const { run, aws, sandbox } = await loginSetup({ config: CONFIG + ROLES, aws: { roles: [ADMIN] } });
    const before = sandbox.read();
    const args = ['exec', '--profile', 'admin', '--role-keys', '--no-write', '--token', aws.nextCode()];
    const { code, stdout } = await run([...args, ...print]);
    expect(code).toBe(0);
    expect(aws.identityOf(stdout.split(' ')[0])).toContain('assumed-role/Admin/');
    expect(sandbox.read()).toBe(before);
  });

  it('otherwise the profile stays selected, for version 2 of the SDK for JavaScript, too', async () => {
    const { run } = await prepared();
    const { stdout } = await run(['exec', '--profile', 'admin', ...print]);
    expect(stdout.trim().split(/ +/)).toEqual(['admin', '1']);
  });

  it('a role that AWS denies: the command does not run', async () => {
    const { run } = await prepared();
    const result = await run(['exec', '--profile', 'closed', '--role-keys', ...print]);
    expect(result).toMatchObject({ code: 125, stdout: '' });
  });
});
