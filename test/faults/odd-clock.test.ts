/**
 * A neighbor empties the file after a login has read it, and writes it again seconds later; the clocks of the program and
 * of the file system differ. However old the emptied file looks, it is never taken for whole.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CREDENTIALS, loginSetup } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { startAwsMfa, startProgram } from '../support/run.ts';

const hasFaketime = spawnSync('faketime', ['--version']).status === 0;
if (!hasFaketime) console.log('faketime is missing: odd clocks are not tried (apt-get install faketime)');

const HERS = `# the keys of my user
${CREDENTIALS}\n[prod]\naws_access_key_id = AKIAPROD\naws_secret_access_key = prod\n`;

/**
 * Logs in while a neighbor is writing the file for so long, from the moment at which AWS answers.
 * @param left what it has written at first
 */
async function loginDuring(gap: number, skew: string, left = '') {
  const setup = await loginSetup({ credentials: HERS });
  const path = setup.sandbox.credentialsPath;
  let rewriting: Promise<void> | undefined;
  const change = <Answer>(answer: Answer): Answer => {
    const descriptor = openSync(path, 'w');
    writeSync(descriptor, left);
    if (gap === Infinity) closeSync(descriptor);
    else
      rewriting = setTimeout(gap).then(() => {
        writeSync(descriptor, HERS.slice(left.length));
        closeSync(descriptor);
      });
    return answer;
  };
  setup.aws.next({ change });
  const login = [...program, 'login', '--token', setup.aws.nextCode()];
  const clock = skew === '' ? [] : ['faketime', '-f', skew];
  const [command = '', ...args] = [...clock, ...login];
  const { code, stderr } = await startProgram(command, args, { env: setup.env, timeoutMs: 60_000 }).result;
  await rewriting;
  return { code, stderr, text: setup.sandbox.read() };
}

describe.each([
  ['the same clock', ''],
  ['a clock 5 s ahead', '+5s'],
  ['a clock 5 s behind', '-5s'],
])('with %s', (_, skew) => {
  it.skipIf(skew !== '' && !hasFaketime).each([1_000, 3_000])(
    'a file that is empty for %i ms loses nothing',
    async (gap) => {
      const { code, stderr, text } = await loginDuring(gap, skew);
      expect(text.startsWith(HERS), stderr).toBe(true);
      expect(text.slice(HERS.length), stderr).toContain('[mfa]\naws_access_key_id = ASIA');
      expect(code, stderr).toBe(0);
    },
  );
});

it.each([
  ['within the last value', -6],
  ['within the keys of the base', -60],
  ['within the first comment', 10],
])('a file that is cut %s for 2 s loses nothing', async (_, end) => {
  const { code, stderr, text } = await loginDuring(2_000, '', HERS.slice(0, end));
  expect(text.startsWith(HERS), stderr).toBe(true);
  expect(code, stderr).toBe(0);
});

it('a section that goes while a code is fetched costs no code', async () => {
  const { env, sandbox, aws } = await loginSetup({ credentials: HERS });
  const rewritten = HERS.slice(0, HERS.indexOf('\n[prod]') + 1);
  const command = `cat "$HOME/rewritten" > "$HOME/.aws/credentials"; echo ${aws.nextCode()}`;
  writeFileSync(join(sandbox.home, 'rewritten'), rewritten);
  const args = ['login', '--token-command', command];
  const { code, stderr } = await startAwsMfa(args, { env, timeoutMs: 60_000 }).result;
  expect(stderr).toMatch(/\[prod\] is missing from \S+ but was there when aws-mfa started/);
  expect([code, aws.requests.length, sandbox.read()]).toEqual([253, 0, rewritten]);
});

it('a file that is not written again is left alone', async () => {
  const { code, stderr, text } = await loginDuring(Infinity, '');
  expect([code, text]).toEqual([253, '']);
  expect(stderr).toMatch(/\[default\] is missing from \S+ but was there when aws-mfa started/);
});
