/**
 * No secret anywhere: keys, session and code bear marks, and whatever goes wrong, with `--debug` or without, none of
 * the marks is on standard output or error, in the name of any file that ever lay beside the credentials, or in the
 * arguments of another process. Nor does a control character reach the screen.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, watch } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loginSetup, type LoginSetup, type LoginSetupOptions } from '../support/login-setup.ts';
import { alice, type Fault } from '../support/loopback-aws.ts';
import {
  awsError,
  empty,
  garbageXml,
  html,
  internalFailure,
  s3Error,
  serviceUnavailable,
  throttling,
  wrappedError,
} from '../support/odd-answers.ts';
import { programPath } from '../support/program.ts';
import { startProgram, type RunResult } from '../support/run.ts';

const CODE = '918273';
const KEY = 'AKIAMARKEDBYTHETESTS';
const SECRET = 'SecretMarkedByTheTests/+MarkedByTheTests';
const SESSION_KEY = 'ASIAMARKEDBYTHETESTS';
const SESSION_SECRET = 'SessionSecretMarked/+ByTheTestsByTheTest';
const PROXY_PASSWORD = 'ProxyPasswordMarked';
const SESSION_TOKEN = `TokenMarkedByTheTests/+${'token'.repeat(40)}==`;
/** Parts will do: a secret cut short is a secret told. In lower case, as the reader makes of whatever it takes for a key. */
const MARKS = [
  CODE,
  '91827',
  KEY,
  SECRET.slice(0, 12),
  SESSION_KEY,
  SESSION_SECRET.slice(0, 12),
  SESSION_TOKEN.slice(0, 12),
  PROXY_PASSWORD,
];

const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';
const KEY_LINES = `aws_access_key_id = ${KEY}\naws_secret_access_key = ${SECRET}\n`;
const CREDENTIALS = `[default]\n${KEY_LINES}`;
const CONFIG = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;
const OLD_SESSION = `aws_access_key_id = ${SESSION_KEY}\naws_secret_access_key = ${SESSION_SECRET}\naws_session_token = ${SESSION_TOKEN}\n`;

interface Row extends LoginSetupOptions {
  given: string;
  /** All that stands behind `aws-mfa`; by default a login with the marked code. */
  args?: string[];
  stdin?: string;
  fault?: Fault;
  /** Whether the device knows the code: it does by default. */
  isRefused?: true;
  prepare?: (setup: LoginSetup) => void;
  /** Whether the run must end well, or must not; said where the row would prove nothing otherwise. */
  succeeds?: boolean | undefined;
}

const typed: Row[] = [
  ['login', `--tokn=${CODE}`],
  ['login', '--tokn', CODE],
  ['login', `--token${CODE}`],
  ['login', `-t${CODE}`],
  ['login', `-${CODE}`],
  ['login', `--${CODE}`],
  ['login', CODE],
  ['login', '--token', CODE, CODE],
  ['login', '--token', '--profile', CODE],
  ['login', '--token', `${CODE}a`],
  ['login', '--token', '91827a'],
  ['login', '--token', '91827'],
  ['login', '--token', `${CODE}1`],
  ['login', `--token=${CODE} ${CODE}`],
  ['login', '--token', CODE, '--duration', CODE],
  ['login', '--token', CODE, '--min-remaining', `${CODE}x`],
  ['login', '--token', CODE, '--region', `${CODE}/`],
  ['login', '--token', CODE, '--serial-number', CODE],
  ['login', '--json', '--token', '91827a'],
  [CODE],
  [CODE, 'login'],
  [`log${CODE}in`],
  [`--token=${CODE}`],
  ['--token', CODE, 'login'],
  ['help', CODE],
  ['login', 'help', CODE],
  ['completion', CODE],
  ['completion', 'bash', CODE],
].map((args) => ({ given: `aws-mfa ${args.join(' ')}`, args, succeeds: false }));

