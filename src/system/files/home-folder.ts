/** Finds the person's home folder. */
import { homedir } from 'node:os';
import { AwsMfaError } from '../../errors.ts';

/**
 * As Node tells it. Where HOME does, its module is not loaded.
 * @throws AwsMfaError `configuration` where the user has none: in a container, mostly
 */
export function homeFolder({ env, platform }: NodeJS.Process): string {
  try {
    return (platform !== 'win32' && env['HOME']) || homedir();
  } catch (error) {
    throw new AwsMfaError(
      'no_home_folder',
      'This user has no home folder.',
      'Set HOME to a folder of its own.',
      error,
    );
  }
}
