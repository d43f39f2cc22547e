/** Classifies the refusals of STS. STS answers most problems with AccessDenied, so the text has to be read as well. */
/* eslint-disable no-restricted-syntax -- AWS has one code for several failures, which its sentences tell apart */
import type { Refusal } from './calls.ts';

export type RefusalReason =
  | 'wrong-code'
  | 'wrong-device'
  | 'temporary-keys'
  | 'unknown-key'
  | 'wrong-secret'
  | 'clock-off'
  | 'malformed'
  | 'role-denied'
  | 'role-too-long'
  | 'region-disabled'
  | 'denied'
  | 'busy'
  | 'unreadable';

const CLOCK_CODES = ['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture'];
const BUSY_CODES = [
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
];

export function refusalReason({ code, message, status }: Refusal): RefusalReason {
  if (CLOCK_CODES.includes(code) || /Signature expired|Signature not yet current/.test(message))
    return 'clock-off';
  if (/invalid MFA one time pass code/i.test(message)) return 'wrong-code';
  if (/unable to validate MFA code/i.test(message)) return 'wrong-device';
  if (/Cannot call GetSessionToken with session credentials/i.test(message)) return 'temporary-keys';
  if (code === 'ExpiredToken' || code === 'ExpiredTokenException') return 'temporary-keys';
  if (
    code === 'InvalidClientTokenId' ||
    code === 'InvalidAccessKeyId' ||
    code === 'UnrecognizedClientException'
  ) {
    return 'unknown-key';
  }
  if (code === 'SignatureDoesNotMatch' || code === 'IncompleteSignature') return 'wrong-secret';
  if (/exceeds the MaxSessionDuration set for this role/i.test(message)) return 'role-too-long';
  if (/not authorized to perform: sts:AssumeRole\b|Roles may not be assumed by root/i.test(message))
    return 'role-denied';
  if (code === 'ValidationError' || code === 'InvalidParameterValue') return 'malformed';
  if (code === 'RegionDisabledException') return 'region-disabled';
  if (BUSY_CODES.includes(code) || status === 429 || status >= 500) return 'busy';
  return status === 401 || status === 403 || /AccessDenied/.test(code) ? 'denied' : 'unreadable';
}

/**
 * How far this machine's clock is off, in milliseconds to add to it, by the time in the refusal: the text's own
 * (`… (20261123T142000Z - 15 min.)`: STS' clock, less its 15 minutes of grace), else the Date header.
 */
export function clockOffset(refusal: Refusal, now: Date): number | undefined {
  const server = serverTimeInText(refusal.message) ?? refusal.serverDate;
  return server && server.getTime() - now.getTime();
}

function serverTimeInText(message: string): Date | undefined {
  const stamp = /\((\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z [-+] 15 min\.\)/.exec(message);
  if (!stamp) return undefined;
  const [year, month, day, hour, minute, second] = stamp.slice(1);
  return new Date(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`);
}

/**
 * STS repeats malformed values, and servers like it the access key: neither that nor a code is for the screen.
 * @param tokenCode that went with the call, where one did
 */
export function withoutSecrets<R extends Refusal>(
  refusal: R,
  { accessKeyId }: { accessKeyId: string },
  tokenCode: string | undefined,
): R {
  const masked = (text: string) => {
    const keyless = text.replaceAll(accessKeyId, `…${accessKeyId.slice(-4)}`);
    return tokenCode === undefined ? keyless : keyless.replaceAll(tokenCode, '••••••');
  };
  return { ...refusal, code: masked(refusal.code), message: masked(refusal.message) };
}
