/**
 * Many logins against one mock AWS: as many codes as needed, a home folder for each, and a record of every session
 * that was given out, by which a file is known to hold one of them whole.
 */
import { existsSync, utimesSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { DEVICE, KEY_LINES } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { type RunResult, startAwsMfa } from '../support/run.ts';
import { type Sandbox, createSandbox } from '../support/sandbox.ts';
import { startLoopbackAws } from '../support/loopback-aws.ts';
import { runInTerminal, type Answer } from './answers.ts';

/** Key → value, as the lines of a section hold it. */
export type SessionLines = Record<string, string>;

export interface LoginBench {
  /** A code that works once. */
  code: () => string;
  /** A home folder that goes away with the test; without any file, where none is given. */
  sandbox: (credentials?: string, config?: string) => Sandbox;
  env: (sandbox: Sandbox) => Record<string, string>;
  login: (sandbox: Sandbox, ...args: string[]) => Promise<RunResult>;
  /** Any run; with somebody at a terminal, where it asks. */
  run: (sandbox: Sandbox, args: string[], answers?: readonly Answer[]) => Promise<RunResult>;
  /** Every session given out, by its access key id; when it was issued is empty, for AWS does not tell. */
  issued: ReadonlyMap<string, SessionLines>;
  /** What of the secrets stands in a text: keys, tokens, codes. */
  secretsIn: (text: string) => string[];
}

const DAY_AGO = Date.now() / 1000 - 86_400;

/** Her region and device, and no region for the MFA profile yet. */
export const CONFIG = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;

/** {@link CONFIG} with a region and a base profile for the MFA profile, too, so that a login has no reason to write this file. */
export const CONFIG_WITH_REGION = `${CONFIG}\n[profile mfa]\nregion = eu-west-1\nx_source_profile = default\n`;

export async function loginBench(): Promise<LoginBench> {
  const aws = await startLoopbackAws();
  onTestFinished(aws.close);
  const issued = new Map<string, SessionLines>();
  const record = (body: string): void => {
    const lines = sessionLines(body);
    const { aws_access_key_id: id } = lines;
    // Answers to other questions hold none.
    if (id) issued.set(id, lines);
  };
  aws.next({ change: (answer) => (record(answer.body), answer) }, Infinity);
  const codes: string[] = [];
  const code = (): string => {
    const next = String(300_000 + codes.length);
    codes.push(next);
    aws.acceptCodes(next);
    return next;
  };
  const env = (sandbox: Sandbox) => ({ ...sandbox.env, ...aws.env });
  const run: LoginBench['run'] = (sandbox, args, answers) =>
    answers
      ? runInTerminal(program[0], [...program.slice(1), ...args], env(sandbox), answers)
      : startAwsMfa(args, { env: env(sandbox), timeoutMs: 120_000 }).result;
  return {
    code,
    sandbox: (credentials, config = CONFIG_WITH_REGION) => {
      const sandbox = createSandbox(credentials === undefined ? {} : { credentials, config });
      onTestFinished(sandbox.dispose);
      // As if it were of yesterday: a file that was changed lately is looked at more than once.
      [sandbox.credentialsPath, sandbox.configPath]
        .filter((path) => existsSync(path))
        .forEach((path) => utimesSync(path, DAY_AGO, DAY_AGO));
      return sandbox;
    },
    env,
    login: (sandbox, ...args) => run(sandbox, ['login', '--token', code(), ...args]),
    run,
    issued,
    secretsIn: (text) => [...secrets(issued), ...codes].filter((secret) => text.includes(secret)),
  };
}

function secrets(issued: ReadonlyMap<string, SessionLines>): string[] {
  const ofSessions = [...issued.values()].flatMap((lines) => [
    lines['aws_secret_access_key'] ?? '',
    lines['aws_session_token'] ?? '',
  ]);
  return [...ofSessions, /secret_access_key = (.*)/.exec(KEY_LINES)?.[1] ?? ''];
}

function sessionLines(body: string): SessionLines {
  const field = (name: string): string => new RegExp(`<${name}>(.*?)</${name}>`).exec(body)?.[1] ?? '';
  return {
    aws_access_key_id: field('AccessKeyId'),
    aws_secret_access_key: field('SecretAccessKey'),
    aws_session_token: field('SessionToken'),
    x_security_token_expires: field('Expiration'),
    x_token_issue_time: '',
    x_mfa_serial: DEVICE,
    x_source_profile: 'default',
  };
}
