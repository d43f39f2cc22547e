/**
 * Bad input, and what it gets: a table. Each row checks the exit code, what the person is told and how to go on, that
 * the credentials file is byte for byte as before with nothing left beside it, and what reached AWS.
 */
import { expect, test } from 'vitest';
import {
  CONFIG,
  CREDENTIALS,
  DEVICE,
  KEY_LINES,
  loginSetup,
  sentCodes,
  wrongCode,
  type LoginSetupOptions,
} from '../support/login-setup.ts';
import { alice, type Fault, type LoopbackAws } from '../support/loopback-aws.ts';
import {
  awsError,
  empty,
  garbageXml,
  html,
  internalFailure,
  s3Error,
  serviceUnavailable,
  throttling,
  withElement,
  withoutElement,
  wrappedError,
} from '../support/odd-answers.ts';

interface Row extends LoginSetupOptions {
  given: string;
  /** Behind `login`; a good code is added where no `--token` is among them. */
  args?: string[];
  stdin?: string;
  /** Done before the login. */
  prepare?: (aws: LoopbackAws) => void;
  fault?: Fault;
  code: number;
  /** To be found in the first line, and in those below it. */
  says: RegExp;
  remedy: RegExp;
}

const FINDS_DEVICE = /aws-mfa setup/;
const NEW_CODE = /new code/;
const NOTHING = { code: 252, says: /Standard input is empty/, remedy: /echo 123456/ };
const SIX_DIGITS = {
  code: 252,
  says: /The code from .* (has \d+ digits? instead of 6|contains characters other than digits|is empty)/,
  remedy: /123456/,
};
const BOUNDS = {
  code: 252,
  says: /--duration must be (900 to 129600 seconds \(15m to 36h\)|a duration such as 43200, 12h, 90m or 5h30m)\./,
  remedy: /--duration 12h/,
};

const tokens: Row[] = [
  ...['12345', '1234567', '12345a', '１２３４５', '', '-1', '+12345', '1e5', '0x1234', '12-456'].map(
    (token) => ({
      given: `--token ${JSON.stringify(token)}`,
      args: [`--token=${token}`],
      ...SIX_DIGITS,
    }),
  ),
  { given: 'a bad code on standard input', args: ['--token', '-'], stdin: 'abc\n', ...SIX_DIGITS },
  { given: 'nothing on standard input', args: ['--token', '-'], stdin: '', ...NOTHING },
  { given: 'a bad AWS_MFA_TOKEN', args: ['--no-input'], env: { AWS_MFA_TOKEN: '12345' }, ...SIX_DIGITS },
];

const options: Row[] = [
  ...[
    '899',
    '129601',
    '0',
    '-1',
    '12x',
    '1e3',
    '',
    '14m',
    '37h',
    '2d',
    '1.5h',
    ' 900',
    '900 ',
    '99999999999',
  ].map((duration) => ({
    given: `--duration ${JSON.stringify(duration)}`,
    args: [`--duration=${duration}`],
    ...BOUNDS,
  })),
  {
    given: 'duration_seconds out of bounds',
    config: `${CONFIG}[profile mfa]\nduration_seconds = 60\n`,
    code: 253,
    says: /duration_seconds of \[profile mfa\] must be 900 to 129600/,
    remedy: /aws configure set duration_seconds 43200 --profile mfa/,
  },
  ...['soon', '', '-1'].map((span) => ({
    given: `--min-remaining ${JSON.stringify(span)}`,
    args: [`--min-remaining=${span}`],
    code: 252,
    says: /--min-remaining must be a duration such as/,
    remedy: /^\s*$/,
  })),
  {
    given: 'a region of another partition, by flag',
    args: ['--region', 'cn-north-1'],
    code: 252,
    says: /--region cn-north-1 is in the partition aws-cn, but the MFA device is in aws\./,
    remedy: /--region/,
  },
  {
    given: 'a region that is none',
    args: ['--region', 'evil.example.com/'],
    code: 252,
    says: /--region must be a region such as us-east-1\./,
    remedy: /^\s*$/,
  },
];

const EMPTY: Row[] = [
  '--role-arn is empty',
  '--role-session-name is empty',
  '--external-id is empty',
  '--region is empty',
  '--token-command is empty',
].map((says) => ({
  given: says,
  args: [says.replace(' is empty', '=')],
  code: 252,
  says: new RegExp(`${says}\\.`),
  remedy: /omit (it|the option)/,
}));