const codes: Row[] = [
  { given: 'a code on standard input that is none', args: ['login', '--token', '-'], stdin: '91827a\n' },
  { given: 'an AWS_MFA_TOKEN that is none', args: ['login', '--no-input'], env: { AWS_MFA_TOKEN: '91827a' } },
  { given: 'a code that AWS refuses', isRefused: true },
];

const files: Row[] = [
  ['a wrapped secret', CREDENTIALS.replace('/+', '/+\n  ')],
  ['secrets on lines of their own', `[default]\n${KEY}\n${SECRET}\n`],
  ['secrets ahead of any section', `${SECRET}\n${KEY}=${SECRET}\n[default]\n`],
  ['a secret that looks like a key', `[default]\naws_access_key_id = ${KEY}\n${SECRET} = x\n${SECRET} = x\n`],
  ['half a key', `[default]\naws_secret_access_key = ${SECRET}\n`],
  ['quotes and comments', `[default]\naws_access_key_id: "${KEY}" # ${SECRET}\n`],
  ['temporary keys', `[default]\n${OLD_SESSION}`],
  ['long-term keys in [mfa]', `${CREDENTIALS}[mfa]\n${KEY_LINES}`],
  ['[mfa] twice', `${CREDENTIALS}[mfa]\n${OLD_SESSION}[mfa]\n${OLD_SESSION}`],
  ['[mfa]# c', `${CREDENTIALS}[mfa]# c\n${OLD_SESSION}`],
  ['an indented [mfa]', `${CREDENTIALS}  [mfa]\n${OLD_SESSION}`],
  ['a token in [DEFAULT]', `${CREDENTIALS}[DEFAULT]\n${OLD_SESSION}`],
  ['CR only', CREDENTIALS.replaceAll('\n', '\r')],
  ["another base's session", `${CREDENTIALS}[mfa]\n${OLD_SESSION}x_source_profile = other\n`],
].map(([given = '', credentials = '']) => ({ given, credentials }));

const answers: Row[] = [
  { given: 'a wrong secret', aws: { users: [{ ...marked(), secretAccessKey: 'another' }] } },
  { given: 'an unknown key', aws: { users: [{ ...marked(), accessKeyId: 'AKIAANOTHER' }] } },
  { given: 'a wrong device', aws: { users: [{ ...marked(), devices: {} }] } },
  ...faults({
    'a code repeated by AWS': awsError('ValidationError', `Value '${CODE}' at 'tokenCode' is malformed`, 400),
    'a code repeated by a denial': awsError('AccessDenied', `no ${CODE} for you`, 403),
    'a code and a key repeated by another server': s3Error('AccessDenied', `${CODE} of ${KEY}`),
    'a code for the name of an error': awsError(CODE, 'no', 403),
    'a key for the name of an error': awsError(KEY, 'no', 500),
    'a wrapped error': wrappedError('AccessDenied', `${CODE} of ${KEY}`),
    'a page that repeats all': html(200, `<html><p>${CODE} ${SESSION_TOKEN} ${SECRET}</html>`),
    'a refusal that repeats all': html(403, `<html><p>${CODE} ${SESSION_TOKEN} ${SECRET}</html>`),
    'a broken answer': instead(`<GetSessionTokenResponse><SessionToken>${SESSION_TOKEN}</Sess`),
    'an answer that is no XML': instead(`${SESSION_TOKEN} ${SESSION_SECRET} ${CODE}`),
    'an answer in JSON': instead(JSON.stringify({ token: SESSION_TOKEN, code: CODE })),
    garbage: garbageXml(),
    nothing: empty(200),
    'a refusal without words': empty(403),
    throttling: throttling,
    'an internal failure': internalFailure,
    'no service': serviceUnavailable,
    'no expiry': changed((body) => body.replace(/<Expiration>[^<]*<\/Expiration>/, '')),
    'an expiry that is none': changed((body) => body.replace(/(<Expiration>)[^<]*/, `$1${SESSION_TOKEN}`)),
    'an expiry that is past': changed((body) => body.replace(/(<Expiration>)\d+/, '$11999')),
    'a token in two lines': changed((body) =>
      body.replace(SESSION_TOKEN, `${SESSION_TOKEN}\n${SESSION_TOKEN}`),
    ),
    'a key with a blank': changed((body) => body.replace(SESSION_KEY, `${SESSION_KEY} x`)),
    'no connection': { drop: 'connection' },
    'a connection lost early': { drop: 'before reading' },
    'a connection lost late': { drop: 'after deciding' },
    'half an answer': { ...changed((body) => body), drop: 'within answer' },
  }),
];

