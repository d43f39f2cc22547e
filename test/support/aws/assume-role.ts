/** STS AssumeRole, with a session of a user or of another role, or with long-term keys and a code. */
import { type Action, sts } from './action.ts';
import { isRoot } from './accounts.ts';
import {
  atLeast,
  atMost,
  given,
  matching,
  noLongerThan,
  noShorterThan,
  validate,
  type Check,
} from './constraints.ts';
import { checkMfa } from './get-session-token.ts';
import { Refusal } from './refusal.ts';
import type { Role } from './roles.ts';
import { newSession } from './sessions.ts';
import type { AwsState, Caller } from './state.ts';
import type { XmlTree } from './xml.ts';

export const assumeRole: Action = { api: sts, name: 'AssumeRole', answer };

const required = ['RoleArn', 'RoleSessionName'];
const checks: Record<string, Check[]> = {
  RoleArn: [noShorterThan(20), noLongerThan(2048)],
  RoleSessionName: [noShorterThan(2), noLongerThan(64), matching('[\\w+=,.@-]*')],
  ExternalId: [noShorterThan(2), noLongerThan(1224), matching('[\\w+=,.@:\\/-]*')],
  DurationSeconds: [matching('-?\\d+'), atLeast(900), atMost(43_200)],
  SerialNumber: [noShorterThan(9), noLongerThan(256), matching('[\\w+=/:,.@-]*')],
  TokenCode: [noShorterThan(6), noLongerThan(6), matching('[\\d]*')],
};

function answer(params: Record<string, string>, caller: Caller, state: AwsState): XmlTree {
  given(params, required);
  validate(params, checks);
  const { RoleArn: arn = '', RoleSessionName: name = '' } = params;
  if (isRoot(caller.user)) throw new Refusal('AccessDenied', 'Roles may not be assumed by root accounts.');
  // The code is checked, and used up, before the role is.
  const mfa = checkMfa(params, caller, state) || caller.session?.mfaAuthenticated === true;
  const role = state.roles.find((each) => each.arn === arn && allows(each, caller, params, mfa));
  if (!role) {
    const who = caller.session?.assumedRole ?? caller.user.arn;
    const message = `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
    throw new Refusal('AccessDenied', message);
  }
  const expiration = new Date((Math.floor(state.now() / 1000) + seconds(params, role, caller)) * 1000);
  const session = newSession(caller.user, expiration, mfa);
  session.roleArn = arn;
  session.assumedRole = `${arn.replace(/:iam:(.*):role\/(?:.*\/)?/, ':sts:$1:assumed-role/')}/${name}`;
  state.sessions.set(session.accessKeyId, session);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: expiration.toISOString().replace(/\.\d+/, ''),
    },
    AssumedRoleUser: { AssumedRoleId: `AROACLKWSDQRAOEXAMPLE:${name}`, Arn: session.assumedRole },
  };
}

/** All roles here require MFA of a user. The session of a role does not carry it to the next one. */
function allows(
  role: Role,
  { user, session }: Caller,
  params: Record<string, string>,
  mfa: boolean,
): boolean {
  const knows = role.externalId === undefined || role.externalId === params['ExternalId'];
  const isTrusted = session?.roleArn
    ? role.trusts.includes(session.roleArn)
    : mfa && role.trusts.includes(user.arn);
  return knows && isTrusted;
}

function seconds(params: Record<string, string>, role: Role, { session }: Caller): number {
  const wanted = Number(params['DurationSeconds'] ?? 3600);
  if (session && wanted > 3600) {
    throw tooLong('the 1 hour session limit for roles assumed by role chaining.');
  }
  if (wanted > role.maxSessionDuration) throw tooLong('the MaxSessionDuration set for this role.');
  return wanted;
}

function tooLong(limit: string): Refusal {
  return new Refusal('ValidationError', `The requested DurationSeconds exceeds ${limit}`, 400);
}