const WORK = `[work]\n${KEY_LINES}`;

const bases: Row[] = [
  {
    given: 'no file at all',
    credentials: null,
    config: null,
    code: 253,
    says: /There is no access key in any profile or in the environment\./,
    remedy: /aws-mfa setup/,
  },
  {
    given: 'no credentials file, and settings in config',
    credentials: null,
    code: 253,
    says: /"default" has no access key/,
    remedy: /aws-mfa setup/,
  },
  {
    given: 'no such profile, a near one',
    credentials: WORK,
    args: ['--profile', 'wrok'],
    code: 253,
    says: /There is no profile "wrok" \(named by --profile\)\./,
    remedy: /Did you mean "work"\?/,
  },
  {
    given: 'no such profile, by AWS_PROFILE',
    env: { AWS_PROFILE: 'nobody' },
    code: 253,
    says: /There is no profile "nobody" \(named by AWS_PROFILE\)\./,
    remedy: /default/,
  },
  {
    given: 'a base without keys',
    credentials: '',
    args: ['--profile', 'default'],
    code: 253,
    says: /"default" has no access key/,
    remedy: /aws-mfa setup/,
  },
  {
    given: 'a base without its secret',
    credentials: '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
    code: 253,
    says: /"default" has only half of an access key: aws_secret_access_key is missing\./,
    remedy: /aws configure/,
  },
  {
    given: 'a base without its key id',
    credentials: '[default]\naws_secret_access_key = secret\n',
    code: 253,
    says: /"default" has only half of an access key: aws_access_key_id is missing\./,
    remedy: /aws configure/,
  },
  {
    given: 'a base with temporary keys',
    credentials: `[default]\n${KEY_LINES.replace('AKIA', 'ASIA')}aws_session_token = token\n`,
    code: 253,
    says: /"default" has temporary credentials, but an MFA session needs a long-term access key\./,
    remedy: /aws-mfa setup --profile NAME/,
  },
  {
    given: 'a base with temporary keys that lost their token',
    credentials: `[default]\n${KEY_LINES.replace('AKIA', 'ASIA')}`,
    code: 253,
    says: /"default" has temporary credentials/,
    remedy: /aws-mfa setup --profile NAME/,
  },
  {
    given: 'a base that is a role',
    config: `${CONFIG}[profile admin]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n`,
    args: ['--profile', 'admin'],
    code: 253,
    says: /The role profile "admin" uses the long-term access key of "default", not its session/,
    remedy: /aws configure set source_profile mfa --profile admin/,
  },
  {
    given: 'a base of IAM Identity Center',
    config: `${CONFIG}[profile sso]\nsso_session = x\n`,
    args: ['--profile', 'sso'],
    code: 253,
    says: /"sso" signs in through IAM Identity Center, which asks for MFA itself\./,
    remedy: /aws sso login --profile sso/,
  },
  {
    given: 'a base whose keys come from a command that fails',
    config: `${CONFIG}[profile tool]\ncredential_process = false\nmfa_serial = GAHT12345678\n`,
    args: ['--profile', 'tool'],
    code: 253,
    says: /credential_process of \[profile tool\] failed/,
    remedy: /It must print/,
  },
  {
    given: 'no default, and several bases',
    credentials: `${WORK}[home]\n${KEY_LINES}`,
    code: 253,
    says: /Several profiles have an access key: work, home\./,
    remedy: /--profile work/,
  },
  {
    given: 'roles in a circle',
    config: `${CONFIG}[profile a]\nrole_arn = x\nsource_profile = b\n[profile b]\nrole_arn = x\nsource_profile = a\n`,
    env: { AWS_PROFILE: 'a' },
    code: 253,
    says: /Circular source_profile: a → b → a\./,
    remedy: /long-term access key/,
  },
  {
    given: '--profile empty',
    args: ['--profile='],
    code: 252,
    says: /The name of the profile is empty/,
    remedy: /omit it/,
  },
  {
    given: 'a base in quotes, which no record of a session keeps',
    credentials: `["work"]\n${KEY_LINES}mfa_serial = ${DEVICE}\n`,
    args: ['--profile', '"work"'],
    code: 253,
    says: /""work"" cannot be used: the session records its name, which tools would misread as a comment or quotes\./,
    remedy: /Rename that profile/,
  },
  {
    given: 'a role of a profile that is not there',
    config: `${CONFIG}[profile a]\nrole_arn = x\nsource_profile = gone\n`,
    env: { AWS_PROFILE: 'a' },
    code: 253,
    says: /There is no profile "gone" \(used by AWS_PROFILE=a\)\./,
    remedy: /default/,
  },
  {
    given: 'an escape sequence in a profile name',
    args: ['--profile', 'a\x1b[31mb'],
    code: 253,
    says: /"a�\[31mb"/,
    remedy: /./,
  },
];

