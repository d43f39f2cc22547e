/** The state of the loopback AWS. Every action reads it, some write to it. */
import type { User } from './accounts.ts';
import type { Role } from './roles.ts';
import type { Session } from './sessions.ts';

export interface AwsState {
  users: User[];
  roles: Role[];
  /** By access key id. */
  sessions: Map<string, Session>;
  /** Virtual devices of no user: ARN → base32 seed. */
  unassigned: Map<string, string>;
  /** `<serial> <step>` of each code that was accepted: AWS accepts each once. */
  spentCodes: Set<string>;
  /** Codes that are accepted at any time for any seed, each once. */
  preparedCodes: Set<string>;
  /** The server's clock, in milliseconds since 1970: signatures, expirations, the Date header. */
  now: () => number;
  /** The clock that codes are checked with; ahead of `now` if a test advanced it. */
  codeNow: () => number;
  /** Whether STS is deactivated in every region. */
  regionDisabled: boolean;
}

/** The signer of a request: a user, with long-term keys or with a session. */
export interface Caller {
  user: User;
  session: Session | undefined;
}
