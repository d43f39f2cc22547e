/**
 * The program killed at every system call of its write: what it leaves is the old file or the new one, and the next
 * login waits for no dead owner of a lock for longer than it has to, works, and clears away the rest.
 */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { inPool } from '../support/in-pool.ts';
import type { Sandbox } from '../support/sandbox.ts';
import type { LoginBench } from './login-bench.ts';
import { CONFIG, CONFIG_WITH_REGION, loginBench } from './login-bench.ts';
import { callsOfTheWrite, describeCall, OLD } from './renewal.ts';
import { expectNextLoginWorks, expectOldOrNew } from './renewal.ts';
import { hasStrace, runTraced, type TracedCall } from './strace.ts';

const KILL = 'signal=KILL';

/** The calls that change something, beside those that create. */
const CHANGING = new Set(['write', 'fchmod', 'fsync', 'rename', 'unlink']);

describe.skipIf(!hasStrace)('the program is killed', () => {
  const figures = { calls: 0, old: 0, new: 0, locks: 0, temporaries: 0 };
  afterAll(() => {
    console.log(
      `killed: at ${figures.calls} system calls: ${figures.old} × the old file, ${figures.new} × the new; ` +
        `${figures.locks} locks and ${figures.temporaries} temporary files left, cleared away by the next one to write`,
    );
  });

  /** Kills a login at a call; what it left is counted, and must be gone after the next one. */
  async function killAt(bench: LoginBench, sandbox: Sandbox, call: TracedCall) {
    const when = `killed at ${describeCall(call)}`;
    const args = ['login', '--token', bench.code()];
    const run = await runTraced(sandbox, args, bench.env(sandbox), { call, what: KILL });
    expect(run.signal, when).toBe('SIGKILL');
    expect(run.calls, when).toContainEqual(expect.objectContaining(whatIsMeant(call)));
    figures[expectOldOrNew(bench, sandbox, when)] += 1;
    figures.calls += 1;
    figures.locks += sandbox.leftovers().filter((name) => name.endsWith('.lock')).length;
    figures.temporaries += sandbox.leftovers().filter((name) => name.endsWith('.tmp')).length;
  }

  it('while it writes the credentials file', async () => {
    const bench = await loginBench();
    const interrupt = async (call: TracedCall): Promise<void> => {
      const sandbox = bench.sandbox(OLD);
      await killAt(bench, sandbox, call);
      await expectNextLoginWorks(bench, sandbox, `after a kill at ${describeCall(call)}`);
    };
    const main = callsOfTheWrite(await cleanCalls(bench));
    expect(main.length).toBeGreaterThan(40);
    // Most of the time of each is spent waiting for a lock whose owner is dead.
    await inPool(main, 8, (call) => interrupt(call));
  });

  it('while it writes the region to the config file', async () => {
    const bench = await loginBench();
    const calls = await cleanCalls(bench, CONFIG);
    const changing = calls.filter(
      ({ file, name, creates }) => file.includes('config') && (creates || CHANGING.has(name)),
    );
    expect(changing.map(({ name }) => name)).toEqual([
      'openat',
      'write',
      'openat',
      'fchmod',
      'write',
      'fsync',
      'rename',
      'unlink',
    ]);
    await inPool(changing, 8, async (call) => {
      const when = `after a kill at ${describeCall(call)}`;
      const sandbox = bench.sandbox(OLD, CONFIG);
      await killAt(bench, sandbox, call);
      const config = readFileSync(sandbox.configPath, 'utf8');
      expect([CONFIG, CONFIG_WITH_REGION], when).toContain(config);
      const next = await bench.login(sandbox);
      expect(next.code, when).toBe(0);
      expect(readFileSync(sandbox.configPath, 'utf8'), when).toBe(CONFIG_WITH_REGION);
      // A login that has nothing to write there does not wait for that lock either; whoever writes next takes it over.
      const left = config === CONFIG ? [] : ['.config.aws-mfa.lock'];
      expect(sandbox.leftovers(), when).toEqual(left);
    });
  });
});

async function cleanCalls(bench: LoginBench, config?: string): Promise<TracedCall[]> {
  const sandbox = bench.sandbox(OLD, config);
  const run = await runTraced(sandbox, ['login', '--token', bench.code()], bench.env(sandbox));
  expect(run.code).toBe(0);
  expect(expectOldOrNew(bench, sandbox, 'clean')).toBe('new');
  return run.calls;
}

function whatIsMeant({ name, nth, file }: TracedCall): Partial<TracedCall> {
  return { name, nth, file };
}
