/**
 * The program killed at every system call of each kind of write: what it leaves is the old file or the new one, and the
 * next run waits for no dead owner of a lock for longer than it has to, works, and clears away the rest.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { inPool } from '../support/in-pool.ts';
import { loginBench } from './login-bench.ts';
import { describeCall } from './renewal.ts';
import { hasStrace } from './strace.ts';
import { cleanCalls, runWrite, WRITES } from './writes.ts';

const KILL = 'signal=KILL';

describe.skipIf(!hasStrace).each(WRITES)('the program is killed: $what', (write) => {
  const figures = { calls: 0, old: 0, new: 0, locks: 0, temporaries: 0 };
  afterAll(() => {
    console.log(
      `killed: ${write.what}: at ${figures.calls} system calls: ${figures.old} × the old file, ${figures.new} × the new; ` +
        `${figures.locks} locks and ${figures.temporaries} temporary files left, cleared away by the next one to write`,
    );
  });

  it('old or new, and nothing in the way of the next run', async () => {
    const bench = await loginBench();
    // Most of the time of each is spent waiting for a lock whose owner is dead.
    await inPool(await cleanCalls(write, bench), 16, async (call) => {
      const when = `killed at ${describeCall(call)}`;
      const sandbox = write.sandbox(bench);
      const run = await runWrite(write, bench, sandbox, { call, what: KILL });
      expect(run.signal, when).toBe('SIGKILL');
      const { name, nth, file } = call;
      expect(run.calls, when).toContainEqual(expect.objectContaining({ name, nth, file }));
      const outcome = write.expectOldOrNew(bench, sandbox, when);
      const left = (ending: string) => sandbox.leftovers().filter((path) => path.endsWith(ending)).length;
      figures.calls += 1;
      figures[outcome] += 1;
      figures.locks += left('.lock');
      figures.temporaries += left('.tmp');
      await write.expectAgain(bench, sandbox, `after being ${when}`, outcome);
    });
  });
});
