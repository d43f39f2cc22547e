/** The options of `login` as typed: "not given" survives, and what they mean is decided elsewhere. */

export interface LoginOptions {
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
  dryRun?: boolean;
  json?: boolean;
  debug?: boolean;
}
