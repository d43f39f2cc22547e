/** Which device is the terminal. */
import { expect, it } from 'vitest';
import { needsWinpty, terminalDevice } from '../../../../src/system/terminal/device.ts';

const gitBash = { platform: 'win32', env: { MSYSTEM: 'MINGW64' } } as const;
const never = () => false;

it('is /dev/tty', () => {
  expect(terminalDevice({ platform: 'linux', env: {} }, never)).toEqual({
    input: ['/dev/tty', 'r'],
    output: ['/dev/tty', 'w'],
  });
});

it('is the console on Windows, also in Git Bash if a stream leads there', () => {
  const device = { input: ['\\\\.\\CONIN$', 'r+'], output: ['\\\\.\\CONOUT$', 'r+'] };
  expect(terminalDevice({ platform: 'win32', env: {} }, never)).toEqual(device);
  expect(terminalDevice(gitBash, (descriptor) => descriptor === 2)).toEqual(device);
});

it('is nowhere in the window of Git Bash', () => {
  expect(terminalDevice(gitBash, never)).toBeUndefined();
  expect(needsWinpty(gitBash, never)).toBe(true);
  expect(needsWinpty({ ...gitBash, platform: 'linux' }, never)).toBe(false);
  expect(needsWinpty({ platform: 'win32', env: {} }, never)).toBe(false);
});
