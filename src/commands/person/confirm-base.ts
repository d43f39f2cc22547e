/** A base that nobody named is worth a question. */
import { AwsMfaError } from '../../errors.ts';

/** @throws AwsMfaError `cancelled` where it is not the one that is meant */
export async function confirmBase(
  base: string,
  asker: { askYesNo(message: string): Promise<boolean> },
): Promise<void> {
  if (await asker.askYesNo(`Get a session of "${base}"?`)) return;
  throw new AwsMfaError('cancelled', 'Cancelled; nothing was written.', 'Name the base: `--profile NAME`');
}
