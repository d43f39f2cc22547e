/**
 * `npm run bench -- growth`: shows how time grows with the input, at one size, twice and four times that size. Twice the input
 * should take at most twice the time. It never fails.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { program } from '../../test/support/program.ts';
import { freshCode } from './codes.ts';
import { figure, median } from './figures.ts';
import { CASES, type Case } from './growth-cases.ts';
import { openPlainTerminal } from './plain-terminal.ts';
import { envOf, home, startAws, type Aws } from './runs.ts';

const RUNS = Number(process.env['RUNS'] ?? 3);
/** Milliseconds. A run that takes longer is stopped. */
const LIMIT = 180_000;

/** @param only run the cases whose name contains one of these words; all cases if empty */
export async function growth(only: readonly string[]): Promise<void> {
  const aws = await startAws();
  const isWanted = ({ what }: { what: string }) =>
    only.length === 0 || only.some((word) => what.includes(word));
  try {
    console.log(HEAD);
    for (const each of CASES.filter(isWanted)) {
      console.log(await row(each.what, each.size, (size) => timeOf(each, size, aws)));
    }
    const paste = { what: 'paste into the prompt, characters', size: 10_000 };
    if (isWanted(paste)) console.log(await row(paste.what, paste.size, (size) => pasted(size, aws)));
  } finally {
    aws.stop();
  }
}

const HEAD = '| input | n | n, ms | 2n, ms | 4n, ms | 2n / n | 4n / 2n |\n|---|---|---|---|---|---|---|';

async function row(what: string, size: number, time: (size: number) => Promise<number>): Promise<string> {
  const times = [await time(size), await time(2 * size), await time(4 * size)];
  const [one = NaN, two = NaN, four = NaN] = times;
  const ratios = [two / one, four / two].map((ratio) => `**${ratio.toFixed(2)}**`);
  return `| ${[what, size, ...times.map(figure), ...ratios].join(' | ')} |`;
}

/** @returns the median of some runs in milliseconds */
async function timeOf({ command, prepare, env }: Case, size: number, aws: Aws): Promise<number> {
  const times: number[] = [];
  while (times.length < RUNS && !times.some((time) => time > LIMIT / 10)) {
    const at = prepare(size);
    const token = command[0] === 'login' ? ['--token', freshCode()] : [];
    const begun = performance.now();
    const child = spawn(program[0], [...program.slice(1), ...command, ...token], {
      env: { ...envOf(at, aws), ...env?.(at) },
      stdio: 'ignore',
      timeout: LIMIT,
    });
    await once(child, 'exit');
    times.push(performance.now() - begun);
    at.dispose();
  }
  return median(times);
}

/** @returns milliseconds from the paste until the Ctrl-C after it has ended the program */
async function pasted(size: number, aws: Aws): Promise<number> {
  const at = home(10);
  const terminal = openPlainTerminal([...program, 'login', '--force'], envOf(at, aws));
  await terminal.waitFor('MFA code');
  const begun = performance.now();
  terminal.type('7'.repeat(size) + '\x03');
  await terminal.exit;
  at.dispose();
  return performance.now() - begun;
}
