/** A home folder whose credentials file has alice's access key and a live session, with the loopback AWS that knows both. */
import { onTestFinished } from 'vitest';
import { accessKeysOf, alice, type AccessKey, type User } from './aws/accounts.ts';
import { newSession } from './aws/sessions.ts';
import { CONFIG, DEVICE, KEY_LINES } from './login-setup.ts';
import { startLoopbackAws, type LoopbackAws } from './loopback-aws.ts';
import { type RunningProgram, type RunOptions, type RunResult, startAwsMfa } from './run.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { openTerminal, type Terminal } from './terminal.ts';

export const OLD_ID = 'AKIAIOSFODNN7EXAMPLE';

/** A key that is there beside alice's first one. */
export function otherKey(key: Partial<AccessKey> = {}): AccessKey {
  return {
    accessKeyId: 'AKIAI44QH8DHBEXAMPL2',
    secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
    active: true,
    ...key,
  };
}

export interface Rotation {
  aws: LoopbackAws;
  user: User;
  sandbox: Sandbox;
  env: Record<string, string>;
  run: (args: string[], options?: Partial<RunOptions>) => Promise<RunResult>;
  start: (args: string[], options?: Partial<RunOptions>) => RunningProgram;
  open: (args: string[]) => Terminal;
  /** The credentials file before. */
  before: string;
  /** The same with another access key. */
  fileWith: (key: Pick<AccessKey, 'accessKeyId' | 'secretAccessKey'>) => string;
  /** The key of the credentials file as AWS knows it; undefined if it does not. */
  keyInFile: () => AccessKey | undefined;
  /** ID → whether it is active. */
  keys: () => Record<string, boolean>;
  /** The actions that were asked for so far. */
  actions: () => (string | undefined)[];
}

export async function rotation(changes: Partial<User> = {}, config = CONFIG): Promise<Rotation> {
  const user = { ...alice(), ...changes };
  const aws = await startLoopbackAws({ users: [user] });
  onTestFinished(aws.close);
  const session = newSession(user, new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000), true);
  aws.addSession(session);
  const before = `# Hers, every byte\r
[default]
# the key
${KEY_LINES}region =  eu-west-1
[mfa]
aws_access_key_id = ${session.accessKeyId}
aws_secret_access_key = ${session.secretAccessKey}
aws_session_token = ${session.sessionToken}
x_security_token_expires = ${session.expiration.toISOString().replace(/\.\d+/, '')}
x_mfa_serial = ${DEVICE}
x_source_profile = default
; of another tool
[other]
aws_access_key_id = AKIAOTHER
aws_secret_access_key=  other
last = line, no end`;
  const sandbox = createSandbox({ credentials: before, config });
  onTestFinished(sandbox.dispose);
  const env = { ...sandbox.env, ...aws.env };
  const start: Rotation['start'] = (args, options = {}) =>
    startAwsMfa(args, { timeoutMs: 60_000, ...options, env: { ...env, ...options.env } });
  const keyInFile = () => {
    const [, id] = /\[default\]\n# the key\naws_access_key_id = (.*)\n/.exec(sandbox.read()) ?? [];
    const key = accessKeysOf(user).find(({ accessKeyId }) => accessKeyId === id);
    return key && sandbox.read().includes(`\naws_secret_access_key = ${key.secretAccessKey}\n`)
      ? key
      : undefined;
  };
  return {
    aws,
    user,
    sandbox,
    env,
    start,
    run: (args, options) => start(args, options).result,
    open: (args) => {
      const terminal = openTerminal(args, { env, cols: 1000 });
      onTestFinished(() => terminal.kill('SIGKILL'));
      return terminal;
    },
    before,
    fileWith: ({ accessKeyId, secretAccessKey }) =>
      before.replace(
        KEY_LINES,
        `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      ),
    keyInFile,
    keys: () =>
      Object.fromEntries(accessKeysOf(user).map(({ accessKeyId, active }) => [accessKeyId, active])),
    actions: () => aws.requests.map(({ action }) => action),
  };
}

/** The key that was made in a run. */
export function newKeyOf({ moreKeys = [] }: User): AccessKey {
  const made = moreKeys.at(-1);
  if (!made) throw new Error('No access key was created.');
  return made;
}
