/** Every kind of hint with a command that contains a name or a path of the user, as the built program prints it. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { commandShells, paste } from './run-in-shells.ts';
import { runAwsMfa } from './run.ts';
import { createSandbox } from './sandbox.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const HALF = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n';
const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

export interface Hint {
  args: (name: string) => string[];
  /** Whether the name is the home folder, a section, or only an argument. */
  place: 'home' | 'section' | 'typed';
  credentials?: (name: string) => string;
  config?: (name: string) => string;
  env?: (name: string) => Record<string, string>;
  prepare?: (home: string, name: string) => void;
  /** The text before each command in its line, and the words of the command. */
  shown: (name: string, home: string) => [before: string, words: string[]][];
}

const login = () => ['login'];
const named = (name: string) => ['login', `--profile=${name}`];
const option = (name: string, value: string) =>
  value.startsWith('-') ? [`${name}=${value}`] : [name, value];
const withKeys = () => `[default]\n${KEYS}mfa_serial = ${DEVICE}\n`;
const own = (name: string) => `[${name}]\n${KEYS}`;
const credentialsIn = (home: string) => join(home, '.aws/credentials');

export const NO_SUCH_PROFILE: Hint = {
  ...{ args: named, place: 'typed' },
  shown: (name) => [['', ['aws-mfa', 'setup', ...option('--profile', name)]]],
};

export const HINTS: Readonly<Record<string, Hint>> = {
  'a read-only file': {
    ...{ args: login, place: 'home', credentials: withKeys },
    prepare: (home) => chmodSync(credentialsIn(home), 0o400),
    shown: (_, home) => [['', ['chmod', 'u+w', credentialsIn(home)]]],
  },
  'a link into a folder that is not there': {
    ...{ args: login, place: 'home', config: (): string => '' },
    env: () => ({
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_MFA_SERIAL: DEVICE,
    }),
    prepare: (home) => symlinkSync(join(home, 'gone/x'), credentialsIn(home)),
    shown: (_, home) => [['', ['mkdir', '-p', '-m', '700', join(home, 'gone')]]],
  },
  'files that others can read': {
    ...{ args: () => ['doctor'], place: 'home', credentials: withKeys },
    env: (name) => ({ AWS_SHARED_CREDENTIALS_FILE: `~/${name}` }),
    prepare: (home, name) => {
      const path = join(home, name);
      writeFileSync(path, withKeys());
      chmodSync(path, 0o644);
      chmodSync(home, 0o777);
    },
    shown: (name, home) => [
      ['', ['chmod', '600', join(home, name)]],
      ['', ['chmod', 'go-w', home]],
    ],
  },
  'no such profile': NO_SUCH_PROFILE,
  'the older name of a variable': {
    ...{ args: () => ['doctor'], place: 'typed', credentials: withKeys },
    env: (name) => ({ AWS_DEFAULT_PROFILE: name }),
    shown: (name) => [['', ['export', `AWS_PROFILE=${name}`]]],
  },
  'half a key': {
    ...{ args: named, place: 'section', credentials: (name) => `[${name}]\n${HALF}` },
    shown: (name) => [['', ['aws', 'configure', ...option('--profile', name)]]],
  },
  'no device': {
    ...{ args: named, place: 'section', credentials: own },
    shown: (name) => [['', ['aws-mfa', 'setup', ...option('--profile', name)]]],
  },
  'no session': {
    ...{ args: (name) => ['status', `--profile=${name}`], place: 'section', credentials: own },
    shown: (name) => [['', ['aws-mfa', 'login', ...option('--profile', name)]]],
  },
  'a section with long-term keys': {
    ...{ args: named, place: 'section', credentials: (name) => `${own('mfa')}\n${own(name)}` },
    shown: (name) => [
      ['', ['aws-mfa', 'login', ...option('--profile', name), '--mfa-profile', 'mfa-session']],
    ],
  },
  'a sign-in by SSO': {
    ...{ args: named, place: 'section', credentials: (name) => `[${name}]\nsso_session = s\n` },
    shown: (name) => [['', ['aws', 'sso', 'login', ...option('--profile', name)]]],
  },
  'a role that rests on long-term keys': {
    ...{ args: (name) => ['exec', `--profile=${name}`, '--', 'ls'], place: 'section' },
    credentials: (name) => `${withKeys()}
[${name}]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = default
`,
    shown: (name) => [
      ['', ['aws', 'configure', 'set', 'source_profile', 'mfa', ...option('--profile', name)]],
      ['', ['aws-mfa', 'exec', ...option('--profile', name), '--mfa-profile', 'NAME', '--', 'COMMAND']],
    ],
  },
};

/** @property line the command as it is shown; @property words its meaning */
export interface Shown {
  home: string;
  commands: { line: string; words: string[] }[];
}

/** Runs the program and finds the commands in its output. @throws if one is missing; the error holds the output */
export async function showHint(hint: Hint, name: string): Promise<Shown & { dispose: () => void }> {
  const sandbox = createSandbox();
  const home = hint.place === 'home' ? join(sandbox.home, name) : sandbox.home;
  mkdirSync(join(home, '.aws'), { recursive: true, mode: 0o700 });
  if (hint.credentials) writeFileSync(credentialsIn(home), hint.credentials(name), { mode: 0o600 });
  if (hint.config) writeFileSync(join(home, '.aws/config'), hint.config(name), { mode: 0o600 });
  hint.prepare?.(home, name);
  const env = {
    ...sandbox.env,
    HOME: home,
    PATH: '/nowhere',
    AWS_ENDPOINT_URL: NOWHERE,
    ...hint.env?.(name),
  };
  const { stdout, stderr } = await runAwsMfa(hint.args(name), { env, cwd: home, timeoutMs: 60_000 });
  const lines = `${stdout}${stderr}`.split('\n').map((line) => line.trimStart());
  const commands = hint.shown(name, home).map(([before, words]) => {
    const [program = '', first = ''] = words;
    const start = before || (program === 'export' ? 'export AWS_PROFILE=' : `${program} ${first} `);
    const line =
      lines.find((each) => each.includes(start)) ??
      lines.find((each) => before === '' && each.startsWith('('));
    if (line === undefined) throw new Error(`No hint "${start}" in:\n${stdout}${stderr}`);
    return { line: before === '' ? line : line.slice(line.indexOf(before) + before.length), words };
  });
  return { home, commands, dispose: sandbox.dispose };
}

/** Checks that every shell reads the commands of a hint as they are meant, and runs nothing else. */
export async function expectHarmless(hint: Hint, name: string): Promise<void> {
  const { home, commands, dispose } = await showHint(hint, name);
  onTestFinished(dispose);
  const pasted = commands.map(({ line, words }) => {
    const [program, variable = ''] = words;
    return program === 'export'
      ? { lines: [line, 'stub "$AWS_PROFILE"'], ran: ['stub', variable.slice('AWS_PROFILE='.length)] }
      : { lines: [line], ran: words };
  });
  const meant = { ran: pasted.map(({ ran }) => ran), files: [], stderr: '' };
  for (const shell of commandShells) {
    const lines = pasted.flatMap((each) => each.lines);
    expect({ shell, ...paste(shell, lines, home) }).toEqual({ shell, ...meant });
  }
}
