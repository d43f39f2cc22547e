/** What the loopback AWS knows while it runs; every action reads it, some write to it. */
import type { User } from './accounts.ts';
import type { Role } from './roles.ts';
import type { Session } from './sessions.ts';

export interface AwsState {
  users: User[];
  roles: Role[];
  /** By access key id. */
  sessions: Map<string, Session>;
  /** `<serial> <step>` of each code that was taken: AWS takes each once. */
  spentCodes: Set<string>;
  /** Codes that are taken whatever the seed and the time say, each once. */
  preparedCodes: Set<string>;
  /** The server's clock, in milliseconds since 1970: signatures, expirations, the Date header. */
  now: () => number;
  /** The clock that codes are checked by; runs ahead of `now` where a test moved it on. */
  codeNow: () => number;
  /** Whether STS is switched off in every region. */
  regionDisabled: boolean;
}

/** Who signed a request: a user, by long-term keys or by a session. */
export interface Caller {
  user: User;
  session: Session | undefined;
}
