/**
 * What the picture shows: a shell in a real pseudo-terminal, in which `aws-mfa login` and `aws-mfa status` are typed, the
 * built program, and a small AWS on 127.0.0.1 that takes the code.
 *
 * It is as it was on the screen but for one row. The prompt names an endpoint that is not AWS' own; with the real AWS
 * that row is not there, and so it is cut.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLoopbackAws } from '../../test/support/loopback-aws.ts';
import { programPath } from '../../test/support/program.ts';
import { createSandbox, type Sandbox } from '../../test/support/sandbox.ts';
import { openTerminalOf } from '../../test/support/terminal.ts';
import { readRows, textOf, type Row } from './read-rows.ts';

const COLUMNS = 80;
const CODE = '123456';
/** Of the shell: an empty row ahead, and the sign in grey. */
const PROMPT = '\n\x1b[2m$\x1b[0m ';
/** The row that is cut. */
const LOOPBACK_ROW = /^ +goes to: 127\.0\.0\.1:/;

/**
 * When it is always run, by the clocks of the program and of the small AWS alike. They stand still: the picture must not
 * change by itself, nor with the speed of the machine.
 */
const START = Date.parse('2026-11-24T08:10:00Z');

/** A module that stops the clock of the program it is loaded into. */
const CLOCK = `data:text/javascript,${encodeURIComponent(`
  Date.now = () => ${START};
  globalThis.Date = class extends Date { constructor(...args) { super(...(args.length ? args : [${START}])); } };`)}`;

const CREDENTIALS = `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[work-mfa]
aws_access_key_id = ASIAI44QH8DHBEXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE
x_security_token_expires = 2026-11-24T08:45:30Z
x_token_issue_time = 2026-11-23T20:45:30Z
x_mfa_serial = arn:aws:iam::111122223333:mfa/alice
x_source_profile = work
`;

const CONFIG = `[default]
region = eu-west-1
mfa_serial = arn:aws:iam::123456789012:mfa/alice

[profile mfa]
region = eu-west-1

[profile prod-admin]
role_arn = arn:aws:iam::123456789012:role/Admin
source_profile = mfa
`;

export interface Recording {
  rows: Row[];
  columns: number;
}

export async function recordSession(): Promise<Recording> {
  const aws = await startLoopbackAws({ now: () => START });
  const sandbox = createSandbox({ credentials: CREDENTIALS, config: CONFIG });
  aws.acceptCodes(CODE);
  try {
    const output = await typeInShell({
      ...sandbox.env,
      ...aws.env,
      PATH: `${installProgram(sandbox)}:${sandbox.env['PATH'] ?? ''}`,
      PS1: PROMPT,
      TZ: 'UTC',
      NODE_OPTIONS: `--import=${CLOCK}`,
    });
    const rows = await readRows(output, COLUMNS);
    return { rows: rows.filter((row) => !LOOPBACK_ROW.test(textOf(row))), columns: COLUMNS };
  } finally {
    sandbox.dispose();
    await aws.close();
  }
}

/** @returns all that came onto the screen, escape sequences and all, up to the prompt after the last command */
async function typeInShell(env: Record<string, string>): Promise<string> {
  const shell = openTerminalOf('sh', ['-i'], { env, cols: COLUMNS, rows: 40 });
  const promptAfter = (shown: string): Promise<void> => shell.waitFor(new RegExp(`${shown}[^]*^\\$ $`, 'm'));
  const enter = (text: string): void => {
    shell.type(text);
    shell.press('enter');
  };
  try {
    await promptAfter('');
    enter('aws-mfa login');
    await shell.waitFor(/^ *code:/m);
    enter(CODE);
    await promptAfter('is good until');
    enter('aws-mfa status');
    await promptAfter('UNTIL');
    return shell.output();
  } finally {
    shell.close();
    await shell.exit;
  }
}

/** Puts the built program onto the PATH. @returns the folder */
function installProgram({ home }: Sandbox): string {
  const folder = join(home, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'aws-mfa'), `#!/bin/sh\nexec '${process.execPath}' '${programPath}' "$@"\n`, {
    mode: 0o755,
  });
  return folder;
}
