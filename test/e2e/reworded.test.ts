/**
 * No decision rests on a text for people: the program is built once more with every error, every hint and every name of
 * a source in other words and in capitals. Exit codes, error codes, findings and files stay the same; nothing but the words changes.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'rolldown';
import { leaveOut } from '../../scripts/left-out.ts';
import {
  CONFIG,
  CREDENTIALS,
  DEVICE,
  KEY_LINES,
  loginSetup,
  type LoginSetupOptions,
} from '../support/login-setup.ts';
import { packagePath } from '../support/program.ts';
import { startProgram } from '../support/run.ts';

/** Where texts are made, and what is put in the place of it. */
const REWORDED: readonly [file: string, from: string, to: string][] = [
  [
    'errors',
    'super(message, { cause });',
    'super(`ANEW: ${message.toUpperCase()}`, { cause }); this.hint = hint && `ANEW: ${hint.toUpperCase()}`;',
  ],
  [
    'errors',
    'export function adviceText(',
    'export function adviceText(advice) { return `ANEW: ${wording(advice).toUpperCase()}`; }\nfunction wording(',
  ],
  [
    'source',
    'export function sourceName(',
    'export function sourceName(source) { return `ANEW: ${wording(source).toUpperCase()}`; }\nfunction wording(',
  ],
];

let folder = '';
let reworded = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reworded-'));
  const root = join(import.meta.dirname, '../..');
  const done = new Set<string>();
  await build({
    input: { main: join(root, 'src/main.ts') },
    platform: 'node',
    resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'import', 'node', 'default'] },
    plugins: [
      leaveOut,
      {
        name: 'reworded',
        transform(code, id) {
          let text = code;
          for (const [file, from, to] of REWORDED) {
            if (!id.endsWith(`/src/${file}.ts`) || !text.includes(from)) continue;
            text = text.replace(from, () => to);
            done.add(from);
          }
          return text;
        },
      },
    ],
    output: {
      dir: join(folder, 'dist'),
      format: 'cjs',
      entryFileNames: '[name].js',
      dynamicImportInCjs: false,
    },
    logLevel: 'silent',
  });
  expect(done.size).toBe(REWORDED.length);
  mkdirSync(join(folder, 'bin'));
  reworded = join(folder, 'bin/aws-mfa.js');
  copyFileSync(packagePath, reworded);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROLE = 'arn:aws:iam::123456789012:role/Admin';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DP';
const admin = (more = '') =>
  `${CONFIG}[profile admin]\nrole_arn = ${ROLE}\nsource_profile = default\n${more}`;
const keysInEnvironment = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

interface Scenario extends LoginSetupOptions {
  /** Each is run after the other; `CODE` stands for one that AWS takes. */
  runs: string[][];
  expected: (number | string)[];
}

