/**
 * Every system call of the write made to fail, one after the other, in the built program: the file is the old one or
 * the new one, the exit code tells which, and the next login finds nothing in its way.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { inPool } from '../support/in-pool.ts';
import type { LoginBench } from './login-bench.ts';
import { loginBench } from './login-bench.ts';
import { callsOfTheWrite, describeCall, OLD } from './renewal.ts';
import { expectDecentWords, expectHit, expectNextLoginWorks, expectOldOrNew } from './renewal.ts';
import { hasStrace, runTraced, type TracedCall } from './strace.ts';

const ERRORS = ['EIO', 'ENOSPC', 'EACCES', 'EINTR'];

describe.skipIf(!hasStrace)('a system call of the write fails', () => {
  const figures = { calls: 0, failures: 0, old: 0, new: 0 };
  afterAll(() => {
    console.log(
      `interrupted calls: ${figures.calls} system calls × ${ERRORS.join(', ')} = ${figures.failures} failures: ` +
        `${figures.old} × the old file and exit code 253, ${figures.new} × the new file and exit code 0`,
    );
  });

  it.each(ERRORS)('with %s: old or new, whole, and told', async (error) => {
    const bench = await loginBench();
    const main = callsOfTheWrite(await cleanCalls(bench));
    expect(main.length).toBeGreaterThan(40);
    figures.calls = main.length;
    const count = (outcome: 'old' | 'new') => (figures[outcome] += 1);
    await inPool(main, 3, async (call) => count(await failAt(bench, call, error)));
    figures.failures += main.length;
  });
});

async function cleanCalls(bench: LoginBench): Promise<TracedCall[]> {
  const sandbox = bench.sandbox(OLD);
  const run = await runTraced(sandbox, ['login', '--token', bench.code()], bench.env(sandbox));
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(expectOldOrNew(bench, sandbox, 'clean')).toBe('new');
  return run.calls;
}

async function failAt(bench: LoginBench, call: TracedCall, error: string): Promise<'old' | 'new'> {
  const when = `${error} at ${describeCall(call)}`;
  const sandbox = bench.sandbox(OLD);
  const injection = { call, what: `error=${error}` };
  const args = ['login', '--token', bench.code()];
  const run = await runTraced(sandbox, args, bench.env(sandbox), injection);
  expectHit(run, call, when);
  const outcome = expectOldOrNew(bench, sandbox, when);
  expect(run.code, `${when}\n${run.stderr}`).toBe(outcome === 'new' ? 0 : 253);
  expectDecentWords(bench, run, when);
  expect(sandbox.leftovers(), when).toEqual([]);
  await expectNextLoginWorks(bench, sandbox, when);
  return outcome;
}
