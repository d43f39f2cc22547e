/** Every kind of error. A new kind does not compile until it is added here. */
import type { ErrorKind } from '../../src/errors.ts';

const ALL: Record<ErrorKind, true> = {
  usage: true,
  configuration: true,
  refused: true,
  unreachable: true,
  cancelled: true,
  hangup: true,
  quit: true,
  terminated: true,
};

export const ERROR_KINDS = Object.keys(ALL) as ErrorKind[];