const devices: Row[] = [
  {
    given: 'no device anywhere',
    config: null,
    code: 253,
    says: /No MFA device is configured for "default"/,
    remedy: FINDS_DEVICE,
  },
  {
    given: 'a user ARN',
    args: ['--serial-number', 'arn:aws:iam::123456789012:user/alice'],
    code: 253,
    says: /\(--serial-number\) is the ARN of a user, not of a device\./,
    remedy: /arn:aws:iam::123456789012:mfa\/alice/,
  },
  {
    given: 'a passkey',
    config: '[default]\nmfa_serial = arn:aws:iam::123456789012:u2f/user/alice/key-1\n',
    code: 253,
    says: /\(mfa_serial of \[default\]\) is a passkey or security key, which cannot generate codes\./,
    remedy: /authenticator app/,
  },
  ...['arn:aws:iam::123456789012:role/x', 'arn:aws:iam::123:mfa/x'].map((device) => ({
    given: `the ARN ${device}`,
    args: ['--serial-number', device],
    code: 253,
    says: /is not the ARN of an MFA device/,
    remedy: FINDS_DEVICE,
  })),
  ...['12345678', 'GAHT 12345678', 'x'.repeat(257), 'GAHT12345678é'].map((device) => ({
    given: `the device ${JSON.stringify(device)}`,
    args: ['--serial-number', device],
    code: 253,
    says: /is neither an ARN nor a serial number\./,
    remedy: FINDS_DEVICE,
  })),
  {
    given: 'a device, empty',
    args: ['--serial-number='],
    code: 252,
    says: /--serial-number is empty/,
    remedy: /./,
  },
];

const MFA = `[mfa]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\naws_session_token = t\n`;

const mfaProfiles: Row[] = [
  {
    given: 'base and MFA profile the same, by flag',
    args: ['--profile', 'default', '--mfa-profile', 'default'],
    code: 252,
    says: /\[default\] cannot be both base profile and MFA profile: the session would overwrite its access key\./,
    remedy: /^ *.*aws-mfa login --profile default --mfa-profile \S+$/m,
  },
  {
    given: 'base and MFA profile the same, by its usual name',
    credentials: CREDENTIALS.replace('default', 'mfa'),
    args: ['--profile', 'mfa', '--serial-number', DEVICE],
    code: 253,
    says: /\[mfa\] cannot be both base profile and MFA profile/,
    remedy: /aws-mfa login --profile mfa --mfa-profile \S+$/m,
  },
  {
    given: 'an MFA profile with long-term keys',
    credentials: `${CREDENTIALS}[mfa]\n${KEY_LINES}`,
    code: 253,
    says: /\[mfa\] has a long-term access key, which a session would overwrite\./,
    remedy: /aws-mfa login --profile default --mfa-profile \S+$/m,
  },
  {
    given: 'an MFA profile with long-term keys, and --force',
    credentials: `${CREDENTIALS}[mfa]\n${KEY_LINES}`,
    args: ['--force', '--mfa-profile', 'mfa'],
    code: 253,
    says: /\[mfa\] has a long-term access key/,
    remedy: /--mfa-profile \S+$/m,
  },
  {
    given: 'an MFA profile whose long-term keys stand in config',
    config: `${CONFIG}[profile mfa]\n${KEY_LINES}`,
    code: 253,
    says: /\[mfa\] has a long-term access key/,
    remedy: /--mfa-profile \S+$/m,
  },
  {
    given: 'an MFA profile of another base',
    credentials: `${CREDENTIALS}${WORK}${MFA}x_source_profile = work\n`,
    code: 253,
    says: /\[mfa\] has the session of base profile "work", not of "default"/,
    remedy: /aws-mfa login --profile default --mfa-profile \S+$/m,
  },
  ...[
    'DEFAULT',
    'constructor',
    '__proto__',
    '',
    'my mfa',
    '営業',
    'é',
    'a]b',
    '[a',
    'a\tb',
    'a\nb',
    '#a',
    'a"b',
  ].map((name) => ({
    given: `--mfa-profile ${JSON.stringify(name)}`,
    args: [`--mfa-profile=${name}`],
    code: 252,
    says: /The name in --mfa-profile cannot be used: .*\./,
    remedy: /--mfa-profile mfa/,
  })),
];