const places: Row[] = [
  {
    given: 'a session that cannot be kept',
    succeeds: false,
    prepare: ({ aws, sandbox }) => {
      // Arrives while AWS is asked, so that the write comes to a folder instead of a lock.
      void aws.arrived(1).then(() => mkdirSync(`${sandbox.home}/.aws/.credentials.aws-mfa.lock`));
    },
  },
  { given: 'a session that is written', succeeds: true },
  { given: 'a rehearsal', args: ['login', '--dry-run', '--token', CODE], succeeds: true },
];

const PROCESS_ANSWER = JSON.stringify({ Version: 1, AccessKeyId: KEY, SecretAccessKey: SECRET });
const PROXY = `http://alice:${PROXY_PASSWORD}@127.0.0.1:9`;
const ROLE = ['--role-arn', 'arn:aws:iam::123456789012:role/Admin', '--mfa-profile', 'admin'];
const reach: Row[] = [
  {
    given: 'a command that gives the code',
    args: ['login', '--token-command', `echo ${CODE}`],
    succeeds: true,
  },
  {
    given: 'a command that fails',
    args: ['login', '--token-command', `echo ${SECRET}; exit 1`],
    succeeds: false,
  },
  {
    given: 'a command that prints no code',
    args: ['login', '--token-command', `echo ${SECRET}`],
    succeeds: false,
  },
  {
    given: 'a command of the profile, with a seed on its line',
    config: `${CONFIG}mfa_process = false --seed ${SECRET}\n`,
    args: ['login'],
    succeeds: false,
  },
  {
    given: 'keys by a process',
    credentials: null,
    config: `${CONFIG}credential_process = echo '${PROCESS_ANSWER}'\n`,
    succeeds: true,
  },
  {
    given: 'a process that fails, and says all',
    credentials: null,
    config: `${CONFIG}credential_process = echo '${PROCESS_ANSWER}' >&2 && false --password ${SECRET}\n`,
    succeeds: false,
  },
  {
    given: 'a process that gives a session',
    credentials: null,
    config: `${CONFIG}credential_process = echo '${PROCESS_ANSWER.replace('}', `,"SessionToken":"${SESSION_TOKEN}"}`)}'\n`,
    succeeds: false,
  },
  { given: 'a role that AWS does not know', args: ['login', '--token', CODE, ...ROLE], succeeds: false },
  {
    given: 'an external id that is none',
    args: ['login', '--token', CODE, ...ROLE, '--external-id', `${SECRET} ${CODE}`],
    succeeds: false,
  },
  { given: 'a proxy that cannot be reached', env: { HTTP_PROXY: PROXY }, succeeds: false },
  { given: 'a proxy that is none', env: { HTTP_PROXY: `http://alice:${PROXY_PASSWORD}@` }, succeeds: false },
  {
    given: 'a proxy of another kind',
    env: { ALL_PROXY: `socks5://alice:${PROXY_PASSWORD}@127.0.0.1:9` },
    succeeds: true,
  },
  {
    given: 'a proxy in a rehearsal',
    env: { HTTP_PROXY: PROXY },
    args: ['login', '--dry-run'],
    succeeds: true,
  },
  {
    given: 'a proxy, and libraries told to talk',
    env: { HTTP_PROXY: PROXY, DEBUG: '*', NODE_DEBUG: 'http,net' },
    succeeds: false,
  },
  { given: 'certificates that are keys', env: { AWS_CA_BUNDLE: '~/.aws/credentials' }, succeeds: false },
  { given: 'no device, and nobody to ask', config: '[default]\nregion = eu-west-1\n', succeeds: false },
  { given: 'a set-up with nobody to ask', args: ['setup'], succeeds: false },
];

