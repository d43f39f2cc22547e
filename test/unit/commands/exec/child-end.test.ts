/** How a command ended, as a shell would tell it. */
import { expect, it } from 'vitest';
import { exitCodeOf, sharedSignal, whyUnstarted } from '../../../../src/commands/exec/exec.ts';
import type { ChildEnd } from '../../../../src/system/processes/run-child.ts';

it.each<[end: ChildEnd, code: number]>([
  [{ kind: 'exited', code: 0 }, 0],
  [{ kind: 'exited', code: 255 }, 255],
  [{ kind: 'killed', signal: 15 }, 143],
  [{ kind: 'killed', signal: 9 }, 137],
  [{ kind: 'unstarted', reason: 'ENOENT' }, 127],
  [{ kind: 'unstarted', reason: 'EACCES' }, 126],
  [{ kind: 'unstarted', reason: 'E2BIG' }, 126],
])('%j → %i', (end, code) => {
  expect(exitCodeOf(end)).toBe(code);
});

it.each<[end: ChildEnd, signal: string | undefined]>([
  [{ kind: 'killed', signal: 1 }, 'SIGHUP'],
  [{ kind: 'killed', signal: 2 }, 'SIGINT'],
  [{ kind: 'killed', signal: 15 }, 'SIGTERM'],
  [{ kind: 'killed', signal: 3 }, undefined],
  [{ kind: 'killed', signal: 9 }, undefined],
  [{ kind: 'killed', signal: 11 }, undefined],
  [{ kind: 'exited', code: 130 }, undefined],
])('%j ends us by %s', (end, signal) => {
  expect(sharedSignal(end)).toBe(signal);
});

it.each([
  ['nosuch', 'ENOENT', /^Command not found in PATH: nosuch\./],
  [
    './nosuch',
    'ENOENT',
    /^\.\/nosuch does not exist, or the interpreter in its #! line does not\. \| Check both paths\.$/,
  ],
  ['./x', 'EACCES', /^\.\/x cannot be run: it is not executable, or it is a folder\.[^]*chmod \+x \.\/x/],
  ['./my script', 'EACCES', /chmod \+x '\.\/my script'/],
  ['x', 'EACCES', /^x cannot be run: the file in PATH is not executable, or its folder is not accessible\./],
  ['x', 'E2BIG', /^The arguments of x and the environment are too large for the system\./],
  ['C:\\x', 'ENOENT', /^C:\\x does not exist, or/],
  ['x', 'EINVAL', /^An argument of x contains a line break, which a batch file cannot receive\./],
  ['x', 'ENOEXEC', /^x could not be run \(ENOEXEC\)\./],
])('%s, %s', (command, reason, expected) => {
  expect(whyUnstarted(command, reason).join(' | ')).toMatch(expected);
});
