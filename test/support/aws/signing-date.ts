/** Checks the date of a signature: AWS accepts at most 15 minutes of difference to its own clock. */
import { Refusal } from './refusal.ts';

const toleranceMs = 15 * 60_000;

/**
 * @param amzDate the `x-amz-date` header, `20261123T140000Z`
 * @param now the server's clock, milliseconds since 1970
 * @throws Refusal with AWS' own text, which shows AWS' time
 */
export function checkSigningDate(amzDate: string, now: number): Date {
  const date = parse(amzDate);
  const oldest = now - toleranceMs;
  const newest = now + toleranceMs;
  if (date.getTime() < oldest) {
    const bound = `${format(oldest)} (${format(now)} - 15 min.)`;
    throw skewed(`Signature expired: ${amzDate} is now earlier than ${bound}`);
  }
  if (date.getTime() > newest) {
    const bound = `${format(newest)} (${format(now)} + 15 min.)`;
    throw skewed(`Signature not yet current: ${amzDate} is still later than ${bound}`);
  }
  return date;
}

function parse(amzDate: string): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate);
  if (parts === null) {
    const message = `Date must be in ISO-8601 'basic format'. Got '${amzDate}'.`;
    throw new Refusal('IncompleteSignature', `${message} See http://en.wikipedia.org/wiki/ISO_8601`, 400);
  }
  return new Date(amzDate.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** ISO 8601's basic format, without the fraction: `20261123T140000Z`. */
function format(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+|[-:]/g, '');
}

function skewed(message: string): Refusal {
  return new Refusal('SignatureDoesNotMatch', message);
}
