/** What a call was made with, as far as it may be said. */
import type { Role } from '../session/role.ts';
import type { Sourced } from '../sourced.ts';

export interface CallContext {
  base: string;
  /** The setting of the process that gives the keys, where one does. */
  process: Sourced<string> | undefined;
  /** The last four characters of the access key's id. */
  keyEnding: string;
  serialNumber: Sourced<string>;
  /** `STS in us-east-1`, or the host of an endpoint of the person's own. */
  endpoint: string;
  /** Whether the call was made by a clock corrected to AWS'. */
  corrected: boolean;
  /** Nothing for a session of the user's own. */
  role: Role | undefined;
  /** Seconds. */
  duration: Sourced<number>;
}
