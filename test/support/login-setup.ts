/**
 * The setup of an end-to-end test: a loopback AWS with the user alice, a home folder with her keys, and functions that
 * start the built program there. All of it is removed after the test.
 */
import { onTestFinished } from 'vitest';
import { filesKept } from './kept-files.ts';
import { type LoopbackAws, type LoopbackAwsOptions, startLoopbackAws } from './loopback-aws.ts';
import { programWords } from './program.ts';
import { type RunningProgram, type RunOptions, type RunResult, startAwsMfa, startProgram } from './run.ts';
import { type Sandbox, createSandbox } from './sandbox.ts';
import { type Terminal, openTerminal, openTerminalOf } from './terminal.ts';

export const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';
export const KEY_LINES = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`;
/** Alice's keys, as `aws configure` leaves them. */
export const CREDENTIALS = `[default]\n${KEY_LINES}`;
/** Her region and her device. */
export const CONFIG = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;

/** The question for a code. */
export const PROMPT = /^\? MFA code.*:/m;

export interface LoginSetupOptions {
  /** {@link CREDENTIALS} by default; `null` for no file. */
  credentials?: string | Buffer | null;
  /** {@link CONFIG} by default; `null` for no file. */
  config?: string | Buffer | null;
  /** In addition to the variables of the sandbox and the loopback AWS. */
  env?: Record<string, string>;
  aws?: LoopbackAwsOptions;
}

export interface LoginSetup {
  aws: LoopbackAws;
  sandbox: Sandbox;
  env: Record<string, string>;
  /** Runs `aws-mfa` without a terminal. If it fails, both files must be unchanged: this is checked. */
  run: (args: string[], options?: Partial<RunOptions>) => Promise<RunResult>;
  /** The same, for tests that interrupt it. */
  start: (args: string[], options?: Partial<RunOptions>) => RunningProgram;
  /** Runs a shell script without a terminal; `aws_mfa` in it is the program. */
  runShell: (script: string) => Promise<RunResult>;
  /** Opens `aws-mfa` in a terminal. If it fails, both files must be unchanged: this is checked. */
  open: (args: string[], env?: Record<string, string>) => Terminal;
  /** Opens a shell script in a terminal; `aws_mfa` in it is the program. */
  openShell: (script: string) => Terminal;
}

export async function loginSetup(options: LoginSetupOptions = {}): Promise<LoginSetup> {
  const aws = await startLoopbackAws(options.aws);
  onTestFinished(aws.close);
  const sandbox = createSandbox(filesOf(options));
  onTestFinished(sandbox.dispose);
  const env = { ...sandbox.env, ...aws.env, NODE_EXTRA_CA_CERTS: aws.caFile, ...options.env };
  const start: LoginSetup['start'] = (args, others = {}) =>
    startAwsMfa(args, { ...others, env: { ...env, ...others.env } });
  return {
    aws,
    sandbox,
    env,
    start,
    run: async (args, others) => {
      const check = filesKept(sandbox);
      const result = await start(args, others).result;
      check(result.code);
      return result;
    },
    runShell: (script) => startProgram('sh', ['-c', withProgram(script)], { env }).result,
    open: (args, others) => {
      const check = filesKept(sandbox);
      const terminal = ended(openTerminal(args, { env: { ...env, ...others }, cols: 1000 }));
      const exit = terminal.exit.then((ending) => {
        check(ending.code);
        return ending;
      });
      return { ...terminal, exit };
    },
    openShell: (script) => ended(openTerminalOf('sh', ['-c', withProgram(script)], { env, cols: 1000 })),
  };
}

/** A code of the right form that no device shows now. */
export function wrongCode(aws: LoopbackAws, nth = 0): string {
  const right = new Set([aws.authenticator().currentCode()]);
  const wrong = ['000000', '111111', '222222', '333333'].filter((code) => !right.has(code));
  return wrong[nth] ?? '';
}

/** The codes that arrived, oldest first. */
export function sentCodes(aws: LoopbackAws): (string | undefined)[] {
  return aws.requests.map(({ params }) => params['TokenCode']);
}

function filesOf({ credentials = CREDENTIALS, config = CONFIG }: LoginSetupOptions) {
  return { ...(credentials !== null && { credentials }), ...(config !== null && { config }) };
}

function withProgram(script: string): string {
  return `aws_mfa() { ${programWords} "$@"; }\n${script}`;
}

/** A failed test must not leave its program waiting for input. */
function ended(terminal: Terminal): Terminal {
  onTestFinished(() => terminal.kill('SIGKILL'));
  return terminal;
}
