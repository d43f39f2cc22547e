/** What jobs and SDKs run all day, called without commander where it is typed plainly. */
import { readPlainLine, type PlainLine, type PlainOptions } from './command-line/plain-line.ts';
import { PLAIN_EXPORT, PLAIN_LOGIN } from './command-line/plain-options.ts';
import type { Wiring } from './command-line/wiring.ts';
import { exportSession, type ExportDeps } from './commands/export.ts';
import { login, type LoginDeps } from './commands/login.ts';

type PlainDeps = LoginDeps & ExportDeps;

interface PlainCommand {
  known: PlainOptions;
  run(options: PlainLine['options'], deps: PlainDeps): Promise<void>;
}

const PLAIN_COMMANDS = new Map<string, PlainCommand>([
  ['login', { known: PLAIN_LOGIN, run: login }],
  ['export', { known: PLAIN_EXPORT, run: exportSession }],
]);

/**
 * @returns whether it was done; else nothing was, and the line is for commander to read
 * @throws AwsMfaError what the command throws
 */
export async function runPlainCommand(
  [name = '', ...args]: readonly string[],
  { depsFor }: Pick<Wiring<PlainDeps>, 'depsFor'>,
): Promise<boolean> {
  const command = PLAIN_COMMANDS.get(name);
  const line = command && readPlainLine(args, command.known);
  if (!line || line.word !== undefined) return false;
  await command.run(line.options, depsFor(line.options));
  return true;
}
