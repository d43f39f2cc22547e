/** What calls to AWS and their answers have in common. */
import type { LongTermKeys } from '../profiles/profile-kind.ts';
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

export interface UserCall extends SignedCall {
  /** Without it AWS would authorize the request against every user. */
  userName: string;
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

export interface AccessKey {
  id: string;
  /** Whether AWS accepts it. */
  isActive: boolean;
  created: Date | undefined;
}

/** When and where an access key was last used. AWS records it with a delay of hours. */
export interface LastUse {
  date: Date;
  /** `s3`, `eu-west-1`. Undefined if AWS does not say. */
  service: string | undefined;
  region: string | undefined;
}

/** Any answer counts, a refusal too. `date` is its header, undefined if there is none. */
export type Reached = { kind: 'answer'; date: Date | undefined } | ({ kind: 'failure' } & Failure);
