/**
 * `rotate` with a failure or a kill at every call to AWS, and a kill at every system call of its write. The key that is
 * in the file afterward works, always; and of any other key that works, the message says the ID, or the next run does.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { Fault } from '../support/aws/faults.ts';
import { accessKeysOf } from '../support/aws/accounts.ts';
import { inPool } from '../support/in-pool.ts';
import { newKeyOf, OLD_ID, rotation, type Rotation } from '../support/rotation.ts';
import { FAULTS, refusal } from './call-faults.ts';
import { describeCall } from './renewal.ts';
import { hasStrace, runTraced } from './strace.ts';

const ARGS = ['rotate', '--yes'];
const WORKERS = 3;
/** Most of the time is spent waiting for the lock of a dead owner. */
const WAITING = 12;

/** With nothing wrong. */
async function cleanRun() {
  const at = await rotation();
  expect(await at.run(ARGS)).toMatchObject({ code: 0 });
  return at.actions();
}

/** The nth call, counted from 0, and all after it if the fault stays. */
function faultAt(at: Rotation, nth: number, fault: Fault, isLasting: boolean): void {
  if (nth > 0) at.aws.next({}, nth);
  at.aws.next(fault, isLasting ? Infinity : 1);
}

/** What must hold whatever happened. */
function expectWorkingKey(at: Rotation, when: string): 'old' | 'new' {
  const key = at.keyInFile();
  expect(key, when).toMatchObject({ active: true });
  expect(at.sandbox.read(), when).toBe(at.fileWith(key ?? expect.fail()));
  return key?.accessKeyId === OLD_ID ? 'old' : 'new';
}

/** The IDs of keys that work and are not in the file. */
function strayKeys(at: Rotation): string[] {
  const inFile = at.keyInFile()?.accessKeyId;
  return accessKeysOf(at.user)
    .filter(({ accessKeyId, active }) => active && accessKeyId !== inFile)
    .map(({ accessKeyId }) => accessKeyId);
}

/** A rotation can be completed by the next runs, at a terminal if a key is there that nobody may delete unasked. */
async function expectNextRunsWork(at: Rotation, when: string): Promise<void> {
  at.aws.noFaults();
  const [, made] = accessKeysOf(at.user);
  let left: string[] = [];
  const isStray = made !== undefined && at.keyInFile()?.accessKeyId === OLD_ID;
  if (isStray) {
    const refused = await at.run(ARGS);
    expect(refused, when).toMatchObject({ code: 253 });
    expect(refused.stderr, when).toContain(made.accessKeyId);
    const terminal = at.open(['rotate']);
    await terminal.waitFor('Delete it?');
    terminal.type('y');
    terminal.press('enter');
    expect(await terminal.exit, when).toEqual({ code: 0, signal: null });
  } else if (strayKeys(at).length > 0) {
    expect(await at.run(['rotate', '--finish', '--yes']), when).toMatchObject({ code: 0 });
    // The lock of a killed writer stays until the next write, and this run makes none.
    left = ['.credentials.aws-mfa.lock'];
  } else {
    expect(await at.run(ARGS), when).toMatchObject({ code: 0 });
  }
  expect(expectWorkingKey(at, when), when).toBe('new');
  expect(strayKeys(at), when).toEqual([]);
  expect(
    at.sandbox.leftovers().filter((name) => !left.includes(name)),
    when,
  ).toEqual([]);
}

const figures = { failed: 0, old: 0, new: 0, killed: 0, killedOld: 0, killedNew: 0, calls: 0 };
afterAll(() => {
  console.log(
    `rotate: ${figures.failed} failed calls to AWS: ${figures.old} × the old key in the file, ${figures.new} × the new one; ` +
      `killed at ${figures.killed} calls to AWS and ${figures.calls} system calls: ${figures.killedOld} × the old key, ` +
      `${figures.killedNew} × the new one. It worked every time`,
  );
});

