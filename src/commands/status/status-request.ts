/** Checks the options of `status`. */
import { AwsMfaError } from '../../errors.ts';
import type { Environment } from '../../environment.ts';
import { parseMinRemaining } from '../../session/duration-and-expiry.ts';
import { firstGiven, type Sourced } from '../../source.ts';
import { nameGiven } from '../../login/stored-sessions.ts';

/** The options as typed. */
export interface StatusOptions {
  profile?: string;
  check?: boolean;
  minRemaining?: string;
  json?: boolean;
  debug?: boolean;
}

export type StatusRequest =
  /** @property named whose session, by its own name or by `AWS_PROFILE` */
  | { kind: 'check'; named: Sourced<string> | undefined; minRemaining: number }
  | { kind: 'list'; json: boolean }
  | { kind: 'one'; named: Sourced<string>; json: boolean };

/**
 * @param name the word behind the command
 * @throws AwsMfaError `usage`, naming the option
 */
export function readStatusRequest(
  name: string | undefined,
  options: StatusOptions,
  environment: Environment,
): StatusRequest {
  const named = nameGiven(name, options.profile);
  const { check = false, json = false, minRemaining } = options;
  if (!check && minRemaining !== undefined) {
    throw new AwsMfaError(
      'invalid_usage',
      '--min-remaining goes with --check.',
      'For example: `aws-mfa status --check --min-remaining 30m`',
    );
  }
  if (check && json) {
    throw new AwsMfaError(
      'conflicting_options',
      '--check prints nothing, and --json prints.',
      'Leave out one of the two.',
    );
  }
  if (check) {
    return {
      kind: 'check',
      named: firstGiven(named, environment.profile),
      // Any session that has not expired will do by default.
      minRemaining: minRemaining === undefined ? 0 : parseMinRemaining(minRemaining),
    };
  }
  return named ? { kind: 'one', named, json } : { kind: 'list', json };
}
