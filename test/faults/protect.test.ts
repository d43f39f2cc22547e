/**
 * `protect`, its `--undo` and a `rotate` of a protected key, with a failure or a kill at every call of the store and at
 * every system call of the writes. The key can always be read as an SDK reads it, and works; and a message says where
 * it is.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { accessKeysOf } from '../support/aws/accounts.ts';
import { CONFIG, KEY_LINES } from '../support/login-setup.ts';
import { inPool } from '../support/in-pool.ts';
import { program } from '../support/program.ts';
import { OLD_ID, rotation, type Rotation } from '../support/rotation.ts';
import { startProgram } from '../support/run.ts';
import { fakeTools, type FakeTools, type ToolFault } from '../support/stores/fake-tools.ts';
import { describeCall } from './renewal.ts';
import { hasStrace, runTraced } from './strace.ts';

/** Most of the time is spent waiting for the lock of a dead owner. */
const WAITING = 12;
const FAULTS: ToolFault[] = ['fail before', 'fail after', 'kill before', 'kill after'];
const TITLE = 'the macOS keychain';
const FILE = '~/.aws/credentials';

const TASKS = {
  protect: { args: ['protect', '--yes'], isProtected: false },
  'protect --undo': { args: ['protect', '--undo', '--yes'], isProtected: true },
  rotate: { args: ['rotate', '--yes'], isProtected: true },
} as const;
type Task = (typeof TASKS)[keyof typeof TASKS];

interface Place extends Rotation {
  tools: FakeTools;
}

const COMMAND = `security find-generic-password -s aws-mfa -a ${OLD_ID} -w`;

async function prepare({ isProtected }: Task): Promise<Place> {
  const config = isProtected ? CONFIG.replace('\n', `\ncredential_process = ${COMMAND}\n`) : CONFIG;
  const at = await rotation({}, config);
  const tools = fakeTools(at.sandbox, 'security');
  Object.assign(at.env, tools.env);
  if (isProtected) {
    writeFileSync(at.sandbox.credentialsPath, at.before.replace(KEY_LINES, ''));
    const { accessKeyId, secretAccessKey } = at.user;
    const held = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
    writeFileSync(`${at.sandbox.home}/tools/entries/${accessKeyId}`, JSON.stringify(held));
  }
  return { ...at, tools };
}

/** As an SDK: the key of the file, else what the command prints. */
function readKey({ sandbox, env, user }: Place) {
  const text = sandbox.read();
  const own = /\[default\]\n(?:# the key\n)?aws_access_key_id = (.*)\naws_secret_access_key = (.*)\n/.exec(
    text,
  );
  const [, command] = /^credential_process = (.*)$/m.exec(readFileSync(sandbox.configPath, 'utf8')) ?? [];
  const printed =
    command === undefined ? '{}' : spawnSync('sh', ['-c', command], { env, encoding: 'utf8' }).stdout;
  const stored = JSON.parse(printed || '{}') as { AccessKeyId?: string; SecretAccessKey?: string };
  const [id, secret] = own ? own.slice(1) : [stored.AccessKeyId, stored.SecretAccessKey];
  const key = accessKeysOf(user).find(
    ({ accessKeyId, secretAccessKey }) => accessKeyId === id && secretAccessKey === secret,
  );
  return { key, from: own ? 'file' : 'store' } as const;
}

const figures = { file: 0, store: 0, failed: 0, killed: 0, calls: 0 };

/** @returns where tools read the key now */
function expectWorkingKey(at: Place, when: string): 'file' | 'store' {
  const { key, from } = readKey(at);
  expect(key, when).toMatchObject({ active: true });
  figures[from] += 1;
  return from;
}

/** It says what it means for the user, whether it moved a key or replaced one. */
function expectTold(stderr: string, from: 'file' | 'store', task: Task, when: string): void {
  if (task === TASKS.rotate)
    expect(stderr, when).toMatch(/ still has |deleted again|could not be (read|removed)| is in /);
  else expect(stderr, when).toContain(from === 'file' ? FILE : TITLE);
  expect(stderr, when).not.toMatch(/failed unexpectedly/);
}

