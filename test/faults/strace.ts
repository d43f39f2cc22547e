/**
 * A login under strace: the system calls with which it touches ~/.aws, and one of them made to fail, or to be the
 * last. Only the named paths are traced, so that a call is known by its name and number, however busy the rest of the
 * program is.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { programPath } from '../support/program.ts';
import type { RunResult } from '../support/run.ts';
import { startAwsMfa, startProgram } from '../support/run.ts';
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

/** Which threads: the one that runs the program, or those too in which it reads files for the SDK's loader. */
export type Threads = 'main' | 'all';

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

/** So many reads in other threads before those that count: their calls have higher numbers than any of the program's. */
const BALLAST = 100;

/**
 * Runs `aws-mfa` under strace, which counts the calls of each thread by themselves. With `all` threads there is but one
 * beside the program's, and a number above {@link BALLAST} means a call of that one.
 */
export async function runTraced(
  sandbox: Sandbox,
  args: string[],
  env: Record<string, string>,
  threads: Threads = 'main',
  injection?: Injection,
): Promise<TracedRun> {
  const log = `${sandbox.home}/strace.log`;
  const ballast = threads === 'all' ? sandbox.configPath : undefined;
  const watched = ['', ...FILES.map((name) => `/${name}`)].map((name) => `${sandbox.home}/.aws${name}`);
  const strace = [
    ...['-y', '-o', log, '-e', 'trace=%file,%desc', ...(threads === 'all' ? ['-f'] : [])],
    ...watched.flatMap((path) => ['-P', path]),
    ...(injection
      ? ['-e', `inject=${injection.call.name}:${injection.what}:when=${injection.call.nth}`]
      : []),
  ];
  const program = [process.execPath, '--import', preload(ballast), programPath, ...args];
  const options = { env: { ...env, UV_THREADPOOL_SIZE: '1' }, timeoutMs: 120_000 };
  const result = await startProgram('strace', [...strace, ...program], options).result;
  return { ...result, calls: readTrace(readFileSync(log, 'utf8'), `${sandbox.home}/.aws`) };
}

/** The calls of the thread that reads files for others. */
export function otherThread(calls: TracedCall[]): TracedCall[] {
  return calls.filter(({ nth }) => nth > BALLAST);
}

/** The one thing about the program that is not as people run it: its random names are known beforehand. */
function preload(ballast: string | undefined): string {
  const reads = `const path = ${JSON.stringify(ballast)};
    for (let n = 0; path && n < ${BALLAST}; n++) await fs.promises.readFile(path).catch(() => undefined);`;
  const code = `import fs from 'node:fs';
    Object.defineProperty(crypto, 'randomUUID', { value: () => 'known' }); ${reads}`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

function readTrace(text: string, folder: string): TracedCall[] {
  const counts = new Map<string, number>();
  return text.split('\n').flatMap((line) => {
    const [, thread = '', name = '', rest = ''] = /^(\d*) *([a-z_0-9]+)\((.*)$/.exec(line) ?? [];
    if (name === '') return [];
    const nth = (counts.get(`${thread} ${name}`) ?? 0) + 1;
    counts.set(`${thread} ${name}`, nth);
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
  if (!hasStrace) return { ...(await startAwsMfa(args, options).result), lastRead: undefined };
  const log = `${sandbox.home}/strace-${args.join('-')}.log`;
  const strace = ['-o', log, '-s', '1000000', '-e', 'trace=rename,read', '-P', sandbox.credentialsPath];
  const result = await startProgram('strace', [...strace, process.execPath, programPath, ...args], options)
    .result;
  const reads = [...readFileSync(log, 'utf8').matchAll(/^(rename)|^read\(\d+, "(.*)", \d+\)/gm)];
  const afterRename = reads.slice(reads.findLastIndex(([, rename]) => rename) + 1);
  const text = afterRename.at(-1)?.[2] ?? '';
  return { ...result, lastRead: text.replaceAll('\\n', '\n') };
}
