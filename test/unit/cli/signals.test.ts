/** Signals: they stop the run, or belong to the command that is run. */
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { watchSignals } from '../../../src/cli/context.ts';

async function watched() {
  const process = new EventEmitter();
  const signals = watchSignals(process as NodeJS.Process);
  // Until the event loop turns, the system's default ends the process.
  expect(process.listenerCount('SIGINT')).toBe(0);
  await new Promise((resolve) => setImmediate(resolve));
  return { process, signals };
}

it.each([
  ['SIGINT', 'cancelled'],
  ['SIGHUP', 'hangup'],
  ['SIGQUIT', 'quit'],
  ['SIGTERM', 'terminated'],
])('%s stops the run', async (name, kind) => {
  const { process, signals } = await watched();
  process.emit(name, name);
  expect(signals.stop.reason).toMatchObject({ kind });
});

it('are the command’s while one is run, and ours again afterwards', async () => {
  const { process, signals } = await watched();
  const taken: string[] = [];
  const giveBack = signals.take((name) => taken.push(name));
  const all = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGCONT'];
  all.forEach((name) => process.emit(name, name));
  expect(taken).toEqual(all);
  expect(signals.stop.aborted).toBe(false);
  giveBack();
  expect(process.listenerCount('SIGUSR2')).toBe(0);
  process.emit('SIGTERM', 'SIGTERM');
  expect(signals.stop.aborted).toBe(true);
});

it('are listened to at once where something is about to be asked, run or written', () => {
  const process = new EventEmitter();
  const signals = watchSignals(process as NodeJS.Process);
  signals.listen();
  expect(process.listenerCount('SIGINT')).toBe(1);
});

it('end the process, whoever listens', async () => {
  const { process, signals } = await watched();
  const killed: unknown[] = [];
  Object.assign(process, {
    pid: 7,
    kill: (...call: unknown[]) => killed.push([...call, process.listenerCount('SIGINT')]),
  });
  signals.endBy('SIGINT');
  expect(killed).toEqual([[7, 'SIGINT', 0]]);
});
