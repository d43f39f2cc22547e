/** The shape of every call to AWS, and of every answer. */
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { Role } from '../session/role.ts';
import type { SessionAnswer } from '../session/session-keys.ts';
import type { NetworkPlan, ProxyProblem } from './network.ts';

/** Where a service is, and how it is reached. */
export interface Target {
  region: string;
  /** Only if the user has set one; otherwise the SDK knows the region's own. */
  endpoint: string | undefined;
  fips: boolean;
  dualstack: boolean;
  network: NetworkPlan;
}

/** With the token if they are those of a session. */
export type SigningKeys = LongTermKeys & { sessionToken?: string };

export interface SignedCall extends Target {
  keys: SigningKeys;
  /** Milliseconds to add to this machine's clock when signing. */
  clockOffset: number;
  signal: AbortSignal;
}

export interface SessionCall extends SignedCall {
  serialNumber: string;
  tokenCode: string;
  durationSeconds: number;
  /** Assumed with the long-term keys; undefined for GetSessionToken. */
  role: RoleCall['role'] | undefined;
}

/** AssumeRole with the keys of a session, which needs no code. */
export interface RoleCall extends SignedCall {
  durationSeconds: number;
  role: { arn: string; sessionName: string; externalId: string | undefined };
}

/** The same of a role as it was planned. */
export function roleInCall({ arn, sessionName, externalId }: Role): RoleCall['role'] {
  return { arn: arn.value, sessionName: sessionName.value, externalId: externalId?.value };
}

export interface UserCall extends SignedCall {
  /** Without it AWS would authorize the request against every user. */
  userName: string;
}

/** About one access key of the user. */
export interface AccessKeyCall extends UserCall {
  accessKeyId: string;
}

/** About one virtual MFA device, which need not belong to a user. */
export interface DeviceCall extends SignedCall {
  serialNumber: string;
}

/** AWS answered with an error. */
export interface Refusal {
  /** `UnknownError` if the body was not AWS' own. */
  code: string;
  message: string;
  /** HTTP status: the only clue if a proxy or a compatible server sends no error of STS' form. */
  status: number;
  serverDate: Date | undefined;
}

/** No answer, or one that cannot be read. */
export interface Failure {
  /** The code of the underlying error: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, … */
  reason: string;
  /** Whether the request, and the code in it, may have reached AWS. */
  sent: boolean;
  cause: unknown;
  /** Set if the proxy, not the server, is the problem. */
  proxy?: ProxyProblem;
}

export type CallError = ({ kind: 'refusal' } & Refusal) | ({ kind: 'failure' } & Failure);

export type Reply<Answer> = ({ kind: 'answer' } & Answer) | CallError;

export type SessionReply = Reply<SessionAnswer>;

/** The ARN of the user, usually `arn:aws:iam::123456789012:user/alice`. */
export type IdentityReply = Reply<{ arn: string | undefined }>;

/** In AWS' order. A user has eight devices at most, so there is one page. Undefined if the answer had no list. */
export type DevicesReply = Reply<{ serialNumbers: string[] | undefined }>;

/** `seed` in base32. Each undefined if the answer lacked it. */
export type NewDeviceReply = Reply<{ serialNumber: string | undefined; seed: string | undefined }>;

export interface AccessKey {
  id: string;
  /** Whether AWS accepts it. */
  isActive: boolean;
  created: Date | undefined;
}

/** A user has two keys at most, so there is one page. Undefined if the answer had no list. */
export type AccessKeysReply = Reply<{ accessKeys: AccessKey[] | undefined }>;

/** Each undefined if the answer lacked it. */
export type NewKeyReply = Reply<Partial<LongTermKeys>>;

/** When and where an access key was last used. AWS records it with a delay of hours. */
export interface LastUse {
  date: Date;
  /** `s3`, `eu-west-1`. Undefined if AWS does not say. */
  service: string | undefined;
  region: string | undefined;
}

/** Undefined if the key was never used. */
export type LastUseReply = Reply<{ lastUse: LastUse | undefined }>;

/** An answer that says nothing. */
export type DoneReply = Reply<object>;

/** Any answer counts, a refusal too. `date` is its header, undefined if there is none. */
export type Reached = { kind: 'answer'; date: Date | undefined } | ({ kind: 'failure' } & Failure);
