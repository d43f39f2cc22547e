/** Programs of stores: their input, their output, and how they are stopped. */
import { chmodSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { putEntry, readBack, removeEntry } from '../../src/stores/keep-key.ts';
import { runTool } from '../../src/system/processes/run-command.ts';
import { fakes } from '../support/fakes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { fakeTools } from '../support/stores/fake-tools.ts';
import { rejectedBy } from '../support/thrown-by.ts';

/** With a program `tool` on the PATH. */
function prepare(script: string) {
  const { home, env, dispose } = createSandbox();
  onTestFinished(dispose);
  writeFileSync(`${home}/tool`, `#!/bin/sh\n${script}`);
  chmodSync(`${home}/tool`, 0o755);
  const variables = { ...env, PATH: `${home}:${env['PATH'] ?? ''}` };
  const self = { kill: process.kill.bind(process), platform: process.platform, env: variables };
  return (options: { input?: string; timeoutMs?: number; signal?: AbortSignal; program?: string } = {}) => {
    const { input, program = 'tool', timeoutMs = 20_000, signal = new AbortController().signal } = options;
    const call = { program, args: ['a b', '$x'], ...(input !== undefined && { input }) };
    return runTool(call, { env: variables, timeoutMs, signal, self });
  };
}

test('input, arguments, both outputs and the exit code', async () => {
  const run = prepare('cat; echo "$1|$2" >&2; exit 3\n');
  expect(await run({ input: 'secret' })).toEqual({
    kind: 'exited',
    code: 3,
    printed: 'secret',
    words: 'a b|$x\n',
  });
});

test('a program that does not read its input', async () => {
  const run = prepare('exit 0\n');
  expect(await run({ input: 'x'.repeat(1_000_000) })).toMatchObject({ kind: 'exited', code: 0 });
});

test('there is no such program', async () => {
  expect(await prepare('')({ program: 'nothing-here' })).toEqual({ kind: 'unstarted' });
});

test('too late, with a child that holds its output open', async () => {
  expect(await prepare('sleep 60 & sleep 60\n')({ timeoutMs: 50 })).toEqual({ kind: 'late' });
});

test('it prints without end: that is no answer', async () => {
  expect(await prepare('exec yes\n')()).toMatchObject({ kind: 'exited', code: 1, printed: '' });
});

test('stopped', async () => {
  const reason = new Error('stop');
  const stop = new AbortController();
  const ended = prepare('sleep 60\n')({ signal: stop.signal });
  setTimeout(() => stop.abort(reason), 50);
  await expect(ended).rejects.toBe(reason);
});

test('the PowerShell of Windows, as a stand-in: stored, read back by the very command, removed', async () => {
  const sandbox = createSandbox();
  onTestFinished(sandbox.dispose);
  const tools = fakeTools(sandbox, 'powershell');
  const env = { ...sandbox.env, ...tools.env };
  const self = { kill: process.kill.bind(process), platform: process.platform, env };
  const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a/secret' };
  const at = fakes({
    platform: 'win32',
    runTool: (call, signal) => runTool(call, { env, timeoutMs: 20_000, signal, self }),
    keysOfProcess: async (command) => {
      const [program = '', ...args] = command.split(' ');
      const signal = new AbortController().signal;
      const end = await runTool({ program, args }, { env, timeoutMs: 20_000, signal, self });
      const read = JSON.parse(end.kind === 'exited' ? end.printed : '') as Record<string, string>;
      const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = read;
      return { kind: 'keys', accessKeyId, secretAccessKey, sessionToken: undefined };
    },
  });
  const entry = { store: 'dpapi', accessKeyId: keys.accessKeyId } as const;
  await readBack(await putEntry(entry, keys, at), keys, at);
  expect(tools.entries()).toEqual({
    AKIAIOSFODNN7EXAMPLE: '{"Version":1,"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"a/secret"}',
  });
  await removeEntry(entry, at);
  expect(tools.entries()).toEqual({});
  expect(await rejectedBy(removeEntry(entry, at))).toMatchObject({ code: 'store_failed' });
  expect(tools.seen()).not.toContain('a/secret');
});
