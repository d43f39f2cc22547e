/** STS GetSessionToken: long-term keys, a device and a code in, a session out. */
import { type Action, sts } from './action.ts';
import { isRoot } from './accounts.ts';
import { atLeast, atMost, matching, noLongerThan, noShorterThan, validate } from './constraints.ts';
import { spendCode } from './one-time-code.ts';
import { Refusal } from './refusal.ts';
import { newSession } from './sessions.ts';
import type { AwsState, Caller } from './state.ts';
import type { XmlTree } from './xml.ts';

export const getSessionToken: Action = { api: sts, name: 'GetSessionToken', answer };

const checks = {
  DurationSeconds: [matching('-?\\d+'), atLeast(900), atMost(129_600)],
  SerialNumber: [noShorterThan(9), noLongerThan(256), matching('[\\w+=/:,.@-]*')],
  TokenCode: [noShorterThan(6), noLongerThan(6), matching('[\\d]*')],
};

function answer(params: Record<string, string>, caller: Caller, state: AwsState): XmlTree {
  validate(params, checks);
  if (caller.session !== undefined) {
    throw new Refusal('AccessDenied', 'Cannot call GetSessionToken with session credentials');
  }
  const mfaAuthenticated = checkMfa(params, caller, state);
  const expiration = new Date((Math.floor(state.now() / 1000) + seconds(params, caller)) * 1000);
  const session = newSession(caller.user, expiration, mfaAuthenticated);
  state.sessions.set(session.accessKeyId, session);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: expiration.toISOString().replace(/\.\d+/, ''),
    },
  };
}

/** Without device and code STS still answers, with a session that has not been MFA-authenticated. */
export function checkMfa(
  { SerialNumber, TokenCode }: Record<string, string>,
  caller: Caller,
  state: AwsState,
): boolean {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (SerialNumber === undefined || TokenCode === undefined) {
    const reason = 'must provide both MFA serial number and one time pass code. ';
    throw new Refusal('AccessDenied', `MultiFactorAuthentication failed, ${reason}`);
  }
  spendCode(state, caller.user, SerialNumber, TokenCode);
  return true;
}

/** The root user silently gets an hour at most, whatever it asked for. */
function seconds(params: Record<string, string>, { user }: Caller): number {
  const wanted = Number(params['DurationSeconds'] ?? 43_200);
  return isRoot(user) ? Math.min(wanted, 3600) : wanted;
}
