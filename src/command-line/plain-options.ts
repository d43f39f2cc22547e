/**
 * The options that prompts, jobs and SDKs give all day, for the reader that does without commander. It knows them by
 * the same names; what is not among them goes the long way, and does the same.
 */
import type { PlainOptions } from './plain-line.ts';

export const PLAIN_STATUS: PlainOptions = {
  '--check': ['check', 'flag'],
  '--json': ['json', 'flag'],
  '--min-remaining': ['minRemaining', 'value'],
  '--profile': ['profile', 'value'],
};

const PLAIN_SESSION: PlainOptions = {
  '--duration': ['duration', 'value'],
  '--force': ['force', 'flag'],
  '--mfa-profile': ['mfaProfile', 'value'],
  '--min-remaining': ['minRemaining', 'value'],
  '--no-input': ['input', 'off'],
  '--profile': ['profile', 'value'],
  '--token': ['token', 'value'],
  '--token-command': ['tokenCommand', 'value'],
};

export const PLAIN_LOGIN: PlainOptions = { ...PLAIN_SESSION, '--json': ['json', 'flag'] };

export const PLAIN_EXPORT: PlainOptions = {
  ...PLAIN_SESSION,
  '--format': ['format', 'value'],
  '--no-write': ['write', 'off'],
};
