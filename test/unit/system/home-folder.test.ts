/** The user's home folder. */
import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { homeFolder } from '../../../src/system/files/file-system.ts';

const machine = (env: NodeJS.ProcessEnv, platform = 'linux') => ({ env, platform }) as NodeJS.Process;

it.each([
  ['HOME', machine({ HOME: '/home/alice' }), '/home/alice'],
  ['no HOME', machine({}), homedir()],
  ['a slash at its end', machine({ HOME: '/home/alice/' }), '/home/alice'],
  ['the root folder', machine({ HOME: '/' }), ''],
  ['an empty one', machine({ HOME: '' }), homedir()],
  ['one of another system on Windows', machine({ HOME: '/home/alice' }, 'win32'), homedir()],
])('%s', (_, process, expected) => {
  expect(homeFolder(process)).toBe(expected);
});

it('none: undefined', () => {
  const none = (): never => {
    throw new Error('ENOENT: no such file or directory, uv_os_homedir');
  };
  expect(homeFolder(machine(new Proxy({}, { get: none })))).toBeUndefined();
});
