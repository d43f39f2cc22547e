/**
 * `aws-mfa status` with no more of the program than it takes: prompts and jobs ask it all day. It is the same command;
 * only what is typed in a way that needs explaining goes the long way.
 */
import { readTextFile } from './adapters/files/read-text-file.ts';
import { readPlainLine } from './command-line/plain-line.ts';
import { PLAIN_STATUS } from './command-line/plain-options.ts';
import { status } from './commands/status.ts';
import { readEnvironment } from './domain/environment.ts';
import { exitCode } from './errors.ts';
import { homeFolder } from './home-folder.ts';
import { tellFailure } from './tell-failure.ts';
import { openVoice } from './voice.ts';

/**
 * @param args behind the command
 * @returns the exit code; nothing, and nothing is done, where they are for the command line to explain
 */
export async function answerStatus(
  args: readonly string[],
  process: NodeJS.Process,
): Promise<number | undefined> {
  const line = readPlainLine(args, PLAIN_STATUS);
  if (!line) return undefined;
  const voice = await openVoice(process);
  try {
    return status(line.word, line.options, {
      ...voice,
      environment: readEnvironment(process.env),
      get home() {
        return homeFolder(process);
      },
      now: () => new Date(),
      readTextFile,
    });
  } catch (error) {
    return exitCode(tellFailure(error, line.options, voice));
  }
}
