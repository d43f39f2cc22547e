/**
 * `aws-mfa completion` with no more of the program than it takes: every new shell asks for its script, and every press of
 * Tab may ask for the names of the profiles.
 */
import { readTextFile } from './adapters/files/read-text-file.ts';
import { isTerminal } from './adapters/terminal/is-terminal.ts';
import { standardStream } from './adapters/terminal/standard-stream.ts';
import { completion } from './commands/completion.ts';
import { scripts } from './completion-scripts.ts';
import { readEnvironment } from './domain/environment.ts';
import { homeFolder } from './home-folder.ts';

/** Prints what the word stands for. @returns false, and nothing is printed, where it stands for nothing */
export function answerCompletion(word: string, process: NodeJS.Process): boolean {
  const text = completion(word, {
    scripts,
    environment: readEnvironment(process.env),
    get home() {
      return homeFolder(process);
    },
    readTextFile,
  });
  if (text === undefined) return false;
  const isPerson = isTerminal(1, () => process.getBuiltinModule('node:tty'));
  standardStream(1, isPerson, () => process.stdout).write(text);
  return true;
}
