/** What AWS is asked and what it answers: the shape of every call, whoever makes it. */
import type { RoleCall } from '../session/role.ts';
import type { SessionAnswer } from '../session/session-keys.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { NetworkPlan, ProxyProblem } from './network.ts';

/** Where a service is. `Way`: how it is reached, as planned, or (`Network`) with the certificates themselves. */
export interface Target<Way = NetworkPlan> {
  region: string;
  /** Only if the user has set one; otherwise the SDK knows the region's own. */
  endpoint: string | undefined;
  fips: boolean;
  dualstack: boolean;
  network: Way;
}

/** With the token if they are those of a session. */
export type SigningKeys = LongTermKeys & { sessionToken?: string };

export interface SignedCall<Way = NetworkPlan> extends Target<Way> {
  keys: SigningKeys;
  /** Milliseconds to add to this machine's clock when signing. */
  clockOffset: number;
  signal: AbortSignal;
}

export interface SessionCall<Way = NetworkPlan> extends SignedCall<Way> {
  serialNumber: string;
  tokenCode: string;
  durationSeconds: number;
  /** Assumed with the long-term keys; undefined for a session of the user's own. */
  role: RoleCall | undefined;
}

export interface UserCall<Way = NetworkPlan> extends SignedCall<Way> {
  /** Without it AWS would authorize the request against every user. */
  userName: string;
}

/** AWS answered with an error. */
export interface Refusal {
  /** `UnknownError` if the body was not AWS' own. */
  code: string;
  message: string;
  /** HTTP status: all there is to go by if a proxy or a compatible server sends no error of STS' form. */
  status: number;
  serverDate: Date | undefined;
}

/** No answer, or one that cannot be read. */
export interface Failure {
  /** The code of the error underneath: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, … */
  reason: string;
  /** Whether the request, and the code in it, can have reached AWS. */
  sent: boolean;
  cause: unknown;
  /** Set if a proxy, and not what lies behind it, is the problem. */
  proxy?: ProxyProblem;
}

export type CallError = ({ kind: 'refusal' } & Refusal) | ({ kind: 'failure' } & Failure);

/** An answer, or what came instead of one. */
export type Reply<Answer> = ({ kind: 'answer' } & Answer) | CallError;

export type SessionReply = Reply<SessionAnswer>;

export type IdentityReply = Reply<{
  /** `arn:aws:iam::123456789012:user/alice`, in the usual case. */
  arn: string | undefined;
}>;

export type DevicesReply = Reply<{
  /** In AWS' order; a user has eight devices at most, so there is one page. Undefined if the answer was another. */
  serialNumbers: string[] | undefined;
}>;

export interface AccessKey {
  id: string;
  created: Date | undefined;
}

export type AccessKeysReply = Reply<{
  /** A user has two at most, so there is one page. Undefined if the answer was another. */
  accessKeys: AccessKey[] | undefined;
}>;

/** Any answer will do, a refusal too; `date` by its header, undefined if there is none. */
export type Reached = { kind: 'answer'; date: Date | undefined } | ({ kind: 'failure' } & Failure);
