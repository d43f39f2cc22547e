/** `aws-mfa completion`: prints the script for a shell and, when Tab is pressed, the names of the profiles. */
import type { CliSpec } from './offers.ts';
import { completionScripts, readShell, type Shell } from './scripts.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { allValues, type Sections, type SharedFiles } from '../../shared-files/section-values.ts';
import { profilesOf, profileNameProblem } from '../../profiles/profile.ts';
import { sharedFilePaths, type SharedFilePaths } from '../../shared-files/read-shared-files.ts';
import type { Context } from '../../context.ts';

/** The word that the scripts ask for names with; people have no use for it. */
const PROFILES = 'profiles';

export type CompletionWord = Shell | typeof PROFILES;

/** @param text as typed @throws AwsMfaError `usage` where it is neither a shell nor {@link PROFILES} */
export function readWord(text: string): CompletionWord {
  return text === PROFILES ? PROFILES : readShell(text);
}

/**
 * Prints the script of a shell, or the names. Files that cannot be read have no names: nobody wants to read errors in
 * the middle of a line.
 */
export async function completion(
  word: CompletionWord,
  cliSpec: () => CliSpec,
  context: Context,
): Promise<void> {
  await context.output.print(word === PROFILES ? profileLines(context) : completionScripts(cliSpec())[word]);
}

function profileLines(context: Context): string {
  const files = { credentials: sectionsOf('credentials', context), config: sectionsOf('config', context) };
  return namesToOffer(files)
    .map((name) => `${name}\n`)
    .join('');
}

function sectionsOf(file: keyof SharedFilePaths, context: Context): Sections {
  try {
    const path = sharedFilePaths(context.environment, context.files.home)[file];
    return allValues(readIni(context.files.readTextFile(path) ?? ''));
  } catch {
    return new Map();
  }
}

/**
 * Every profile of either file whose name a shell takes for one plain word, as it stands. What a name could do to a
 * shell that evaluates it is not to be found out.
 */
export function namesToOffer(files: SharedFiles): string[] {
  return [...profilesOf(files).keys()].filter((name) => profileNameProblem(name) === undefined);
}
