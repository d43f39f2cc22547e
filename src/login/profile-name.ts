/** Reads the profile of a command line: given as a word, or with `--profile`. */
import { AwsMfaError } from '../errors.ts';
import { firstGiven, ofFlag, sourced, type Sourced } from '../source.ts';

/** @throws AwsMfaError `usage` if the name is empty, given twice, or could be a code */
export function nameGiven(word: string | undefined, flag: string | undefined): Sourced<string> | undefined {
  // The name of an unknown profile is repeated in the error, and the code may still be valid.
  if ([word, flag].some((name) => name !== undefined && couldBeCode(name))) {
    throw new AwsMfaError(
      'misplaced_code',
      'The name of the profile looks like an MFA code.',
      'To log in with a code: `aws-mfa login --token CODE`',
    );
  }
  if (word !== undefined && flag !== undefined && word !== flag) {
    throw new AwsMfaError('conflicting_options', 'Two profiles are named.', 'Name only one.');
  }
  const given = firstGiven(sourced(word, { kind: 'argument' }), ofFlag(flag, '--profile'));
  if (given?.value !== '') return given;
  throw new AwsMfaError('invalid_value', 'The name of the profile is empty.', 'Give a name, or omit it.');
}

/** Digits with blanks or hyphens, fewer than the twelve of an AWS account. */
export function couldBeCode(text: string): boolean {
  return /^[\s-]*\d[\d\s-]{0,10}$/.test(text.normalize('NFKC'));
}
