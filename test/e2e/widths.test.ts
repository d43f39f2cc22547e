/** `setup`, `status`, `logout` and `doctor` in terminals of 40, 80 and 200 columns, with long names, regions and paths. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alice } from '../support/loopback-aws.ts';
import { CREDENTIALS, DEVICE, KEY_LINES, loginSetup, type LoginSetup } from '../support/login-setup.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const PROFILE = 'a-profile-with-quite-a-long-name-for-its-team';
const REGION = 'eu-isolated-region-with-a-long-name-1';
const FOLDER = 'a/long/path/of/folders/in/the/home/of/alice';
const SESSION = `aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
aws_session_token = token
x_security_token_expires = ${new Date(Date.now() + 36_000_000).toISOString().slice(0, 19)}Z
x_mfa_serial = ${DEVICE}
x_source_profile = ${PROFILE}
`;
const FILES = {
  credentials: `${CREDENTIALS}[${PROFILE}]\n${KEY_LINES}[${PROFILE}-mfa]\n${SESSION}`,
  config: `[profile ${PROFILE}]
region = ${REGION}
mfa_serial = ${DEVICE}
[profile ${PROFILE}-admin]
role_arn = arn:aws:iam::123456789012:role/Admin
source_profile = ${PROFILE}-mfa
`,
};

function open(setup: LoginSetup, columns: number, args: string[]): Terminal {
  return openTerminal(args, { env: setup.env, cols: columns, rows: 100 });
}

/** Lines of the screen that are wider than the terminal, and are not one word or one command (in color). */
function tooWide(terminal: Terminal, columns: number): string[] {
  const output = terminal.output().replaceAll('\r\n', '\n');
  const commands = [...output.matchAll(/\x1b\[36m(.*?)\x1b\[39m/g)].map(([, command = '']) => command);
  const lines = output.replace(/\x1b\[[\d;?]*[A-Za-z]/g, '').split('\n');
  return lines.filter((line) => {
    const bare = line.replace(/^[✓•!✗ ] /, '').replace(/[.,;:)]$/, '');
    return line.length > columns && bare.includes(' ') && !commands.includes(bare);
  });
}

describe.each([40, 80, 200])('%i columns', (columns) => {
  test.each([
    [['status'], 0, 'a-profile-with'],
    [['status', `${PROFILE}-admin`], 0, 'role profiles'],
    [['status', `${PROFILE}x`], 253, 'Did you mean'],
    [['logout', `${PROFILE}-mfa`], 0, 'aws-mfa logout --help'],
    [['logout', 'nosuch'], 253, 'Profiles with a session'],
    [['doctor', '--profile', PROFILE], 1, 'has the long-term access key'],
  ])('%j', async (args, code, words) => {
    const setup = await loginSetup(FILES);
    mkdirSync(join(setup.sandbox.home, '.aws/cli/cache'), { recursive: true });
    const terminal = open(setup, columns, args);
    expect((await terminal.exit).code).toBe(code);
    expect(tooWide(terminal, columns)).toEqual([]);
    if (columns > 40) expect(terminal.screen().replace(/\n */g, ' ')).toContain(words);
  });

  test('setup', async () => {
    const { accessKeyId, secretAccessKey } = alice();
    const setup = await loginSetup({
      ...{ credentials: null, config: null },
      env: { AWS_CONFIG_FILE: `~/${FOLDER}/config` },
    });
    mkdirSync(join(setup.sandbox.home, FOLDER), { recursive: true });
    const terminal = open(setup, columns, ['setup', '--profile', PROFILE, '--region', REGION]);
    for (const [question, line] of [
      ['Access key ID:', accessKeyId],
      ['Secret access key:', secretAccessKey],
      [/Save them\?/, ''],
      [/Log in now\?/, 'n'],
    ] as const) {
      await terminal.waitFor(question);
      terminal.type(`${line}\r`);
    }
    expect((await terminal.exit).code).toBe(0);
    // The library wraps the questions, and redraws them.
    const shown = terminal.screen().split('\n');
    expect(shown.filter((line) => line.length > columns && !/^ *(\S+|aws-mfa .*)$/.test(line))).toEqual([]);
    expect(terminal.screen()).toMatch(/✓ Setup is saved\./);
    expect(terminal.output()).not.toContain(secretAccessKey);
  });
});
