/** The profile that a command is to work on, as it was typed: behind the command, or behind `--profile`. */
import { AwsMfaError } from '../../errors.ts';
import { firstGiven, sourced, type Sourced } from '../sourced.ts';

/** @throws AwsMfaError `usage` where it is empty, given twice, or a code that slipped in */
export function nameGiven(word: string | undefined, flag: string | undefined): Sourced<string> | undefined {
  if (word !== undefined && flag !== undefined && word !== flag) {
    throw new AwsMfaError('usage', 'Two profiles are named.', 'Give the name once.');
  }
  const given = firstGiven(sourced(word, 'the command line'), sourced(flag, '--profile'));
  if (given?.value === '') {
    throw new AwsMfaError('usage', 'The name of the profile is empty.', 'Give one, or leave it out.');
  }
  // What is no profile is repeated in the error, and a code may still be good.
  if (given && /^\d{6}$/.test(given.value)) {
    throw new AwsMfaError('usage', 'That is a code, not a profile.', 'A code goes to `aws-mfa login`');
  }
  return given;
}
