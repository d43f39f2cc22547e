/** Where the person's files are. */
import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { homeFolder } from '../../../src/system/files/file-system.ts';
import { thrownBy, told } from '../../support/thrown-by.ts';

const machine = (env: NodeJS.ProcessEnv, platform = 'linux') => ({ env, platform }) as NodeJS.Process;

it.each([
  ['HOME', machine({ HOME: '/home/alice' }), '/home/alice'],
  ['no HOME', machine({}), homedir()],
  ['an empty one', machine({ HOME: '' }), homedir()],
  ['one of another system on Windows', machine({ HOME: '/home/alice' }, 'win32'), homedir()],
])('%s', (_, process, expected) => {
  expect(homeFolder(process)).toBe(expected);
});

it('none: what to do is said', () => {
  const none = (): never => {
    throw new Error('ENOENT: no such file or directory, uv_os_homedir');
  };
  const error = thrownBy(() => homeFolder(machine(new Proxy({}, { get: none }))));
  expect(told(error)).toBe(
    "configuration: This user has no home folder. | Set HOME to the user's home folder.",
  );
});
