/** STS in memory for a generated home: every access key acts for a user, or for a user and the roles that were assumed. */
import type { RoleCall, SessionCall, SessionReply } from '../../src/aws/calls.ts';
import { type Members, NOW, refusal } from './fakes.ts';
import type { Home } from './generated-homes.ts';

export interface HomeSts {
  members: Pick<Members, 'getSession' | 'assumeRole' | 'keysOfProcess' | 'loadSts' | 'connectSts'>;
  /** Of an access key ID, or of a `credential_process`. */
  identityOf: (accessKeyIdOrCommand: string) => string | undefined;
  /** How many sessions were asked for with a code. */
  codes: () => number;
}

const REGION_PREFIX: Record<string, RegExp> = { 'aws-cn': /^cn-/, 'aws-us-gov': /^us-gov-/ };

export function homeSts({ users, sessions, roles, credentials }: Home): HomeSts {
  const identities = new Map<string, string>([
    ...users.map(({ accessKeyId, arn }) => [accessKeyId, arn] as const),
    ...[...sessions].map(([id, { user, role }]) => [id, role ? `${user.arn} > ${role}` : user.arn] as const),
  ]);
  const userOfCommand = (command: string) => users.find(({ base }) => command.endsWith(`/${base}.json`));
  const isExpired = (id: string) => {
    const expires = new RegExp(`= ${id}\n.*\n.*\nx_security_token_expires = (.*)`).exec(credentials)?.[1];
    return expires !== undefined && new Date(expires) <= NOW;
  };
  let issued = 0;
  let codes = 0;
  const issue = (identity: string, seconds: number): SessionReply => {
    const accessKeyId = `ASIAISSUED${++issued}`;
    identities.set(accessKeyId, identity);
    const expiration = new Date(NOW.getTime() + seconds * 1000);
    return { kind: 'answer', accessKeyId, secretAccessKey: 'new', sessionToken: 'new', expiration };
  };
  const isInRegion = (identity: string, region: string) => {
    const partition = identity.split(':')[1] ?? '';
    const own = REGION_PREFIX[partition];
    return own ? own.test(region) : !Object.values(REGION_PREFIX).some((form) => form.test(region));
  };
  const assumed = (identity: string, role: RoleCall['role'], seconds: number): SessionReply => {
    const isSame = role.arn.split(':')[1] === identity.split(':')[1];
    const isAllowed = isSame && roles.has(role.arn) && roles.get(role.arn) === role.externalId;
    if (isAllowed) return issue(`${identity} > ${role.arn}`, seconds);
    const what = `User: ${identity} is not authorized to perform: sts:AssumeRole on resource: ${role.arn}`;
    return refusal('AccessDenied', what);
  };
  const getSession = (call: SessionCall): SessionReply => {
    codes += 1;
    const user = users.find(({ accessKeyId }) => accessKeyId === call.keys.accessKeyId);
    if (!user || !isInRegion(user.arn, call.region)) return refusal('InvalidClientTokenId');
    if (call.serialNumber !== user.device)
      return refusal('AccessDenied', 'MultiFactorAuthentication failed, unable to validate MFA code.');
    return call.role
      ? assumed(user.arn, call.role, call.durationSeconds)
      : issue(user.arn, call.durationSeconds);
  };
  const assumeRole = ({ keys: { accessKeyId }, region, role, durationSeconds }: RoleCall): SessionReply => {
    const identity = identities.get(accessKeyId);
    if (!identity || isExpired(accessKeyId) || !isInRegion(identity, region))
      return refusal('InvalidClientTokenId');
    if (durationSeconds > 3600)
      return refusal(
        'ValidationError',
        'exceeds the 1 hour session limit for roles assumed by role chaining.',
      );
    return assumed(identity, role, durationSeconds);
  };
  return {
    codes: () => codes,
    identityOf: (key) => identities.get(key) ?? userOfCommand(key)?.arn,
    members: {
      getSession: (call) => Promise.resolve(getSession(call)),
      assumeRole: (call) => Promise.resolve(assumeRole(call)),
      keysOfProcess: (command) => {
        const user = userOfCommand(command);
        if (!user) return Promise.resolve({ kind: 'failure', reason: 'failed' });
        const { accessKeyId, secretAccessKey } = user;
        return Promise.resolve({ kind: 'keys', accessKeyId, secretAccessKey, sessionToken: undefined });
      },
      loadSts: () => undefined,
      connectSts: () => undefined,
    },
  };
}
