/**
 * A login under strace: the system calls with which it touches ~/.aws, and one of them made to fail, or to be the
 * last. Only the named paths are traced, so that a call is known by its name and number, however busy the rest of the
 * program is.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isStandalone, program, programWith } from '../support/program.ts';
import { type RunResult, startAwsMfa, startProgram } from '../support/run.ts';
import { runInTerminal, type Answer } from './answers.ts';
import type { Sandbox } from '../support/sandbox.ts';

export const hasStrace = spawnSync('strace', ['-V']).status === 0;
if (!hasStrace) console.log('strace is missing: no system call is interrupted (apt-get install strace)');

export interface TracedCall {
  name: string;
  /** Which call of that name it is, the first being 1. */
  nth: number;
  /** The name of the file in ~/.aws that it is about; empty for the folder itself. */
  file: string;
  /** Whether a file is created by it. */
  creates: boolean;
  injected: boolean;
}

export interface TracedRun extends RunResult {
  calls: TracedCall[];
}

/** What shall become of a call: `error=EIO`, `signal=KILL`. */
export interface Injection {
  call: TracedCall;
  what: string;
}

/** The names of the files that a login touches in ~/.aws, as its random part is taken away from it below. */
const FILES = ['credentials', 'config'].flatMap((name) => [
  name,
  `.${name}.aws-mfa.lock`,
  `.${name}.aws-mfa.known.tmp`,
]);

/** A run of `aws-mfa` under strace, and somebody at a terminal to answer what it asks. */
export interface Traced {
  sandbox: Sandbox;
  args: string[];
  env: Record<string, string>;
  /** What is asked, and the answer: then it runs in a terminal, whose screen is all that it says. */
  answers?: readonly Answer[] | undefined;
}

/**
 * Runs it. All it does to its files it does in the one thread that runs the program, but for syncing them, which it
 * does in another: only there are calls of that thread counted.
 */
export async function runTraced(traced: Traced, injection?: Injection): Promise<TracedRun> {
  const { sandbox, args, env, answers } = traced;
  const log = `${sandbox.home}/strace.log`;
  const command = tracedCommand(sandbox, args, log, injection);
  const options = { env: { ...env, UV_THREADPOOL_SIZE: '1' }, timeoutMs: 120_000 };
  const result = answers
    ? await runInTerminal('strace', command, options.env, answers)
    : await startProgram('strace', command, options).result;
  return { ...result, calls: readTrace(readFileSync(log, 'utf8'), `${sandbox.home}/.aws`) };
}

function tracedCommand(sandbox: Sandbox, args: string[], log: string, injection?: Injection): string[] {
  const watched = ['', ...FILES.map((name) => `/${name}`)].map((name) => `${sandbox.home}/.aws${name}`);
  const strace = [
    ...(injection && injection.call.name !== 'fsync' ? [] : ['-f']),
    ...['-y', '-o', log, '-e', 'trace=%file,%desc'],
    ...watched.flatMap((path) => ['-P', path]),
    ...(injection
      ? ['-e', `inject=${injection.call.name}:${injection.what}:when=${injection.call.nth}`]
      : []),
  ];
  return [...strace, ...programWith(KNOWN_NAMES), ...args];
}

/** The one thing about the program that is not as people run it: its random names are known beforehand. */
const KNOWN_NAMES = fileURLToPath(new URL('known-names.cjs', import.meta.url));

function readTrace(text: string, folder: string): TracedCall[] {
  const counts = new Map<string, number>();
  const lines = [...text.matchAll(/^(\d*) *([a-z_0-9]+)\((.*)$/gm)];
  const main = lines[0]?.[1];
  return lines.flatMap(([line, thread, name = '', rest = '']) => {
    // How often the owner of a lock shows that it is alive depends on the time that it takes.
    if ((thread !== main && name !== 'fsync') || name === 'utimensat') return [];
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    // strace counts the calls of each thread, and the standalone program syncs in several.
    if (isStandalone && name === 'fsync' && nth > 2) return [];
    const file = (rest.split(folder)[1] ?? '').split(/[">]/)[0]?.slice(1) ?? '';
    return [{ name, nth, file, creates: rest.includes('O_CREAT'), injected: line.includes('(INJECTED)') }];
  });
}

/** Runs `aws-mfa` and tells what it last read of the credentials file after its rename; unknown without strace. */
export async function runWatchingReads(
  sandbox: Sandbox,
  args: string[],
  env: Record<string, string>,
): Promise<RunResult & { lastRead: string | undefined }> {
  const options = { env, timeoutMs: 240_000 };
  // The standalone program does not read by the system call of that name.
  if (!hasStrace || isStandalone)
    return { ...(await startAwsMfa(args, options).result), lastRead: undefined };
  const log = `${sandbox.home}/strace-${args.join('-')}.log`;
  const strace = ['-o', log, '-s', '1000000', '-e', 'trace=rename,read', '-P', sandbox.credentialsPath];
  const result = await startProgram('strace', [...strace, ...program, ...args], options).result;
  const reads = [...readFileSync(log, 'utf8').matchAll(/^(rename)|^read\(\d+, "(.*)", \d+\)/gm)];
  const afterRename = reads.slice(reads.findLastIndex(([, rename]) => rename) + 1);
  const text = afterRename.at(-1)?.[2] ?? '';
  return { ...result, lastRead: text.replaceAll('\\n', '\n') };
}
