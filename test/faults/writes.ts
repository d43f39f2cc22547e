/**
 * Every way in which the program writes to one of the two files, each as one run of it: what the files may be found to
 * hold whatever became of that run, how it is told, and that nothing stands in the way of the next one.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect } from 'vitest';
import { CREDENTIALS, DEVICE, KEY_LINES } from '../support/login-setup.ts';
import type { Sandbox } from '../support/sandbox.ts';
import type { Answer } from './answers.ts';
import { CONFIG, CONFIG_WITH_REGION, type LoginBench } from './login-bench.ts';
import { expectNextLoginWorks, expectOldOrNew, fileWith, OLD } from './renewal.ts';
import { runTraced, type Injection, type TracedCall, type TracedRun } from './strace.ts';

export type Outcome = 'old' | 'new';

export interface Write {
  what: string;
  /** The file that is written, by the last write of the run where it makes several. */
  file: 'credentials' | 'config';
  sandbox: (bench: LoginBench) => Sandbox;
  args: (bench: LoginBench) => string[];
  /** Where it asks. */
  answers?: (bench: LoginBench) => Answer[];
  /** Expects the files of before or of after, and nothing in between; owner-only in any case. */
  expectOldOrNew: (bench: LoginBench, sandbox: Sandbox, when: string) => Outcome;
  /** The exit code of a run that left the old file: a note alone, where the session is written by then. */
  codeOfOld: 253 | 0;
  /** Expects that the same again works, and clears away what was left. */
  expectAgain: (bench: LoginBench, sandbox: Sandbox, when: string, before: Outcome) => Promise<void>;
}

const logIn = (bench: LoginBench) => ['login', '--token', bench.code()];

const LOGIN: Write = {
  what: 'a login, the session',
  file: 'credentials',
  sandbox: (bench) => bench.sandbox(OLD),
  args: logIn,
  expectOldOrNew,
  codeOfOld: 253,
  expectAgain: expectNextLoginWorks,
};

const LOGGED_OUT = fileWith({});

const LOGOUT: Write = {
  what: 'a logout',
  file: 'credentials',
  sandbox: (bench) => bench.sandbox(OLD),
  args: () => ['logout', 'mfa'],
  expectOldOrNew: (_, sandbox, when) => oldOrNew(sandbox.credentialsPath, OLD, LOGGED_OUT, when),
  codeOfOld: 253,
  expectAgain: async (bench, sandbox, when, before) => {
    const again = await bench.run(sandbox, before === 'old' ? ['logout', 'mfa'] : ['logout']);
    expect(again, when).toMatchObject({ code: 0, stderr: '' });
    expect(oldOrNew(sandbox.credentialsPath, OLD, LOGGED_OUT, when), when).toBe('new');
    expectTidy(sandbox, before === 'old' ? 'nothing' : 'credentials', when);
  },
};

const REGION: Write = {
  what: 'a login, the region',
  file: 'config',
  sandbox: (bench) => bench.sandbox(OLD, CONFIG),
  args: logIn,
  expectOldOrNew: (bench, sandbox, when) => {
    expect(expectOldOrNew(bench, sandbox, when), when).toBe('new');
    return oldOrNew(sandbox.configPath, CONFIG, CONFIG_WITH_REGION, when);
  },
  codeOfOld: 0,
  expectAgain: async (bench, sandbox, when, before) => {
    expect((await bench.login(sandbox)).code, when).toBe(0);
    expect(oldOrNew(sandbox.configPath, CONFIG, CONFIG_WITH_REGION, when), when).toBe('new');
    expectTidy(sandbox, before === 'old' ? 'nothing' : 'config', when);
  },
};

const WITHOUT_DEVICE = CONFIG_WITH_REGION.replace(/mfa_serial.*\n/, '');
const WITH_DEVICE = WITHOUT_DEVICE.replace('[default]\n', `[default]\nmfa_serial = ${DEVICE}\n`);