const endpoints: Row[] = [
  ...[
    'http://sts.example.com',
    'http://10.0.0.1:4566',
    'http://127.0.0.1.example.com',
    'http://169.254.169.254',
  ].map((url) => ({
    given: `the endpoint ${url}`,
    env: { AWS_ENDPOINT_URL_STS: url },
    code: 253,
    says: /AWS_ENDPOINT_URL_STS is plain http to .*\. The session would cross the network unencrypted\./,
    remedy: /https/,
  })),
  ...['sts.example.com', 'ftp://sts.example.com', 'localhost:4566', '/'].map((url) => ({
    given: `the endpoint ${url}`,
    env: { AWS_ENDPOINT_URL_STS: url },
    code: 253,
    says: /AWS_ENDPOINT_URL_STS is not a valid URL/,
    remedy: /https:/,
  })),
];

test.each([...tokens, ...options, ...EMPTY, ...bases, ...devices, ...mfaProfiles, ...endpoints])(
  '$given: $code before anything is sent',
  async (row) => {
    const { aws } = await expectRefused(row);
    expect(aws.connections()).toBe(0);
  },
);

const refusals: Row[] = [
  {
    given: 'a wrong code',
    code: 254,
    says: /AWS rejected the code: it is mistyped, expired, or already used\./,
    remedy: /The next code appears in \d+ s/,
  },
  {
    given: 'a device of somebody else',
    prepare: ({ users }) => users.forEach((user) => (user.devices = {})),
    code: 254,
    says: new RegExp(
      `does not recognize ${DEVICE} as an MFA device of this user \\(from mfa_serial of \\[default\\]\\)`,
    ),
    remedy: FINDS_DEVICE,
  },
  {
    given: 'a deleted key',
    prepare: ({ users }) => users.forEach((user) => (user.active = false)),
    code: 254,
    says: /does not recognize the access key …MPLE of "default" \(asked .*\)\. It may be deleted, inactive, or in another partition\./,
    remedy: /aws configure/,
  },
  {
    given: 'a wrong secret',
    aws: { users: [{ ...alice(), secretAccessKey: 'another' }] },
    code: 254,
    says: /secret access key of "default" does not match the access key …MPLE/,
    remedy: /aws configure/,
  },
  {
    given: 'STS off in the region',
    aws: { regionDisabled: true },
    code: 254,
    says: /is not activated for this account\./,
    remedy: /--region/,
  },
  {
    given: 'keys that are those of a session after all',
    fault: awsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403),
    code: 254,
    says: /keys of "default" belong to a session\. AWS gives an MFA session only for a long-term access key\./,
    remedy: /--profile NAME/,
  },
  {
    given: 'a request that AWS finds malformed',
    fault: awsError('ValidationError', "1 validation error detected: Value at 'tokenCode'", 400),
    code: 254,
    says: /AWS found an invalid value in the request: 1 validation error/,
    remedy: /./,
  },
  {
    given: 'throttled',
    fault: throttling,
    code: 254,
    says: /AWS is busy or has an outage \(HTTP 400, Throttling\)\./,
    remedy: NEW_CODE,
  },
  { given: 'HTTP 500', fault: internalFailure, code: 255, says: /busy .*HTTP 500/, remedy: NEW_CODE },
  { given: 'HTTP 503', fault: serviceUnavailable, code: 255, says: /busy .*HTTP 503/, remedy: NEW_CODE },
  { given: 'XML garbage', fault: garbageXml(), code: 255, says: /cannot be read/, remedy: NEW_CODE },
  { given: 'XML garbage, HTTP 502', fault: garbageXml(502), code: 255, says: /HTTP 502/, remedy: NEW_CODE },
  { given: 'HTML, HTTP 200', fault: html(), code: 255, says: /cannot be read|without/, remedy: NEW_CODE },
  { given: 'HTML, HTTP 302', fault: html(302), code: 255, says: /HTTP 302/, remedy: NEW_CODE },
  { given: 'HTML, HTTP 403', fault: html(403), code: 254, says: /denied/, remedy: /proxy/ },
  {
    given: 'HTML, HTTP 404',
    fault: html(404),
    code: 255,
    says: /sent an answer that is not from STS \(HTTP 404, /,
    remedy: NEW_CODE,
  },
  {
    given: 'an empty body, HTTP 200',
    fault: empty(200),
    code: 255,
    says: /cannot be read|without/,
    remedy: NEW_CODE,
  },
  {
    given: 'an empty body, HTTP 403',
    fault: empty(403),
    code: 254,
    says: / denied access\./,
    remedy: /proxy/,
  },
  { given: 'an empty body, HTTP 500', fault: empty(500), code: 255, says: /HTTP 500/, remedy: NEW_CODE },
  {
    given: "S3's form of an error",
    fault: s3Error('AccessDenied', 'no'),
    code: 254,
    says: /denied/,
    remedy: /proxy/,
  },
  {
    given: 'a wrapped error',
    fault: wrappedError('AccessDenied', 'no'),
    code: 254,
    says: / denied access: no\./,
    remedy: /proxy/,
  },
  {
    given: 'an escape sequence in what STS says',
    fault: awsError('AccessDenied', 'no &#27;[31m red', 403),
    code: 254,
    says: /denied/,
    remedy: /./,
  },
  ...[
    'AWS answered without a usable AccessKeyId. Nothing was written. The code may have been used.',
    'AWS answered without a usable SecretAccessKey. Nothing was written. The code may have been used.',
    'AWS answered without a usable SessionToken. Nothing was written. The code may have been used.',
    'AWS answered without an Expiration. Nothing was written. The code may have been used.',
  ].map((says) => ({
    given: says,
    fault: withoutElement(/(\w+)\. Nothing/.exec(says)?.[1] ?? ''),
    code: 255,
    says: new RegExp(`^${says}$`),
    remedy: NEW_CODE,
  })),
  ...[
    ['AccessKeyId', 'ASIA X'],
    ['SecretAccessKey', 'a&#10;[default]'],
    ['SessionToken', 'a&#13;b'],
    ['SessionToken', ''],
    ['SessionToken', 'é'],
  ].map(([field = '', value = '']) => ({
    given: `${field} ${JSON.stringify(value)}`,
    fault: withElement(field, value),
    code: 255,
    says: new RegExp(`without .*${field}`),
    remedy: NEW_CODE,
  })),
  ...['2020-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z', 'soon', ''].map((date) => ({
    given: `the expiration ${JSON.stringify(date)}`,
    fault: withElement('Expiration', date),
    code: 255,
    says: /Expiration|cannot be read/,
    remedy: NEW_CODE,
  })),
];

