/** Measures what a run costs apart from time, and the time of the AWS CLI on the same machine. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { program } from '../../test/support/program.ts';
import type { Sandbox } from '../../test/support/sandbox.ts';
import { freshCode } from './codes.ts';
import { figure, median } from './figures.ts';
import { envOf, type Aws } from './runs.ts';

/** CPU, memory and files, if the tools that measure them are installed. */
export async function costs(at: Sandbox, aws: Aws): Promise<string[]> {
  const env = envOf(at, aws);
  const lines = ['', '| one run | CPU, ms | peak memory, MiB | files opened |', '|---|---|---|---|'];
  const commands: [string, () => string[]][] = [
    ['`node -e 0`', () => [process.execPath, '-e', '0']],
    ['`--version`', () => [...program, '--version']],
    ['`login --token`, HTTP', () => [...program, 'login', '--token', freshCode()]],
  ];
  for (const [what, args] of commands) {
    const usage = await output('/usr/bin/time', ['-f', '%U %S %M', ...args()], env);
    const trace = ['-f', '-qq', '-e', 'trace=open,openat', '-e', 'signal=none', ...args()];
    const opens = (await output('strace', trace, env))?.split('\n').filter((line) => / = \d+$/.test(line));
    const [user = NaN, system = NaN, memory = NaN] =
      usage?.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
    lines.push(
      `| ${what} | ${figure((user + system) * 1000)} | ${figure(memory / 1024)} | ${opens?.length ?? '–'} |`,
    );
  }
  return lines;
}

/** The AWS CLI, if it is installed. */
export async function peers(at: Sandbox, aws: Aws): Promise<string[]> {
  const version = await output('aws', ['--version'], at.env, 'stdout');
  if (!version) return ['', 'No AWS CLI on the PATH to compare with.'];
  const device = 'arn:aws:iam::123456789012:mfa/alice';
  const call = [
    'sts',
    'get-session-token',
    '--endpoint-url',
    aws.url,
    '--serial-number',
    device,
    '--token-code',
  ];
  const commands: [string, () => string[]][] = [
    ['`aws sts get-session-token` (prints, writes nothing)', () => [...call, freshCode()]],
    ['`aws configure export-credentials`', () => ['configure', 'export-credentials', '--profile', 'mfa']],
  ];
  const lines = ['', `For comparison, ${version.trim()}:`, '', '| command | median, ms |', '|---|---|'];
  for (const [what, args] of commands) {
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const begun = performance.now();
      if ((await output('aws', args(), envOf(at, aws), 'stdout')) !== undefined)
        times.push(performance.now() - begun);
    }
    lines.push(`| ${what} | ${times.length > 0 ? figure(median(times)) : 'not in this version'} |`);
  }
  return lines;
}

/** Bytes of the executable, and of the same compressed as in an archive. */
export function executableSizes(): [bytes: number, compressed: number] {
  const bytes = readFileSync(program[0]);
  return [bytes.length, gzipSync(bytes).length];
}

/** The size of the packed tarball in bytes. */
export function tarballSize(root: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-pack-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'ignore' });
    return statSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '')).size;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns the output of a command, or undefined if it is missing or fails */
function output(
  command: string,
  args: string[],
  env: Record<string, string>,
  from: 'stdout' | 'stderr' = 'stderr',
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child[from].on('data', (data) => (text += String(data)));
    child[from === 'stdout' ? 'stderr' : 'stdout'].resume();
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? text : undefined));
  });
}
