/** `aws --version`: what it prints, and that nobody waits for one that does not end. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printVersion } from '../../src/system/processes/aws-cli.ts';

const env = { PATH: '/usr/bin:/bin', HOME: '/none', AWS_SECRET_ACCESS_KEY: 'hidden', AWS_PROFILE: 'none' };

function script(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'aws-mfa-doctor-')), 'aws');
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return path;
}

function run(path: string, timeoutMs = 20_000, signal = new AbortController().signal) {
  return printVersion(path, { env, timeoutMs, signal, self: process });
}

test.each([
  ['on standard output', 'echo aws-cli/2.31.13; echo more', 'aws-cli/2.31.13'],
  ['on standard error', 'echo aws-cli/1.9.0 >&2', 'aws-cli/1.9.0'],
  ['nothing', '', ''],
  ['a failure', 'echo aws-cli/2; exit 3', undefined],
])('%s', async (_, text, expected) => {
  expect(await run(script(text))).toBe(expected);
});

test('no such program', async () => {
  expect(await run('/none/aws')).toBeUndefined();
});

test('it is asked for its version alone, without keys and files, and cannot ask anybody', async () => {
  const path = script(
    'read -r line; echo "$# $1 [$line] $HOME $AWS_SECRET_ACCESS_KEY$AWS_PROFILE $AWS_CONFIG_FILE"',
  );
  expect(await run(path)).toBe('1 --version [] /none  /dev/null');
});

test('one that does not end, with a child that holds its output open', async () => {
  expect(await run(script('sleep 10 & sleep 10'), 50)).toBeUndefined();
});

test('an end from outside', async () => {
  const stop = new AbortController();
  const path = script(`touch "$0.begun"; sleep 10 & sleep 10`);
  const version = run(path, 20_000, stop.signal);
  await expect.poll(() => existsSync(`${path}.begun`)).toBe(true);
  stop.abort();
  expect(await version).toBeUndefined();
});

const real = '/usr/bin/aws';
test.skipIf(!existsSync(real) || !readFileSync(real, 'utf8').includes('awscli'))('the real one', async () => {
  expect(await run(real)).toMatch(/^aws-cli\/\d/);
});
