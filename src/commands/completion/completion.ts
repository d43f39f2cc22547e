/** `aws-mfa completion`: prints the script for a shell and, when Tab is pressed, the names of the profiles. */
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { powershellScript } from './powershell.ts';
import { SHELLS, type CliSpec, type Shell } from './offers.ts';
import { zshScript } from './zsh.ts';
import { AwsMfaError } from '../../errors.ts';
import { profilesOf, profileNameProblem } from '../../profiles/profile.ts';
import { readSharedFiles, sharedFilePaths } from '../../shared-files/read-shared-files.ts';
import type { Context } from '../../context.ts';

/** The word with which the scripts ask for names; it is not for users. */
const PROFILES = 'profiles';
const WORDS = [...SHELLS, PROFILES] as const;

type Word = (typeof WORDS)[number];

/** @param text as typed @throws AwsMfaError `usage` if it is neither a shell nor {@link PROFILES} */
export function readWord(text: string): Word {
  const word = WORDS.find((name) => name === text);
  if (word) return word;
  throw new AwsMfaError(
    'invalid_value',
    'aws-mfa has no completion script for that shell.',
    `Use one of ${SHELLS.join(', ')}.`,
  );
}

/** Prints the script of a shell, or the names of the profiles. */
export async function completion(word: Word, cliSpec: () => CliSpec, context: Context): Promise<void> {
  await context.output.print(word === PROFILES ? profileLines(context) : SCRIPTS[word](cliSpec()));
}

export const SCRIPTS: Readonly<Record<Shell, (cliSpec: CliSpec) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

function profileLines({ environment, files }: Context): string {
  // A file that cannot be read has no names: an error would appear in the middle of the command line.
  const readTextFile = (path: string) => {
    try {
      return files.readTextFile(path);
    } catch {
      return undefined;
    }
  };
  const paths = sharedFilePaths(environment, files.home, true);
  const names = [...profilesOf(readSharedFiles(paths, { readTextFile })).keys()];
  // One plain word to a shell: other names might run a command if a shell evaluated them.
  const offered = names.filter((name) => profileNameProblem(name) === undefined);
  return offered.map((name) => `${name}\n`).join('');
}
