/**
 * No secret on the terminal: what is asked for there is typed wrong, then right, or given up half way. A secret key is
 * never on the screen; a code is, while it is typed, and gone with its question.
 */
import { expect, test } from 'vitest';
import { loginSetup, PROMPT, type LoginSetupOptions } from '../support/login-setup.ts';
import type { Terminal } from '../support/terminal.ts';
import { expectNoMark } from './secrets/expect-nothing-told.ts';
import {
  CODE,
  CODE_MARKS,
  CONFIG,
  CREDENTIALS,
  KEY,
  MARKS,
  PROXY_LOGIN,
  SECRET,
  SEED,
} from './secrets/marks.ts';
import { changed, marked } from './secrets/row.ts';

/** A question, and what is typed in answer; what does not end with Enter or Ctrl-C waits for the next line. */
type Step = [question: string | RegExp, typed: string];

interface Row extends LoginSetupOptions {
  given: string;
  args: string[];
  steps: Step[];
  exitCode: number;
}

const CTRL_C = '\x03';
const CTRL_U = '\x15';
const WRONG_CODE = `${CODE.slice(0, -1)}0`;
const AGAIN = /(^\? MFA code.*:[^]*){2}/m;

const codes: Row[] = [['login'], ['exec', 'true']].flatMap((args) => [
  {
    given: `${args.join(' ')}: a code typed wrong, then right`,
    args,
    steps: [
      [PROMPT, `${WRONG_CODE}\r`],
      [AGAIN, `${CODE}\r`],
    ],
    exitCode: 0,
  },
  {
    given: `${args.join(' ')}: no code, corrected, and given up at the next`,
    args,
    steps: [
      [PROMPT, `${CODE}1\r`],
      ['The code ', `${CTRL_U}${WRONG_CODE}\r`],
      [AGAIN, CODE.slice(0, 5)],
      [CODE.slice(0, 5), CTRL_C],
    ],
    exitCode: 130,
  },
]);

const NOTHING = { credentials: null, config: null };
const KEY_ID = 'Access key ID:';
const SECRET_KEY = 'Secret access key:';
const setups: Row[] = [
  {
    given: 'a secret typed wrong, then right, and given up at the end',
    ...NOTHING,
    args: ['setup', '--region', 'eu-west-1'],
    steps: [
      [KEY_ID, `${KEY}\r`],
      [SECRET_KEY, `${SECRET.slice(0, -1)}x\r`],
      [/(Secret access key:[^]*){2}/, `${SECRET}\r`],
      ['Y/n', CTRL_C],
    ],
    exitCode: 130,
  },
  {
    given: 'half a secret, and given up',
    ...NOTHING,
    args: ['setup'],
    steps: [
      [KEY_ID, `${KEY}\r`],
      [SECRET_KEY, `${SECRET.slice(0, 12)}\r`],
      ['this one has 12', CTRL_C],
    ],
    exitCode: 130,
  },
  {
    given: 'a set-up with a seed where a command should stand',
    config: `${CONFIG}mfa_process = ${SEED}\n`,
    args: ['setup'],
    steps: [
      ['Use the access key', '\r'],
      ['Use the MFA device', '\r'],
      ['Logins get the code from', ''],
      ['Log in now?', CTRL_C],
    ],
    exitCode: 0,
  },
];

const places: Row[] = [
  { HTTP_PROXY: `http://${PROXY_LOGIN}@127.0.0.1:9` },
  { AWS_ENDPOINT_URL_STS: `https://${PROXY_LOGIN}@127.0.0.1:9/${SECRET}` },
].map((env: Record<string, string>) => ({
  given: `a password in ${Object.keys(env).join()}`,
  env,
  args: ['login'],
  steps: [
    [PROMPT, `${CODE}\r`],
    [/✗ [^]*127\.0\.0\.1:9/, ''],
  ],
  exitCode: 255,
}));

test.each([...codes, ...setups, ...places])('$given', async ({ args, steps, exitCode, ...files }) => {
  const [command = '', ...rest] = args;
  const setup = await loginSetup({
    credentials: CREDENTIALS,
    config: CONFIG,
    aws: { users: [marked()] },
    ...files,
  });
  setup.aws.acceptCodes(CODE);
  setup.aws.next({ action: 'GetSessionToken', ...changed((body) => body) }, Infinity);
  const terminal = setup.open([command, '--debug', ...rest]);
  for (const [question, typed] of steps) {
    await terminal.waitFor(question);
    expectNothingShown(terminal);
    terminal.type(typed);
  }
  expect((await terminal.exit).code, terminal.screen()).toBe(exitCode);
  expectNothingShown(terminal);
  expectNoMark(terminal.screen(), CODE_MARKS);
});

/** An access key's id is typed in plain sight. */
function expectNothingShown(terminal: Terminal): void {
  const marks = MARKS.filter((mark) => mark !== KEY && !CODE_MARKS.includes(mark));
  expectNoMark(terminal.output(), marks);
  expectNoMark(terminal.screen(), marks);
}