/** What is printed on request is no leak; whatever goes wrong ahead of it prints nothing. */
const handedOut: Row[] = [
  { given: 'no code for an export', args: ['export'], succeeds: false },
  { given: 'a format that is a code', args: ['export', '--format', CODE], succeeds: false },
  { given: 'a format that is a secret', args: ['export', `--format=${SECRET}`], succeeds: false },
  { given: 'half a code for an export', args: ['export', '--token', '91827'], succeeds: false },
  { given: 'a code behind export', args: ['export', CODE], succeeds: false },
  { given: 'a code that is refused to an export', args: ['export', '--token', CODE], isRefused: true },
  { given: 'a command with a new session', args: ['exec', '--token', CODE, 'true'], succeeds: true },
  {
    given: 'a command that there is not',
    args: ['exec', '--token', CODE, 'no-such-command'],
    succeeds: false,
  },
  { given: 'a code in the place of the command', args: ['exec', CODE], succeeds: false },
  { given: 'a code in the place of the profile', args: ['exec', CODE, '--', 'true'], succeeds: false },
  { given: 'a code refused to a command', args: ['exec', '--token', CODE, 'true'], isRefused: true },
  { given: 'an option of exec that there is not', args: ['exec', `--tokn=${CODE}`, 'true'], succeeds: false },
];

const SESSION = `${OLD_SESSION}x_security_token_expires = ${new Date(Date.now() + 3_600_000).toISOString()}
x_token_issue_time = ${new Date().toISOString()}\nx_mfa_serial = ${DEVICE}\nx_source_profile = default\n`;
const LOGGED_IN = `${CREDENTIALS}\n[mfa]\n${SESSION}`;
const ROLE_PROFILE = `${CONFIG}[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = mfa\n`;

/** Every form of what looks at sessions and takes them out. */
const LOOKS = [
  ...[
    ['status'],
    ['status', '--json'],
    ['status', 'mfa'],
    ['status', 'mfa', '--json'],
    ['status', '--check'],
  ],
  ...[['logout'], ['logout', 'mfa'], ['logout', '--all']],
];
const looks: Row[] = [
  ...LOOKS.flatMap((args): Row[] => [
    {
      given: `${args.join(' ')}, with a session`,
      args,
      credentials: LOGGED_IN,
      config: ROLE_PROFILE,
      succeeds: true,
    },
    {
      given: `${args.join(' ')}, with keys in the environment`,
      args,
      credentials: LOGGED_IN,
      env: {
        AWS_ACCESS_KEY_ID: SESSION_KEY,
        AWS_SECRET_ACCESS_KEY: SESSION_SECRET,
        AWS_SESSION_TOKEN: SESSION_TOKEN,
        AWS_PROFILE: 'mfa',
      },
      succeeds: true,
    },
    ...files.map(({ given, credentials = '' }) => ({
      given: `${args.join(' ')}, ${given}`,
      args,
      credentials,
    })),
  ]),
  ...['status', 'logout'].flatMap((command): Row[] => [
    { given: `${command}, a code as the name`, args: [command, CODE], succeeds: false },
    { given: `${command}, a code behind --profile`, args: [command, '--profile', CODE], succeeds: false },
    { given: `${command}, a code as another word`, args: [command, 'mfa', CODE], succeeds: false },
    { given: `${command}, a code as an option`, args: [command, `--${CODE}`], succeeds: false },
    { given: `${command}, an option of login`, args: [command, '--token', CODE], succeeds: false },
    {
      given: `${command}, a folder in the file's place`,
      args: [command],
      env: { AWS_SHARED_CREDENTIALS_FILE: '~' },
    },
  ]),
  {
    given: 'status, a code as the span',
    args: ['status', '--check', '--min-remaining', `${CODE}x`],
    succeeds: false,
  },
  { given: 'logout, a code beside --all', args: ['logout', '--all', CODE], succeeds: false },
  {
    given: 'logout, a lock that is a folder',
    args: ['logout'],
    credentials: LOGGED_IN,
    prepare: ({ sandbox }) => {
      mkdirSync(`${sandbox.home}/.aws/.credentials.aws-mfa.lock`);
    },
    succeeds: false,
  },
  {
    given: 'logout, a session that another tool wrote over',
    args: ['logout'],
    credentials: `${LOGGED_IN}expiration = 2030-01-01 00:00:00\n`,
    succeeds: false,
  },
];