/** Whatever was left, the same command completes it. */
async function expectNextRunWorks(at: Place, task: Task, when: string): Promise<void> {
  const { code, stderr } = await at.run([...task.args]);
  // A rotation that was killed may have left a key in IAM, about which only a user may decide.
  if (task === TASKS.rotate) expect([0, 253], when).toContain(code);
  else expect({ code, stderr }, when).toMatchObject({ code: 0 });
  const from = expectWorkingKey(at, when);
  expect(from, when).toBe(task === TASKS['protect --undo'] ? 'file' : 'store');
  if (task === TASKS['protect --undo'])
    expect(at.sandbox.read(), when).toContain('[default]\naws_access_key_id');
}

afterAll(() => {
  console.log(
    `protect: ${figures.failed} failures, ${figures.killed} kills at calls of the store and ${figures.calls} at system calls. ` +
      `The key could be read every time: ${figures.file} × from the file, ${figures.store} × from the store`,
  );
});

describe.each(Object.entries(TASKS))('%s', (_, task) => {
  it('each call of the store fails, and is the last', async () => {
    const clean = await prepare(task);
    expect(await clean.run([...task.args])).toMatchObject({ code: 0 });
    const calls = clean.tools.calls();
    expect(calls.length).toBeGreaterThan(1);
    const cases = FAULTS.flatMap((fault) => calls.map((call, nth) => ({ fault, call, nth })));
    await inPool(cases, WAITING, async ({ fault, call, nth }) => {
      const when = `${fault}: call ${nth}, ${call}`;
      const at = await prepare(task);
      at.tools.breakCall(nth, fault);
      // The script kills by this ID.
      const start = ['-c', 'echo $$ > "$FAKE_TOOLS/pid"; exec "$@"', 'sh', ...program, ...task.args];
      const options = { env: at.env, timeoutMs: 60_000 };
      const { code, signal, stderr } = await startProgram('sh', start, options).result;
      const from = expectWorkingKey(at, when);
      if (fault.startsWith('kill')) {
        expect(signal, when).toBe('SIGKILL');
        figures.killed += 1;
      } else {
        figures.failed += 1;
        if (code !== 0) expectTold(stderr, from, task, when);
      }
      await expectNextRunWorks(at, task, when);
    });
  });
});

it('AWS does not accept the key, or does not answer: it stays in the file alone', async () => {
  for (const fault of [
    { drop: 'after reading' },
    { instead: { status: 503, headers: {}, body: '' } },
  ] as const) {
    const at = await prepare(TASKS.protect);
    at.aws.next(fault, Infinity);
    const { code, stderr } = await at.run(['protect', '--yes']);
    expect(code).toBe(255);
    expect(stderr).toContain(`The access key is still in ${FILE}.`);
    expect(at.sandbox.read()).toBe(at.before);
    expect(at.tools.entries()).toEqual({});
  }
});

/** What leaves a trace on the disk. */
const CHANGES = ['mkdir', 'write', 'fsync', 'rename', 'unlink'];

// The writes of a rotation are those of any other key.
const MOVES = Object.entries(TASKS).filter(([, task]) => task !== TASKS.rotate);

describe.skipIf(!hasStrace).each(MOVES)('%s: system calls of the two writes', (_, task) => {
  it.each([
    ['signal=KILL', CHANGES],
    ['error=EIO', ['fsync', 'rename']],
  ])('%s', async (what, names) => {
    const isKill = what === 'signal=KILL';
    const traced = (at: Place) => ({ sandbox: at.sandbox, args: [...task.args], env: at.env });
    const clean = await prepare(task);
    const { code, stderr, calls } = await runTraced(traced(clean));
    expect(code, stderr).toBe(0);
    // What is tried before has tests of its own.
    const own = calls.slice(calls.findIndex(({ name }) => name === 'mkdir'));
    const chosen = own.filter(({ name, creates }) => names.includes(name) || (isKill && creates));
    expect(chosen.filter(({ name }) => name === 'rename')).toHaveLength(2);
    await inPool([...chosen.entries()], WAITING, async ([nth, call]) => {
      const when = `${what} at ${describeCall(call)}`;
      const at = await prepare(task);
      const run = await runTraced(traced(at), { call, what });
      figures.calls += 1;
      const from = expectWorkingKey(at, when);
      if (isKill) expect(run.signal, when).toBe('SIGKILL');
      else if (run.code !== 0) expectTold(run.stderr, from, task, when);
      if (nth % 9 === 0) await expectNextRunWorks(at, task, when);
    });
  });
});
