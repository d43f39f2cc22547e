/** Every command wraps what it prints at the width of the terminal, or of COLUMNS; commands stay on one line. */
import { describe, expect, test } from 'vitest';
import { CREDENTIALS, DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { openTerminal } from '../support/terminal.ts';

const PROFILE = 'a-profile-with-quite-a-long-name-for-its-team';
const REGION = 'eu-isolated-region-with-a-long-name-1';
const FOLDER = '/a/long/path/of/folders/which/is/not/on/this/machine';

const files = {
  credentials: `${CREDENTIALS}[${PROFILE}]\n${KEY_LINES}`,
  config: `[default]
region = eu-west-1
mfa_serial = ${DEVICE}
[profile ${PROFILE}]
region = ${REGION}
mfa_serial = ${DEVICE}
[profile ${PROFILE}-admin]
role_arn = arn:aws:iam::123456789012:role/Admin
source_profile = ${PROFILE}
`,
};

/** A command line that succeeds, warns or fails with a hint, and what is set for it. */
const LINES: [line: string, variables?: Record<string, string>][] = [
  ['login --dry-run'],
  [`login --dry-run --profile ${PROFILE} --region us-east-1`],
  [`login --profile ${PROFILE}-admin --no-input`],
  [`login --profile ${PROFILE} --no-input`],
  [`login --profile ${PROFILE}x --no-input --debug`],
  ['login --token 12345'],
  ['login --token 123456', { AWS_SHARED_CREDENTIALS_FILE: `${FOLDER}/credentials` }],
  ['status', { AWS_PROFILE: `${PROFILE}x`, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }],
  [`status ${PROFILE}`],
  ['status --durations'],
  [`logout ${PROFILE}`],
  [`export --profile ${PROFILE} --no-input`],
  ['doctor', { AWS_DEFAULT_PROFILE: PROFILE, AWS_CA_BUNDLE: `${FOLDER}/certificates.pem` }],
];

/** What a terminal gets, without the colors, and the commands in it, by their color. */
async function shownOn(columns: number, args: string[], env: Record<string, string>) {
  const terminal = openTerminal(args, { env, cols: columns, rows: 100 });
  await terminal.exit;
  const output = terminal.output().replaceAll('\r\n', '\n');
  const commands = [...output.matchAll(/\x1b\[36m(.*?)\x1b\[39m/g)].map(([, command = '']) => command);
  return { text: output.replace(/\x1b\[\d*m/g, ''), commands };
}

/** Lines that are too wide, and are neither one word nor one command, behind the mark or indent. */
function tooWide(text: string, columns: number, commands: readonly string[]): string[] {
  return text.split('\n').filter((line) => {
    const bare = line.replace(/^[✓•!✗ ] /, '').replace(/[.,;:)]$/, '');
    return line.length > columns && bare.includes(' ') && !commands.includes(bare);
  });
}

describe.each([40, 80, 200])('a terminal of %i columns', (columns) => {
  test.each(LINES)('%s: no line is wider, unless it is a word or a command', async (line, variables) => {
    const { env } = await loginSetup(files);
    const { text, commands } = await shownOn(columns, line.split(' '), { ...env, ...variables });
    expect(text).not.toBe('');
    expect(tooWide(text, columns, commands)).toEqual([]);
  });
});

test.each(LINES)('%s: without a terminal 80 columns, or what COLUMNS says', async (line, variables) => {
  const { run, env } = await loginSetup(files);
  const args = line.split(' ');
  for (const [columns, COLUMNS] of [
    [80, ''],
    [40, '40'],
  ] as const) {
    const { stdout, stderr } = await run(args, { env: { ...variables, COLUMNS } });
    const { text } = await shownOn(columns, args, { ...env, ...variables });
    expect(sorted(stdout + stderr)).toEqual(sorted(text));
  }
});

/** The two streams come together in another order on a terminal; how long AWS took differs. */
function sorted(text: string): string[] {
  return text
    .replace(/\d+ ms/g, 'ms')
    .split('\n')
    .sort();
}

test('the help has the same width', async () => {
  const { run } = await loginSetup(files);
  const help = async (COLUMNS: string) => (await run(['login', '--help'], { env: { COLUMNS } })).stdout;
  const [usual, narrow, wide] = [await help(''), await help('50'), await help('200')];
  expect(usual.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(wide.split(/\s+/)).toEqual(narrow.split(/\s+/));
});
