/** The flag that names a base in a command of the AWS CLI, as a remedy offers it. */
import { ENVIRONMENT_BASE } from './resolve-base.ts';
import { shellWord } from '../shell-word.ts';

/** ` --profile NAME`; nothing for the default, and for keys of the environment, which stand in no profile. */
export function profileFlag(base: string): string {
  return base === 'default' || base === ENVIRONMENT_BASE ? '' : ` --profile ${shellWord(base)}`;
}
