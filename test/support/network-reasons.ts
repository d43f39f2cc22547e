/** Reasons of failures that another try may overcome: the server was not reached, or the connection was lost. */
export const NETWORK_REASONS = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'TimeoutError',
];
