/** How a remedy names a profile in a command, and how it has one changed. */
import { option, shellCommand } from '../../shell-command.ts';
import { ENVIRONMENT_BASE } from './resolve-base.ts';

/** `--profile NAME`; no words for the default, and for keys of the environment, which stand in no profile. */
export function profileFlag(base: string): string[] {
  return base === 'default' || base === ENVIRONMENT_BASE ? [] : option('--profile', base);
}

/** The command that stores a setting. @param flag the words that name the profile */
export function configureSet(key: string, value: string, flag: readonly string[]): string {
  return shellCommand('aws', 'configure', 'set', key, value, ...flag);
}