test.each(refusals)('$given: $code, and the code is sent once', async (row) => {
  const { aws, token } = await expectRefused(row);
  expect(sentCodes(aws)).toEqual([token]);
});

/** Runs the row; nothing must have changed, and no code may be shown. */
async function expectRefused({ args = [], stdin, prepare, fault, code, says, remedy, ...options }: Row) {
  const { run, sandbox, aws } = await loginSetup(options);
  const before = options.credentials === null ? undefined : sandbox.bytes();
  const token = says.source.includes('rejected the code') ? wrongCode(aws) : aws.nextCode();
  prepare?.(aws);
  if (fault) aws.next(fault);
  const codeGiven = args.some((arg) => arg.startsWith('--token')) || 'AWS_MFA_TOKEN' in (options.env ?? {});
  const all = ['login', ...args, ...(codeGiven ? [] : ['--token', token])];
  const result = await run(all, stdin === undefined ? {} : { stdin });
  expect(result).toMatchObject({ code, signal: null, stdout: '' });
  const [, what = '', below = ''] = /^✗ (.*)\n([^]*)$/m.exec(result.stderr) ?? [];
  expect(what).toMatch(says);
  expect(below).toMatch(remedy);
  expect(result.stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]|\n\s+at /);
  expect(result.stderr).not.toContain(token);
  if (before) expect(sandbox.bytes()).toEqual(before);
  else expect(() => sandbox.read()).toThrow('ENOENT');
  expect(sandbox.leftovers()).toEqual([]);
  return { aws, token };
}