describe('a call to AWS fails', () => {
  it.each(FAULTS)('once: %s', (what, fault) => failAtEach(what, fault, false));
  it.each([FAULTS[1], FAULTS[3]].filter((each) => each !== undefined))(
    'and all after it: %s',
    (what, fault) => failAtEach(what, fault, true),
  );
});

async function failAtEach(what: string, fault: Fault, isLasting: boolean): Promise<void> {
  const actions = await cleanRun();
  await inPool([...actions.keys()], WORKERS, async (nth) => {
    const when = `${what} at call ${nth}, ${actions[nth] ?? ''}`;
    const at = await rotation();
    faultAt(at, nth, fault, isLasting);
    const { code, stdout, stderr } = await at.run(ARGS);
    figures.failed += 1;
    figures[expectWorkingKey(at, when)] += 1;
    const strays = strayKeys(at);
    if (code === 0) expect(strays, when).toEqual([]);
    // An answer that was lost had the ID in it.
    const isLost = stderr.includes('may have created an access key');
    for (const id of strays) if (!isLost) expect(stderr, when).toContain(id);
    for (const { secretAccessKey } of accessKeysOf(at.user))
      expect(stdout + stderr, when).not.toContain(secretAccessKey);
    expect(stderr, when).not.toMatch(/failed unexpectedly/);
    expect(at.sandbox.leftovers(), when).toEqual([]);
    const mayLeave = strays.length > 0 || what.startsWith('dropped');
    if (!isLasting && mayLeave) await expectNextRunsWork(at, when);
  });
}

describe('the program is killed', () => {
  it.each([
    ['before AWS has handled the call', { instead: refusal(503, 'ServiceUnavailable') }],
    ['when AWS has handled the call', {}],
  ])('at each call to AWS, %s', async (what, fault: Fault) => {
    const actions = await cleanRun();
    await inPool([...actions.keys()], WAITING, async (nth) => {
      const when = `killed at call ${nth}, ${actions[nth] ?? ''}, ${what}`;
      const at = await rotation();
      await new Promise<void>((killed) => {
        const { child, result } = at.start(ARGS);
        const kill = async () => {
          child.kill('SIGKILL');
          expect((await result).signal, when).toBe('SIGKILL');
          killed();
        };
        // It is asked for when the answer is made, and never comes.
        const held = {
          get until() {
            void kill();
            return new Promise(() => undefined);
          },
        };
        faultAt(
          at,
          nth,
          Object.defineProperties({ ...fault }, Object.getOwnPropertyDescriptors(held)),
          false,
        );
      });
      figures.killed += 1;
      figures[expectWorkingKey(at, when) === 'old' ? 'killedOld' : 'killedNew'] += 1;
      await expectNextRunsWork(at, when);
    });
  });

  it.skipIf(!hasStrace)('at each system call of the write', async () => {
    const clean = await rotation();
    const traced = (at: Rotation) => ({ sandbox: at.sandbox, args: ARGS, env: at.env });
    const { code, stderr, calls } = await runTraced(traced(clean));
    expect(code, stderr).toBe(0);
    expect(clean.keyInFile()).toBe(newKeyOf(clean.user));
    const own = calls.slice(calls.findLastIndex(({ name }) => name === 'mkdir'));
    expect(own.length).toBeGreaterThan(20);
    await inPool([...own.entries()], WAITING, async ([nth, call]) => {
      const when = `killed at ${describeCall(call)}`;
      const at = await rotation();
      const run = await runTraced(traced(at), { call, what: 'signal=KILL' });
      expect(run.signal, when).toBe('SIGKILL');
      figures.calls += 1;
      figures[expectWorkingKey(at, when) === 'old' ? 'killedOld' : 'killedNew'] += 1;
      // What the next write makes of it at each call is the matter of killed.test.ts.
      if (nth % 6 === 0) await expectNextRunsWork(at, when);
    });
  });
});
