/** Reads the code from the output of an `mfa_process` command, or explains why there is none. */
import { AwsMfaError } from '../errors.ts';
import { type Sourced, sourceName } from '../source.ts';
import { parseTokenCode } from '../session/mfa-device.ts';
import type { CommandEnd } from '../system/processes/run-command.ts';

/**
 * The code in the first line that it printed.
 * @throws AwsMfaError `configuration` with how it ended, `usage` where it printed something else; neither repeats what
 *   it printed, nor its options, among which a secret may stand
 */
export function codeOfCommand(end: CommandEnd, command: Sourced<string>): string {
  if (end.kind !== 'exited' || end.code !== 0) {
    throw new AwsMfaError(
      'code_command_failed',
      `${commandName(command)} ${ending(end)}.`,
      'Try it by itself in the shell.',
    );
  }
  const [line = ''] = end.printed.trimStart().split(/\r?\n/, 1);
  const code = parseTokenCode(line);
  if (code !== undefined) return code;
  throw new AwsMfaError(
    'invalid_code',
    line === ''
      ? `${commandName(command)} printed nothing.`
      : `${commandName(command)} printed something else than a code in its first line.`,
    'It should print six digits, and nothing ahead of them on standard output.',
  );
}

/**
 * A code or a seed in the place of the command is refused ahead of the shell, which would repeat it.
 * @throws AwsMfaError `usage` for an option, `configuration` for a file; the value is not repeated
 */
export function checkCommand({ value, source }: Sourced<string>): void {
  const text = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (!looksLikeSeed(text) && parseTokenCode(text) === undefined) return;
  throw new AwsMfaError(
    source.kind === 'flag' ? 'invalid_value' : 'invalid_setting',
    `${sourceName(source)} holds a code, or the secret that codes are made from, and no command.`,
    'It should be a command that prints the code; a code itself goes behind --token.',
  );
}

/** Base32, by itself or in groups, with a digit at least: in small letters two, or it may be words. */
function looksLikeSeed(text: string): boolean {
  if (/^otpauth:/i.test(text)) return true;
  const isBase32 = /^([a-z2-7]{16,}|([a-z2-7]{4}[\s-]+){3,}[a-z2-7]{1,4})=*$/i.test(text);
  const digits = text.match(/\d/g)?.length ?? 0;
  return isBase32 && digits >= (text === text.toUpperCase() ? 1 : 2);
}

/** A seed where the command should stand: sixteen signs of Base32 or more, maybe in groups of four. */
const SEED = /^\s*([a-z2-7]{16}|([a-z2-7]{4}\s){3})/i;

/** For people: by its program, where the line begins with one; secrets stand in variables ahead of it, and in its options. */
export function commandName({ value, source }: Sourced<string>): string {
  const from = sourceName(source);
  const program = SEED.test(value) ? undefined : /^\s*(~?[A-Za-z/][\w./-]{0,60})(?=\s|$)/.exec(value)?.[1];
  return program ? `The command of ${from} (${program} …)` : `The command of ${from}`;
}

function ending(end: CommandEnd): string {
  switch (end.kind) {
    case 'late':
      return 'did not end within a minute and was stopped';
    case 'killed':
      return `was ended by ${end.by}`;
    case 'unstarted':
      return 'could not be started';
    case 'exited':
      return end.code === 127
        ? 'was not found by the shell (exit code 127)'
        : `failed with exit code ${end.code}`;
  }
}

/** The same where the command brings a code of its own, so that nothing leads on from there but another session. */
export function nestedLogin(): AwsMfaError {
  return new AwsMfaError(
    'command_loop',
    'A command that aws-mfa runs, runs aws-mfa again, which would run it again, without end.',
    'Let --token-command, mfa_process or credential_process name a command that gets by without aws-mfa.',
  );
}

/** The error for a command that leads back to this program, which would run it again without end. */
export function commandLoop(command: Sourced<string>): AwsMfaError {
  return new AwsMfaError(
    'command_loop',
    `${commandName(command)} runs aws-mfa again, which would run it again, without end.`,
    `Let ${sourceName(command.source)} name a command that gets by without aws-mfa.`,
  );
}
