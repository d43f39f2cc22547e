/** The error where a code is needed and there is nobody to ask for it. */
import { AwsMfaError } from '../../errors.ts';

export class NobodyToAsk extends AwsMfaError {
  /** @param why in the person's words: `CI is set` */
  constructor(why: string) {
    super(
      'usage',
      `A code is needed, and there is nobody to ask for it: ${why}.`,
      'Give it with `--token CODE`, on standard input with `--token -`, in AWS_MFA_TOKEN, or by a command: `--token-command COMMAND`',
    );
  }
}
