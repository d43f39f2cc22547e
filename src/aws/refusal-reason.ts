/** Classifies the refusals of STS. Many have the code AccessDenied, so their text has to be matched as well. */
/* eslint-disable no-restricted-syntax -- AWS has one code for several failures, which its sentences tell apart */
import type { Refusal, SigningKeys } from './calls.ts';

export type RefusalReason =
  | 'clock-off'
  | 'wrong-code'
  | 'wrong-device'
  | 'temporary-keys'
  | 'unknown-key'
  | 'wrong-secret'
  | 'role-too-long'
  | 'role-denied'
  | 'malformed'
  | 'region-disabled'
  | 'busy'
  | 'denied'
  | 'unreadable';

const NEVER = /(?!)/;
const ROLE_DENIED = /not authorized to perform: sts:AssumeRole\b|Roles may not be assumed by root/i;

const RULES: [reason: RefusalReason, code: RegExp, message: RegExp][] = [
  [
    'clock-off',
    /^Request(Expired|TimeTooSkewed|InTheFuture)$/,
    /Signature expired|Signature not yet current/,
  ],
  ['wrong-code', NEVER, /invalid MFA one time pass code/i],
  ['wrong-device', NEVER, /unable to validate MFA code/i],
  ['temporary-keys', /^ExpiredToken(Exception)?$/, /Cannot call GetSessionToken with session credentials/i],
  ['unknown-key', /^(InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException)$/, NEVER],
  ['wrong-secret', /^(SignatureDoesNotMatch|IncompleteSignature)$/, NEVER],
  ['role-too-long', NEVER, /exceeds the MaxSessionDuration set for this role/i],
  ['role-denied', NEVER, ROLE_DENIED],
  ['malformed', /^(ValidationError|InvalidParameterValue)$/, NEVER],
  ['region-disabled', /^RegionDisabledException$/, NEVER],
  ['busy', /^(Throttling(Exception)?|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/, NEVER],
];

/** The first rule that matches the code or the message, else by the HTTP status. */
export function refusalReason({ code, message, status }: Refusal): RefusalReason {
  const rule = RULES.find(([, codes, messages]) => codes.test(code) || messages.test(message));
  if (rule) return rule[0];
  if (status === 429 || status >= 500) return 'busy';
  return status === 401 || status === 403 || code.includes('AccessDenied') ? 'denied' : 'unreadable';
}

/**
 * Milliseconds to add to this machine's clock, by the time in the refusal: the text's own
 * (`… (20261123T142000Z - 15 min.)`: STS' clock, before its 15 minutes of tolerance), else the Date header.
 */
export function clockOffset(refusal: Refusal, now: Date): number | undefined {
  const stamp = /\((\d{4})(\d\d)(\d\d)(T\d\d)(\d\d)(\d\dZ) [-+] 15 min\.\)/.exec(refusal.message);
  const server = stamp
    ? new Date(stamp.slice(1, 4).join('-') + stamp.slice(4).join(':'))
    : refusal.serverDate;
  return server && server.getTime() - now.getTime();
}

/** STS repeats malformed values, and a compatible server may repeat anything that was sent. */
export function withoutSecrets<R extends Refusal>(
  refusal: R,
  { accessKeyId, sessionToken }: SigningKeys,
  tokenCode: string | undefined,
): R {
  const masks = [
    [accessKeyId, `…${accessKeyId.slice(-4)}`],
    [sessionToken, '…'],
    [tokenCode, '••••••'],
  ] as const;
  const masked = (text: string) =>
    masks.reduce((rest, [secret, mask]) => (secret ? rest.replaceAll(secret, mask) : rest), text);
  return { ...refusal, code: masked(refusal.code), message: masked(refusal.message) };
}
