/**
 * `enroll` with a failure, a Ctrl-C or a kill at every call to AWS. Afterward a device that was created is the user's
 * and saved, or gone, or named on the screen; and after a kill the next run works.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { enrollIn, enrollment, FIRST, type Enrollment } from '../support/enrollment.ts';
import { inPool } from '../support/in-pool.ts';
import type { Terminal } from '../support/terminal.ts';
import { FAULTS, refusal } from './call-faults.ts';

const ACTIONS = ['GetCallerIdentity', 'ListMFADevices', 'CreateVirtualMFADevice', 'EnableMFADevice'];
const WORKERS = 4;

const figures = { failed: 0, stopped: 0, killed: 0, saved: 0, gone: 0, named: 0 };
afterAll(() => {
  const { failed, stopped, killed, saved, gone, named } = figures;
  console.log(
    `enroll: ${failed} failed calls to AWS, ${stopped} × Ctrl-C at one: the device was assigned and saved ${saved} ×, ` +
      `gone ${gone} ×, named on the screen ${named} ×; killed at ${killed} calls, and the next run worked`,
  );
});

/** Answers whatever is asked, to the end. @returns the seed, if one was shown */
async function goThrough(terminal: Terminal): Promise<string | undefined> {
  const shows = (wanted: string | RegExp) =>
    terminal.waitFor(wanted).then(
      () => true,
      () => false,
    );
  if (!(await shows(/Code:|Create another one/))) return undefined;
  if (/Create another one/.test(terminal.screen())) terminal.type('y\r');
  if (!(await shows(FIRST))) return undefined;
  const seed = await enrollIn(terminal);
  if (!(await shows(/Log in now\?|Try again with new codes/))) return seed;
  if (/Try again/.test(terminal.screen())) terminal.press('ctrl-c');
  else terminal.type('n\r');
  return seed;
}

/** What must hold once the program has ended by itself. */
function expectKnown(at: Enrollment, terminal: Terminal, when: string): void {
  const { assigned, unassigned } = at.devices();
  const text = terminal.screen();
  for (const arn of unassigned) expect(text, when).toContain(arn);
  for (const arn of assigned) expect(`${text}\n${at.config()}`, when).toContain(arn);
  if (assigned.length > 0) expect(text, when).not.toContain('belongs to no user');
  expect(at.sandbox.leftovers(), when).toEqual([]);
  expect(text, when).not.toMatch(/failed unexpectedly|[\u2580\u2584\u2588]/);
  const isSaved = assigned.some((arn) => at.config().includes(arn));
  figures[isSaved ? 'saved' : assigned.length + unassigned.length > 0 ? 'named' : 'gone'] += 1;
}

describe('a call to AWS fails', () => {
  it.each(FAULTS)('%s, once and from then on', async (what, fault) => {
    const runs = ACTIONS.flatMap((action) => [1, Infinity].map((times) => ({ action, times })));
    await inPool(runs, WORKERS, async ({ action, times }) => {
      const when = `${action} ${what}, ${times} ×`;
      const at = await enrollment();
      at.aws.next({ ...fault, action }, times);
      if (times > 1) at.aws.next({ ...fault, action: 'DeleteVirtualMFADevice' }, times);
      const terminal = at.openWindow(['enroll'], { cols: 300 });
      const seed = await goThrough(terminal);
      await terminal.exit;
      figures.failed += 1;
      expectKnown(at, terminal, when);
      if (seed !== undefined) expect(terminal.screen(), when).not.toContain(seed.slice(0, 4));
    });
  });
});

/** Does something when AWS has the call, and before or after it is handled. */
function atCall(at: Enrollment, action: string, isHandled: boolean, work: () => Promise<unknown>): void {
  const held = {
    action,
    ...(isHandled ? {} : { instead: refusal(503, 'ServiceUnavailable') }),
    // It is asked for when the answer is made.
    get until() {
      return work();
    },
  };
  at.aws.next(Object.defineProperties({}, Object.getOwnPropertyDescriptors(held)));
}

const MOMENTS = ACTIONS.flatMap((action) => [false, true].map((isHandled) => ({ action, isHandled })));

it('Ctrl-C at each call', async () => {
  await inPool(MOMENTS, WORKERS, async ({ action, isHandled }) => {
    const when = `Ctrl-C at ${action}, ${isHandled ? '' : 'not '}handled`;
    const at = await enrollment();
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    atCall(at, action, isHandled, async () => {
      terminal.press('ctrl-c');
      // Until the signal has arrived: the terminal echoes ^C before it sends it.
      await terminal.waitFor('^C');
    });
    await goThrough(terminal);
    await terminal.exit;
    figures.stopped += 1;
    expectKnown(at, terminal, when);
  });
});

it('killed at each call: the next run works', async () => {
  await inPool(MOMENTS, WORKERS, async ({ action, isHandled }) => {
    const when = `killed at ${action}, ${isHandled ? '' : 'not '}handled`;
    const at = await enrollment();
    const killed = at.openWindow();
    atCall(at, action, isHandled, () => {
      killed.kill('SIGKILL');
      return new Promise(() => undefined);
    });
    await goThrough(killed);
    expect((await killed.exit).signal, when).toBe('SIGKILL');
    expect(killed.screen(), when).not.toMatch(/[\u2580\u2584\u2588]/);
    figures.killed += 1;
    const next = at.openWindow();
    await goThrough(next);
    expect(await next.exit, when).toEqual({ code: 0, signal: null });
    expect(at.config(), when).toContain(at.devices().assigned.at(-1));
  });
});
