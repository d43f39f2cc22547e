/** Signals that come by accident: none opens Node's debugger, none leaves a core file. */
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CREDENTIALS, loginSetup, PROMPT } from '../support/login-setup.ts';
import { isStandalone } from '../support/program.ts';
import { withStoredSession } from '../support/stored-session.ts';

const VALID = withStoredSession(3600);

it('SIGUSR1 at the prompt opens no debugger, and the prompt goes on', async () => {
  const { open, aws } = await loginSetup();
  const terminal = open(['login']);
  await terminal.waitFor(PROMPT);
  process.kill(terminal.pid, 'SIGUSR1');
  terminal.type(`${aws.nextCode()}\r`);
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(terminal.output()).not.toContain('Debugger listening');
});

it('SIGUSR1 while AWS is asked opens no debugger', async () => {
  const { start, aws } = await loginSetup();
  let answer = (): void => undefined;
  aws.next({ until: new Promise<void>((resolve) => (answer = resolve)) });
  const { child, result } = start(['login', '--token', aws.nextCode()]);
  await aws.arrived(1);
  child.kill('SIGUSR1');
  answer();
  const { code, stderr } = await result;
  expect(code).toBe(0);
  expect(stderr).not.toContain('Debugger listening');
});

/** Opens the debugger before the first line of the program runs, as a signal in Node's own start would. */
const OPENED = `
  process.kill(process.pid, 'SIGUSR1');
  const { url } = require('node:inspector');
  const wait = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  while (!url()) wait(1);
  // Once the program has begun, and before the event loop turns.
  process.nextTick(() => wait(Number(process.env.BUSY)));
`;

it.skipIf(isStandalone).each(['1', '400'])(
  'a debugger that SIGUSR1 has opened while Node started, busy for %s ms, is closed',
  async (BUSY) => {
    const { start, sandbox } = await loginSetup({ credentials: VALID });
    const preload = join(sandbox.home, 'opened.cjs');
    writeFileSync(preload, OPENED);
    const port = await freePort();
    const env = { NODE_OPTIONS: `--require=${preload} --inspect-port=${port}`, BUSY };
    const { child, result } = start(['exec', '--', 'sh', '-c', 'read line'], { env, keepStdinOpen: true });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += String(chunk)));
    await expect.poll(() => said, { timeout: 10_000 }).toContain('Debugger listening');
    const answers = () =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => resolve('closed')).on('connect', () => resolve('open'));
        socket.unref().on('connect', () => socket.destroy());
      });
    await expect.poll(answers, { timeout: 10_000 }).toBe('closed');
    // Node opens it twice, once when the event loop turns for the first time.
    const later = [];
    while (later.length < 50) later.push(await answers());
    expect(new Set(later)).toEqual(new Set(['closed']));
    child.stdin?.end('\n');
    expect((await result).code).toBe(0);
  },
);

it('SIGQUIT during the call: 131 and no core file, nothing written', async () => {
  const { start, aws, sandbox } = await loginSetup();
  aws.next({ until: new Promise(() => undefined) });
  const { child, result } = start(['login', '--token', aws.nextCode()]);
  await aws.arrived(1);
  child.kill('SIGQUIT');
  expect(await result).toMatchObject({ code: 131, signal: null, stdout: '' });
  expect(sandbox.read()).toBe(CREDENTIALS);
  expect(sandbox.leftovers()).toEqual([]);
});

it('Ctrl-\\ during the call, with the code typed: 131, nothing written', async () => {
  const { open, aws, sandbox } = await loginSetup();
  aws.next({ until: new Promise(() => undefined) });
  const terminal = open(['login']);
  await terminal.waitFor(PROMPT);
  terminal.type(`${aws.nextCode()}\r`);
  await aws.arrived(1);
  terminal.press('ctrl-backslash');
  expect(await terminal.exit).toEqual({ code: 131, signal: null });
  expect(terminal.screen()).toContain('nothing was written');
  expect(sandbox.read()).toBe(CREDENTIALS);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
