/**
 * The options that prompts, jobs and SDKs give all day, for the reader that does without commander. It knows them by
 * the same names; what is not among them goes the long way, and does the same.
 */
import type { PlainOptions } from './plain-line.ts';

export const PLAIN_STATUS = {
  '--check': ['check', 'flag'],
  '--json': ['json', 'flag'],
  '--min-remaining': ['minRemaining', 'value'],
  '--profile': ['profile', 'value'],
} as const satisfies PlainOptions;

const PLAIN_SESSION = {
  '--duration': ['duration', 'value'],
  '--force': ['force', 'flag'],
  '--mfa-profile': ['mfaProfile', 'value'],
  '--min-remaining': ['minRemaining', 'value'],
  '--profile': ['profile', 'value'],
  '--token': ['token', 'value'],
  '--token-command': ['tokenCommand', 'value'],
} as const satisfies PlainOptions;

export const PLAIN_LOGIN = { ...PLAIN_SESSION, '--json': ['json', 'flag'] } as const satisfies PlainOptions;

export const PLAIN_EXPORT = {
  ...PLAIN_SESSION,
  '--format': ['format', 'value'],
} as const satisfies PlainOptions;