/** @param program the path of the one under test, for commands that run it again */
const SCENARIOS: Record<string, (program: string) => Scenario> = {
  'a login, then its session again': () => ({
    runs: [['login', '--token', 'CODE'], ['login', '--json', '--no-input'], ['logout']],
    expected: [0, 0, 0],
  }),
  'a wrong code': () => ({ runs: [['login', '--token', '000000', '--json']], expected: ['wrong_code'] }),
  'no such profile': () => ({ runs: [['login', '--profile', 'x', '--json']], expected: ['no_profile'] }),
  'nobody to ask': () => ({
    runs: [
      ['login', '--no-input', '--json'],
      ['export', '--format', 'process'],
    ],
    expected: ['nobody_to_ask', 252],
  }),
  'no device': () => ({ config: '', runs: [['login', '--no-input', '--json']], expected: ['no_device'] }),
  'a role profile that uses the long-term key gets no session': () => ({
    config: admin(),
    env: { AWS_PROFILE: 'admin' },
    runs: [['login', '--token', 'CODE', '--json']],
    expected: ['role_without_session'],
  }),
  'a role by --profile and a section is that role, by AWS_PROFILE is not': () => ({
    config: admin('mfa_serial = x\n'),
    runs: [['login', '--profile', 'admin', '--mfa-profile', 'a', '--dry-run', '--json']],
    expected: ['invalid_device'],
  }),
  'by AWS_PROFILE it is not': () => ({
    config: admin('mfa_serial = x\n'),
    env: { AWS_PROFILE: 'admin' },
    runs: [['login', '--mfa-profile', 'a', '--token', 'CODE', '--json']],
    expected: ['role_without_session'],
  }),
  'a role that is none: by an option, and by a setting': () => ({
    config: `${CONFIG}[profile admin]\nrole_arn = x\nsource_profile = default\n`,
    runs: [
      ['login', '--role-arn', 'x', '--mfa-profile', 'a', '--json'],
      ['login', '--profile', 'admin', '--mfa-profile', 'a', '--json'],
    ],
    expected: ['invalid_value', 'invalid_setting'],
  }),
  'a seed for a command: by an option, and by a setting': () => ({
    config: `${CONFIG}mfa_process = ${SEED}\n`,
    runs: [
      ['login', '--token-command', SEED, '--json'],
      ['login', '--json'],
    ],
    expected: ['invalid_value', 'invalid_setting'],
  }),
  'keys of the environment: a device that is named says whose the session is': () => ({
    credentials: '',
    config: '',
    env: { ...keysInEnvironment, AWS_REGION: 'eu-west-1', AWS_MFA_SERIAL: DEVICE },
    runs: [
      ['login', '--token', 'CODE'],
      ['login', '--no-input'],
    ],
    expected: [0, 0],
  }),
  'a process that runs us for keys': (program) => ({
    credentials: '',
    config: `${CONFIG}credential_process = ${process.execPath} ${program} export --format process --profile inner
[profile inner]
mfa_serial = ${DEVICE}
credential_process = ${process.execPath} ${program} export --format process --profile other
[profile other]
mfa_serial = ${DEVICE}
credential_process = sh -c "echo never"
`,
    runs: [
      ['login', '--profile', 'inner', '--token', 'CODE', '--json'],
      ['doctor', '--json'],
    ],
    expected: ['process_failed', 0],
  }),
  'a process that runs us, seen from outside': (program) => ({
    credentials: '',
    config: `${CONFIG}credential_process = sh -c "exec ${process.execPath} ${program} login --token 123456"\n`,
    runs: [['login', '--token', 'CODE', '--json']],
    expected: ['command_loop'],
  }),
  'a command of ours that runs us': (program) => ({
    config: `${CONFIG}mfa_process = ${process.execPath} ${program} login --token 123456\n`,
    runs: [['login', '--json']],
    expected: ['code_command_failed'],
  }),
  'the doctor: AWS_PROFILE names none': () => ({
    env: { AWS_PROFILE: 'gone' },
    runs: [
      ['doctor', '--json'],
      ['login', '--json', '--no-input'],
    ],
    expected: [1, 'no_profile'],
  }),
  'the doctor: roles that rest on a session, keys in the environment, a region that loses': () => ({
    config: admin('mfa_serial = x\nduration_seconds = 7200\n').replace(
      'source_profile = default',
      'source_profile = mfa',
    ),
    env: { ...keysInEnvironment, AWS_REGION: 'cn-north-1' },
    runs: [
      ['login', '--token', 'CODE', '--region', 'eu-west-1'],
      ['doctor', '--json'],
    ],
    expected: [0, 1],
  }),
  'a section that holds keys': () => ({
    credentials: `${CREDENTIALS}[mfa]\n${KEY_LINES}`,
    env: { AWS_PROFILE: 'default' },
    runs: [
      ['login', '--token', 'CODE', '--json'],
      ['login', '--mfa-profile', 'default', '--json'],
    ],
    expected: ['section_taken', 'invalid_value'],
  }),
};

/** What programs see: exit code, code or findings, and both files but for what is new each time. */
async function seen(program: string, { runs, ...options }: Omit<Scenario, 'expected'>): Promise<unknown[]> {
  const { aws, sandbox, env } = await loginSetup(options);
  const found: unknown[] = [];
  for (const args of runs) {
    const typed = args.map((word) => (word === 'CODE' ? aws.nextCode() : word));
    const { code, stdout } = await startProgram(process.execPath, [program, ...typed], { env }).result;
    found.push([code, typed.includes('--json') && decided(stdout)]);
  }
  const text = [sandbox.credentialsPath, sandbox.configPath]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  return [
    ...found,
    text.replace(/^(aws_\w+|x_\w+(?:_expires|_time)) = .*/gm, '$1').replaceAll(program, 'aws-mfa'),
  ];
}

interface Finding {
  id: string;
  status: string;
  remedy: string | null;
}

interface Told {
  error?: { kind: string; code: string; remedy?: string };
}

/** The part of a JSON answer that is not for people. */
function decided(stdout: string): unknown[] {
  const told = JSON.parse(stdout) as Told | Finding[];
  if (Array.isArray(told))
    return told.map(({ id, status, remedy }) => `${status} ${id} ${remedy ? '+' : '-'}`);
  const { error } = told;
  return error ? [error.kind, error.code, error.remedy !== undefined] : Object.keys(told);
}

test.each(Object.entries(SCENARIOS))('%s', async (_, scenario) => {
  const [plain, other] = await Promise.all([packagePath, reworded].map((path) => seen(path, scenario(path))));
  expect(other).toEqual(plain);
  const { expected } = scenario(packagePath);
  const short = plain?.slice(0, -1).map((run) => {
    const [code, told] = run as [number, unknown[] | false];
    return told && typeof told[2] === 'boolean' ? [code, told[1]] : [code];
  });
  expected.forEach((each, index) => expect(short?.[index]).toContain(each));
});

test('the words do change', async () => {
  const { env } = await loginSetup();
  const { result } = startProgram(process.execPath, [reworded, 'login', '--profile', 'x'], { env });
  expect((await result).stderr).toContain('ANEW: THERE IS NO PROFILE "X" (NAMED BY ANEW: --PROFILE).');
});
