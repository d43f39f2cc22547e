/** `aws-mfa completion`: what a shell asks for. The script it reads once, and later, at Tab, the names of the profiles. */
import { namesToOffer } from '../domain/completion/profile-names.ts';
import type { Scripts } from '../domain/completion/scripts.ts';
import type { Environment } from '../domain/environment.ts';
import { readIni } from '../domain/ini/read-ini.ts';
import { allValues } from '../domain/ini/section-values.ts';
import type { Sections } from '../domain/profiles/profile.ts';
import { sharedFilePaths, type SharedFilePaths } from '../domain/profiles/shared-file-paths.ts';
import type { ReadSharedFilesDeps } from './files/read-shared-files.ts';

export interface CompletionDeps extends ReadSharedFilesDeps {
  scripts: Scripts;
  environment: Pick<Environment, 'credentialsFile' | 'configFile'>;
  /** The person's home folder. */
  home: string;
}

/** The word that the scripts ask for names with; people have no use for it. */
export const PROFILES = 'profiles';

/**
 * @param word a shell, or {@link PROFILES}
 * @returns what is printed; nothing for any other word. Files that cannot be read have no names: nobody wants to read
 *   errors in the middle of a line.
 */
export function completion(word: string, deps: CompletionDeps): string | undefined {
  if (word === PROFILES) return profileLines(deps);
  return Object.entries(deps.scripts).find(([shell]) => shell === word)?.[1];
}

function profileLines(deps: CompletionDeps): string {
  const files = { credentials: sectionsOf('credentials', deps), config: sectionsOf('config', deps) };
  return namesToOffer(files)
    .map((name) => `${name}\n`)
    .join('');
}

function sectionsOf(file: keyof SharedFilePaths, deps: CompletionDeps): Sections {
  try {
    const path = sharedFilePaths(deps.environment, deps.home)[file];
    return allValues(readIni(deps.readTextFile(path) ?? ''));
  } catch {
    return new Map();
  }
}
