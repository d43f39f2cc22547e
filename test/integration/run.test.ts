/** Running a program without a terminal, on small programs whose doings are known. */
import { expect, test } from 'vitest';
import { type RunOptions, type RunResult, startProgram } from '../support/run.ts';

const env = { PATH: process.env['PATH'] ?? '' };

function node(script: string, options: Partial<RunOptions> = {}): Promise<RunResult> {
  return startProgram(process.execPath, ['-e', script], { env, ...options }).result;
}

test('tells the streams and the exit code', async () => {
  const script = 'console.log("out"); console.error("err"); process.exitCode = 253';
  expect(await node(script)).toEqual({ code: 253, signal: null, stdout: 'out\n', stderr: 'err\n' });
});

test('gives the environment as it is, and no other', async () => {
  const { stdout } = await node('console.log(Object.keys(process.env).join())', { env: { ONE: '1' } });
  expect(stdout).toBe('ONE\n');
});

test.each([
  [{}, ''],
  [{ stdin: '123456\n' }, '123456\n'],
])('standard input is %j', async (options, text) => {
  const { stdout } = await node('process.stdin.pipe(process.stdout)', options);
  expect(stdout).toBe(text);
});

test('a program that does not read its standard input is no failure', async () => {
  expect(await node('', { stdin: 'x'.repeat(1_000_000) })).toMatchObject({ code: 0 });
});

test('there is no terminal to open', async () => {
  const { stdout } = await node('try { fs.openSync("/dev/tty") } catch (e) { console.log(e.code) }');
  expect(stdout).toBe('ENXIO\n');
});

test('the program leads a process group of its own', async () => {
  const { child, result } = startProgram('sleep', ['60'], { env });
  process.kill(-(child.pid ?? NaN), 'SIGTERM');
  expect(await result).toMatchObject({ code: null, signal: 'SIGTERM' });
});

test('tells the signal that ended it', async () => {
  const { child, result } = startProgram('sleep', ['60'], { env });
  child.kill('SIGTERM');
  expect(await result).toMatchObject({ code: null, signal: 'SIGTERM' });
});

test('a hang is a failure that says so, with what was written until then', async () => {
  const script = 'echo so far; exec sleep 60';
  const hanging = startProgram('sh', ['-c', script], { env, timeoutMs: 1000 }).result;
  await expect(hanging).rejects.toThrow(/^A hang: no end after 1000 ms\..*so far/s);
});

test('standard input can be kept open', async () => {
  const { child, result } = startProgram('cat', [], { env, stdin: 'a', keepStdinOpen: true });
  child.stdin?.end('b');
  expect(await result).toMatchObject({ stdout: 'ab' });
});

test('what the program started goes with it', async () => {
  const hanging = startProgram('sh', ['-c', 'sleep 60 & wait'], { env, timeoutMs: 100 }).result;
  await expect(hanging).rejects.toThrow('A hang');
});

test('a command that is not there is a failure', async () => {
  await expect(startProgram('/no/such/program', [], { env }).result).rejects.toThrow('ENOENT');
});