const ESCAPE = '\x1b[2J\x1b]0;x\x07\x9b31m\u202e';
const escapes: Row[] = [
  { given: 'in the name of a base', credentials: `[evil${ESCAPE}]\n${KEY_LINES}` },
  {
    given: 'in the name of a base, asked for in JSON',
    credentials: `[evil\u009b31m]\n${KEY_LINES}`,
    args: ['login', '--json', '--dry-run'],
  },
  { given: 'in the device', config: `[default]\nmfa_serial = ${DEVICE}${ESCAPE}\n` },
  { given: 'in --profile', args: ['login', '--profile', ESCAPE] },
  { given: 'in --profile, in JSON', args: ['login', '--json', '--profile', '\u009b31m'] },
  { given: 'in --mfa-profile', args: ['login', '--mfa-profile', ESCAPE] },
  { given: 'in --region', args: ['login', '--region', ESCAPE] },
  { given: 'in --serial-number', args: ['login', '--serial-number', ESCAPE] },
  { given: 'in an option', args: ['login', `--x${ESCAPE}`] },
  { given: 'in a command', args: [`login${ESCAPE}`] },
  { given: 'in a shell', args: ['completion', ESCAPE] },
  { given: 'in a command whose help is wanted', args: ['help', ESCAPE] },
  { given: 'in AWS_PROFILE', env: { AWS_PROFILE: ESCAPE } },
  { given: 'in the region of the environment', env: { AWS_REGION: ESCAPE } },
  { given: 'in the endpoint', env: { AWS_ENDPOINT_URL_STS: `http://${ESCAPE}/` } },
  ...LOOKS.flatMap((args): Row[] => [
    {
      given: `in what ${args.join(' ')} finds`,
      args,
      credentials: `[default${ESCAPE}]\n${KEY_LINES}[evil${ESCAPE}]\n${SESSION}x_principal_arn = a${ESCAPE}\n`,
      config: `[profile r${ESCAPE}]\nrole_arn = a\nsource_profile = evil${ESCAPE}\n`,
    },
    {
      given: `in AWS_PROFILE of ${args.join(' ')}`,
      args,
      credentials: LOGGED_IN,
      env: { AWS_PROFILE: ESCAPE },
    },
  ]),
  { given: 'in the name behind status', args: ['status', ESCAPE] },
  { given: 'in the name behind logout', args: ['logout', ESCAPE] },
  { given: 'in the path of the file', env: { AWS_SHARED_CREDENTIALS_FILE: `/no/${ESCAPE}` } },
  ...faults({
    "in AWS' words": awsError('AccessDenied', `no&#x1b;[2J \x9b31m`, 403),
    "in another server's words": s3Error('AccessDenied', `no\x9b31m \u202e`),
    "in an error's name": awsError(`Odd\x9b31m`, 'x', 403),
    'in a page': html(502, `<html>${ESCAPE}</html>`),
    'in a session': changed((body) => body.replace(SESSION_TOKEN, `${SESSION_TOKEN}\x9b31m`)),
  }),
];

/** The same files, answers and names before the doctor's eyes, who is given no code, so that AWS can repeat none. */
const examined: Row[] = [...files, ...answers, ...reach, ...escapes]
  .filter(({ given, args = [] }) => args.length <= 1 && !/repeated|wrapped error/.test(given))
  // Without an AWS CLI, which takes longer to start than all the rest.
  .map((row) => ({ ...row, env: { ...row.env, PATH: '/none' }, succeeds: undefined }))
  .flatMap((row) => [
    { ...row, args: ['doctor'] },
    { ...row, given: `${row.given}, as JSON`, args: ['doctor', '--json'] },
  ]);

