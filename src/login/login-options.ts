/** The options of the commands that need a session, as typed. */
import { AwsMfaError } from '../errors.ts';

export interface SessionOptions {
  profile?: string;
  mfaProfile?: string;
  token?: string;
  tokenCommand?: string;
  duration?: string;
  serialNumber?: string;
  roleArn?: string;
  roleSessionName?: string;
  externalId?: string;
  region?: string;
  minRemaining?: string;
  force?: boolean;
  /** False for `--no-input`. */
  input?: boolean;
  /** False for `--no-write`. */
  write?: boolean;
  debug?: boolean;
}

/** Those of `login`. */
export interface LoginOptions extends SessionOptions {
  dryRun?: boolean;
  json?: boolean;
}

/** The error where a code is needed and there is nobody to ask for it. */
export class NobodyToAsk extends AwsMfaError {
  /** @param why in the person's words: `CI is set` */
  constructor(why: string) {
    super(
      'nobody_to_ask',
      `A code is needed, and there is nobody to ask for it: ${why}.`,
      'Give it with `--token CODE`, on standard input with `--token -`, in AWS_MFA_TOKEN, or by a command: `--token-command COMMAND`',
    );
  }
}
