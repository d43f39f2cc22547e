/** What may be typed where a session is wanted: "not given" survives, and what it means is decided elsewhere. */

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