const tables = Object.entries({
  typed,
  codes,
  files,
  answers,
  places,
  reach,
  handedOut,
  looks,
  escapes,
  examined,
});
const rows = tables.flatMap(([table, all]) =>
  all.map((row) => [`${table}: ${JSON.stringify(row.given)}`, row] as const),
);

describe.each([
  ['said', []],
  ['said with --debug', ['--debug']],
])('%s', (_, flags) => {
  test.each(rows)('%s', async (__, row) => {
    const { args: [command = '', ...rest] = ['login', '--token', CODE], fault, stdin } = row;
    const aws = { users: [marked()] };
    const setup = await loginSetup({ credentials: CREDENTIALS, config: CONFIG, aws, ...row });
    const names = namesBeside(setup);
    if (!row.isRefused) setup.aws.acceptCodes(CODE);
    setup.aws.next(fault ?? changed((body) => body), Infinity);
    row.prepare?.(setup);
    const result = await setup.run([command, ...flags, ...rest], stdin === undefined ? {} : { stdin });
    expectNothingTold(result);
    expectNoMark([...names(), ...setup.sandbox.leftovers()].join('\n'));
    if (row.succeeds !== undefined) expect(result.code === 0, result.stderr).toBe(row.succeeds);
    if (row.succeeds && !rest.includes('--dry-run') && !['status', 'logout'].includes(command))
      expect(setup.sandbox.read()).toContain(SESSION_TOKEN);
  });
});

const hasStrace = spawnSync('strace', ['-V']).status === 0;
test.skipIf(!hasStrace)('no other process is started, that could be given a secret', async () => {
  const { aws, env, sandbox } = await loginSetup({
    credentials: CREDENTIALS,
    config: CONFIG,
    aws: { users: [marked()] },
  });
  aws.acceptCodes(CODE);
  const log = `${sandbox.home}/strace.log`;
  const command = ['-f', '-e', 'trace=execve,execveat', '-o', log, process.execPath, programPath];
  const result = await startProgram('strace', [...command, 'login', '--token', CODE], {
    env,
    timeoutMs: 60_000,
  }).result;
  expect(result.code).toBe(0);
  expect(readFileSync(log, 'utf8').match(/execve(at)?\(/g)).toHaveLength(1);
});

/** Alice with marked keys. */
function marked(): ReturnType<typeof alice> {
  return { ...alice(), accessKeyId: KEY, secretAccessKey: SECRET };
}

function faults(all: Record<string, Fault>): Row[] {
  return Object.entries(all).map(([given, fault]) => ({ given, fault, succeeds: false }));
}

/** The marked session as AWS' answer, changed further. */
function changed(change: (body: string) => string): Fault {
  const mark = (body: string): string =>
    body
      .replace(/(<AccessKeyId>)[^<]*/, `$1${SESSION_KEY}`)
      .replace(/(<SecretAccessKey>)[^<]*/, `$1${SESSION_SECRET}`)
      .replace(/(<SessionToken>)[^<]*/, `$1${SESSION_TOKEN}`);
  return { change: (answer) => ({ ...answer, body: change(mark(answer.body)) }) };
}

function instead(body: string): Fault {
  return { instead: { status: 200, headers: { 'content-type': 'text/xml' }, body } };
}

/** The names of all files that come and go in ~/.aws from now on. */
function namesBeside({ sandbox }: LoginSetup): () => string[] {
  const names: string[] = [];
  const watcher = watch(`${sandbox.home}/.aws`, (_, name) => void names.push(name ?? ''));
  onTestFinished(() => watcher.close());
  return () => names;
}

function expectNothingTold({ stdout, stderr }: RunResult): void {
  const said = stdout + stderr;
  expectNoMark(said);
  expect(said).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  expect(said).not.toMatch(/\n\s+at .*[:(]\d+/);
}

function expectNoMark(said: string): void {
  const found = MARKS.filter((mark) => said.toLowerCase().includes(mark.toLowerCase()));
  expect(found, said).toEqual([]);
}
