/** Finds what a file has lost since it was read: another program may have emptied it, and be about to write it again. */
import { readIni } from './read-ini.ts';
import { ownValues } from './section-values.ts';

type Section = Readonly<Record<string, string | undefined>>;

/**
 * Values may differ. A session may be removed or renewed by another run at any time; it only may not be cut short.
 *
 * @returns the first section or key of the earlier text that is missing, such as `[work]` or `region in [work]`;
 *   undefined if nothing is
 */
export function lostPart(text: string, earlier: string): string | undefined {
  if (text === earlier) return undefined;
  const now = ownValues(readIni(text));
  for (const [name, section] of Object.entries(ownValues(readIni(earlier)))) {
    const left = now[name];
    if (isSession(section) && !isSameKey(section, left)) continue;
    if (left === undefined) return `[${name}]`;
    const expected = isSession(section) ? CREDENTIALS : Object.keys(section);
    const key = expected.find((each) => Object.hasOwn(section, each) && !Object.hasOwn(left, each));
    if (key !== undefined) return `${key} in [${name}]`;
  }
  return undefined;
}

const TOKENS = ['aws_session_token', 'aws_security_token'];
const CREDENTIALS = ['aws_access_key_id', 'aws_secret_access_key', ...TOKENS];

function isSession(section: Section): boolean {
  return TOKENS.some((key) => Object.hasOwn(section, key));
}

function isSameKey(section: Section, left: Section | undefined): boolean {
  return (
    left?.['aws_access_key_id'] !== undefined && left['aws_access_key_id'] === section['aws_access_key_id']
  );
}