const SAVED_DEVICE: Write = {
  what: 'a login, the device that it found',
  file: 'config',
  sandbox: (bench) => bench.sandbox(CREDENTIALS, WITHOUT_DEVICE),
  args: () => ['login', '--force'],
  answers: (bench) => [
    ['Save it as mfa_serial of [default] in ~/.aws/config?', ''],
    ['MFA code', bench.code()],
  ],
  expectOldOrNew: (_, sandbox, when) => {
    expect(sandbox.read(), when).toContain('x_token_issue_time');
    return oldOrNew(sandbox.configPath, WITHOUT_DEVICE, WITH_DEVICE, when);
  },
  codeOfOld: 0,
  expectAgain: async (bench, sandbox, when, before) => {
    // A login knows the device by now, from the session that was made with it; another profile's region is written.
    expect((await bench.login(sandbox, '--mfa-profile', 'second')).code, when).toBe(0);
    const left = before === 'old' ? WITHOUT_DEVICE : WITH_DEVICE;
    const config = readFileSync(sandbox.configPath, 'utf8');
    expect(config, when).toBe(`${left}\n[profile second]\nregion = eu-west-1\nx_source_profile = default\n`);
    expectTidy(sandbox, 'nothing', when);
  },
};

const [KEY_ID = '', SECRET = ''] = [...KEY_LINES.matchAll(/= (.*)$/gm)].map(([, value = '']) => value);

const SETUP: Write = {
  what: 'a set-up, region and device',
  file: 'config',
  sandbox: (bench) => bench.sandbox(),
  args: () => ['setup', '--region', 'eu-west-1'],
  answers: () => [
    ['Access key ID:', KEY_ID],
    ['Secret access key:', SECRET],
    ['Use the access key …MPLE of [default]?', ''],
    ['Use the MFA device', ''],
    ['Save them?', ''],
    ['Log in now?', 'n'],
  ],
  expectOldOrNew: (_, sandbox, when) => {
    expect(oldOrNew(sandbox.credentialsPath, undefined, CREDENTIALS, when), when).toBe('new');
    return oldOrNew(sandbox.configPath, undefined, CONFIG, when);
  },
  codeOfOld: 253,
  expectAgain: async (bench, sandbox, when, before) => {
    const again = await rerun(SETUP, bench, sandbox);
    expect(again.code, `${when}\n${again.stderr}`).toBe(0);
    expect(oldOrNew(sandbox.configPath, undefined, CONFIG, when), when).toBe('new');
    expectTidy(sandbox, before === 'old' ? 'nothing' : 'config', when);
  },
};

export const WRITES: readonly Write[] = [LOGIN, LOGOUT, REGION, SAVED_DEVICE, SETUP];

/** One run of it. */
export async function runWrite(
  write: Write,
  bench: LoginBench,
  sandbox: Sandbox,
  injection?: Injection,
): Promise<TracedRun> {
  const { args, answers } = write;
  const env = bench.env(sandbox);
  return runTraced({ sandbox, args: args(bench), env, answers: answers?.(bench) }, injection);
}

function rerun({ args, answers }: Write, bench: LoginBench, sandbox: Sandbox) {
  return bench.run(sandbox, args(bench), answers?.(bench));
}

/** The calls of the write itself where nothing goes wrong, from its first look at the folder to the release of the lock. */
export async function cleanCalls(write: Write, bench: LoginBench): Promise<TracedCall[]> {
  const sandbox = write.sandbox(bench);
  const { code, stderr, calls } = await runWrite(write, bench, sandbox);
  expect(code, stderr).toBe(0);
  expect(write.expectOldOrNew(bench, sandbox, 'clean')).toBe('new');
  const own = calls.slice(calls.findLastIndex(({ name }) => name === 'mkdir'));
  expect(own.length).toBeGreaterThan(40);
  return own;
}

/** Nothing there but the two files; a lock of which no writer has taken notice since may stay. */
function expectTidy(sandbox: Sandbox, lockOf: 'nothing' | 'credentials' | 'config', when: string): void {
  const left = sandbox.leftovers().filter((name) => name !== `.${lockOf}.aws-mfa.lock`);
  expect(left, when).toEqual([]);
}

/** @param before nothing where there was no file */
function oldOrNew(path: string, before: string | undefined, after: string, when: string): Outcome {
  const text = existsSync(path) ? readFileSync(path, 'latin1') : undefined;
  if (text !== undefined) expect(statSync(path).mode & 0o777, when).toBe(0o600);
  if (text === before) return 'old';
  expect(text, when).toBe(after);
  return 'new';
}
