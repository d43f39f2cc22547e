/**
 * Every system call of every kind of write made to fail, one after the other, in the built program: the file is the old
 * one or the new one, the exit code tells which, and the next run finds nothing in its way.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { inPool } from '../support/in-pool.ts';
import { type LoginBench, loginBench } from './login-bench.ts';
import { describeCall, expectDecentWords, expectHit } from './renewal.ts';
import { hasStrace, type TracedCall } from './strace.ts';
import { cleanCalls, runWrite, WRITES, type Outcome, type Write } from './writes.ts';

const ERRORS = ['EIO', 'ENOSPC', 'EACCES', 'EINTR'] as const;

describe.skipIf(!hasStrace).each(WRITES)('a system call of the write fails: $what', (write) => {
  const figures = { calls: 0, old: 0, new: 0 };
  afterAll(() => {
    console.log(
      `interrupted calls: ${write.what}: ${figures.calls} system calls, ${figures.old + figures.new} runs: ` +
        `${figures.old} × the old file and exit code ${write.codeOfOld}, ${figures.new} × the new file and exit code 0`,
    );
  });

  // All errors at all calls, in the functions themselves: test/integration/update-file-faults.test.ts.
  it(`with ${ERRORS.join(', ')} in turn, one at a call: old or new, whole, and told`, async () => {
    const bench = await loginBench();
    const calls = await cleanCalls(write, bench);
    figures.calls = calls.length;
    const runs = calls.map((call, at) => ({ call, error: ERRORS[at % ERRORS.length] ?? ERRORS[0] }));
    await inPool(
      runs,
      3,
      async ({ call, error }) => void (figures[await failAt(write, bench, call, error)] += 1),
    );
  });
});

async function failAt(write: Write, bench: LoginBench, call: TracedCall, error: string): Promise<Outcome> {
  const when = `${error} at ${describeCall(call)}`;
  const sandbox = write.sandbox(bench);
  const run = await runWrite(write, bench, sandbox, { call, what: `error=${error}` });
  expectHit(run, call, when);
  const outcome = write.expectOldOrNew(bench, sandbox, when);
  expect(run.code, `${when}\n${run.stderr}`).toBe(outcome === 'new' ? 0 : write.codeOfOld);
  expectDecentWords(bench, run, when);
  expect(sandbox.leftovers(), when).toEqual([]);
  await write.expectAgain(bench, sandbox, when, outcome);
  return outcome;
}
