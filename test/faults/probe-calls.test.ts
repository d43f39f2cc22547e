/**
 * Every system call by which a login tries whether it can write, before it uses its code, made to fail or to be the last
 * one: the file is the old one and nothing was sent to AWS, or the login has carried on to the new one.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { inPool } from '../support/in-pool.ts';
import { loginBench } from './login-bench.ts';
import { describeCall, expectDecentWords, expectHit, expectNextLoginWorks } from './renewal.ts';
import { hasStrace, type TracedCall, type TracedRun } from './strace.ts';
import { runWrite, WRITES } from './writes.ts';

const [LOGIN] = WRITES;

describe.skipIf(!hasStrace || !LOGIN)('the try before the code', () => {
  const figures = { runs: 0, old: 0, new: 0 };
  afterAll(() => {
    const { runs, old, new: carriedOn } = figures;
    console.log(`probe calls: ${runs} runs: ${old} × stopped with no code used, ${carriedOn} × carried on`);
  });

  it.each(['error=EIO', 'error=ENOSPC', 'error=EACCES', 'signal=KILL'])('%s at every call', async (what) => {
    if (!LOGIN) throw new Error('There is no such write.');
    const bench = await loginBench();
    const calls = probeCalls(await runWrite(LOGIN, bench, LOGIN.sandbox(bench)));
    expect(calls.length).toBeGreaterThan(15);
    let sessions = bench.issued.size;
    await inPool(calls, 4, async (call) => {
      const when = `${what} at ${describeCall(call)}`;
      const sandbox = LOGIN.sandbox(bench);
      const run = await runWrite(LOGIN, bench, sandbox, { call, what });
      const outcome = LOGIN.expectOldOrNew(bench, sandbox, when);
      figures.runs += 1;
      figures[outcome] += 1;
      if (outcome === 'new') sessions += 1;
      if (what === 'signal=KILL') expect(run.signal, when).toBe('SIGKILL');
      else {
        expectHit(run, call, when);
        expect(run.code, `${when}\n${run.stderr}`).toBe(outcome === 'new' ? 0 : 253);
        expect(run.stderr, when).not.toContain('has been used');
        expect(sandbox.leftovers(), when).toEqual([]);
      }
      expectDecentWords(bench, run, when);
      await expectNextLoginWorks(bench, sandbox, when);
      sessions += 1;
    });
    // AWS has given a session to those that carried on, and to nobody else.
    expect(bench.issued.size).toBe(sessions);
  });
});

/** From the lock that is taken to the temporary file that is removed: both before the write, which begins with `mkdir`. */
function probeCalls({ code, stderr, calls }: TracedRun): TracedCall[] {
  expect(code, stderr).toBe(0);
  const write = calls.findLastIndex(({ name }) => name === 'mkdir');
  return calls.slice(0, write).filter(({ file }) => /\.(lock|tmp)$/.test(file));
}
