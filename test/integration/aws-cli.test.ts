/** `aws --version`: what it prints, without keys and files. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { awsCli } from '../../src/system/processes/run-command.ts';

function script(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'aws-mfa-doctor-')), 'aws');
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return path;
}

function run(path: string) {
  const env = {
    PATH: `${dirname(path)}:/usr/bin:/bin`,
    HOME: '/none',
    AWS_SECRET_ACCESS_KEY: 'hidden',
    AWS_PROFILE: 'none',
  };
  const self = { env, platform: process.platform, kill: process.kill.bind(process) };
  return awsCli(self, new AbortController().signal);
}

test.each([
  ['on standard output', 'echo aws-cli/2.31.13; echo more', 'aws-cli/2.31.13'],
  ['on standard error', 'echo aws-cli/1.9.0 >&2', 'aws-cli/1.9.0'],
  ['nothing', '', ''],
  ['a failure', 'echo aws-cli/2; exit 3', undefined],
])('%s', async (_, text, printed) => {
  const path = script(text);
  expect(await run(path)).toEqual({ path, printed });
});

test('it is asked for its version alone, without keys and files, and cannot ask anybody', async () => {
  const path = script(
    'read -r line; echo "$# $1 [$line] $HOME $AWS_SECRET_ACCESS_KEY$AWS_PROFILE $AWS_CONFIG_FILE"',
  );
  expect(await run(path)).toEqual({ path, printed: '1 --version [] /none  /dev/null' });
});

const real = '/usr/bin/aws';
test.skipIf(!existsSync(real) || !readFileSync(real, 'utf8').includes('awscli'))('the real one', async () => {
  expect((await run(real))?.printed).toMatch(/^aws-cli\/\d/);
});
