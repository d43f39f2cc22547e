/** What to do about keys that AWS cannot take: where they are changed depends on where they stand. */
import { shellCommand } from '../../shell-command.ts';
import type { Sourced } from '../sourced.ts';
import { profileFlag } from './profile-flag.ts';
import { ENVIRONMENT_BASE } from './resolve-base.ts';

/** @param process the setting of the process that gives them, where one does */
export function mendKeys(base: string, process: Sourced<string> | undefined): string {
  if (process) return `Mend what the ${process.from} gives, then try again.`;
  if (base === ENVIRONMENT_BASE)
    return 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY anew, then try again.';
  return `Enter both halves again: ${shellCommand('aws', 'configure', ...profileFlag(base))}`;
}
