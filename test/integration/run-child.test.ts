/** A command in our place: how it ends, and which signals reach it. */
import { closeSync, openSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runChild, type ChildEnd } from '../../src/system/processes/run-child.ts';

const noSignals = () => () => undefined;
const run = (command: string, args: string[], env = process.env) => runChild(command, args, env, noSignals);

it.each<[what: string, command: string, args: string[], end: ChildEnd]>([
  ['its exit code', 'sh', ['-c', 'exit 7'], { kind: 'exited', code: 7 }],
  ['its signal', 'sh', ['-c', 'kill -9 $$'], { kind: 'killed', signal: 9 }],
  ['no such command', 'no-such-command', [], { kind: 'unstarted', reason: 'ENOENT' }],
  ['not executable', '/etc/passwd', [], { kind: 'unstarted', reason: 'EACCES' }],
  ['a folder', '/', [], { kind: 'unstarted', reason: 'EACCES' }],
  ['too long a line', 'true', ['x'.repeat(5_000_000)], { kind: 'unstarted', reason: 'E2BIG' }],
])('%s', async (_, command, args, end) => {
  expect(await run(command, args)).toEqual(end);
});

it('has the environment it is given, and is looked for in the PATH of that', async () => {
  expect(
    await run('sh', ['-c', 'test "$ONLY" = 1 && test -z "$HOME"'], { PATH: process.env['PATH'], ONLY: '1' }),
  ).toEqual({
    kind: 'exited',
    code: 0,
  });
  expect(await run('sh', [], { PATH: '/nowhere' })).toEqual({ kind: 'unstarted', reason: 'ENOENT' });
});

it.each([
  ['bash', (descriptor: number) => `/dev/fd/${descriptor}`],
  ['zsh', (descriptor: number) => `file:///proc/self/fd/${descriptor}`],
])('a descriptor that %s has opened for it goes with it, and no other does', async (_, pathOf) => {
  const [named, other] = [openSync('/etc/passwd', 'r'), openSync('/etc/group', 'r')];
  const script = '[ /dev/fd/$NAMED -ef /etc/passwd ] && [ ! -e /dev/fd/$OTHER ]';
  const args = ['-c', script, 'sh', pathOf(named), '/dev/fd/999', '/dev/fd/1234'];
  const env = { PATH: process.env['PATH'], NAMED: String(named), OTHER: String(other) };
  expect(await run('sh', args, env)).toEqual({ kind: 'exited', code: 0 });
  [named, other].forEach(closeSync);
});

it.each<[signal: NodeJS.Signals, script: string, end: ChildEnd]>([
  ['SIGTERM', 'while :; do sleep 1; done', { kind: 'killed', signal: 15 }],
  ['SIGHUP', 'while :; do sleep 1; done', { kind: 'killed', signal: 1 }],
  ['SIGINT', 'while :; do sleep 1; done', { kind: 'killed', signal: 2 }],
  ['SIGQUIT', 'ulimit -c 0; while :; do sleep 1; done', { kind: 'killed', signal: 3 }],
  ['SIGUSR2', 'while :; do sleep 1; done', { kind: 'killed', signal: 12 }],
])('%s to this process alone is forwarded', async (signal, script, end) => {
  let give: ((signal: NodeJS.Signals) => void) | undefined;
  const events: string[] = [];
  const ended = runChild('sh', ['-c', script], process.env, (listener) => {
    give = listener;
    return () => void events.push('given back');
  });
  give?.(signal);
  expect(await ended).toEqual(end);
  expect(events).toEqual(['given back']);
});
