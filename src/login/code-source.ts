/**
 * Decides where the code comes from (option, environment variable, command, prompt), checks it, and reads it from the
 * output of a command. Sees to it that such a code is not sent twice, also by the next run and by runs at the same time.
 */
import type { SessionOptions } from './login-request.ts';
import { AwsMfaError, conflict } from '../errors.ts';
import type { Environment } from '../environment.ts';
import { ofFlag, type Sourced, sourceName } from '../source.ts';
import { codeDigits, parseTokenCode } from '../session/mfa-device.ts';
import type { CommandEnd } from '../system/processes/run-command.ts';
import type { Context } from '../context.ts';
import { formatExpiry, issueTimeOf } from '../session/duration-and-expiry.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { allValues } from '../shared-files/section-values.ts';
import type { Turn } from '../system/files/take-turns.ts';
import type { LoginPlan } from './plan-session.ts';

export type CodeSource =
  /** `retry`: if AWS rejects this code, the user may be asked for another. */
  | { kind: 'given'; code: Sourced<string>; retry: boolean }
  | { kind: 'stdin' }
  | { kind: 'command'; command: Sourced<string> }
  | { kind: 'ask' }
  | { kind: 'nobody'; why: string };

/**
 * Flags first, then AWS_MFA_TOKEN, then the prompt; {@link withCodeCommand} puts `mfa_process` before the prompt, once the
 * base profile is known.
 * @param whyNobody why the user cannot be asked; undefined if a prompt may be opened
 * @throws AwsMfaError `usage`
 */
export function codeSource(
  { token, tokenCommand }: SessionOptions,
  environment: Environment,
  whyNobody: string | undefined,
): CodeSource {
  if (token !== undefined && tokenCommand !== undefined) throw conflict('--token and --token-command');
  if (token === '-') return { kind: 'stdin' };
  const code = ofFlag(token, '--token');
  if (code) return given(code, false);
  const command = ofFlag(tokenCommand, '--token-command');
  if (command?.value.trim() === '') {
    throw new AwsMfaError(
      'invalid_value',
      '--token-command is empty.',
      'Give a command that prints the code, or omit the option.',
    );
  }
  if (command) return { kind: 'command', command };
  if (environment.tokenCode) return given(environment.tokenCode, whyNobody === undefined);
  return whyNobody === undefined ? { kind: 'ask' } : { kind: 'nobody', why: whyNobody };
}

function given({ value, source }: Sourced<string>, retry: boolean): CodeSource {
  return { kind: 'given', code: { value: checkedCode(value, sourceName(source)), source }, retry };
}

/** @param command `mfa_process` of the base profile (aws-vault's key) */
export function withCodeCommand(source: CodeSource, command: Sourced<string> | undefined): CodeSource {
  return command && needsPrompt(source) ? { kind: 'command', command } : source;
}

export function needsPrompt({ kind }: CodeSource): boolean {
  return kind === 'ask' || kind === 'nobody';
}

/** @param from for people. @throws AwsMfaError `usage`; the text is not repeated, because it may still be a valid code */
export function checkedCode(text: string, from: string): string {
  const code = parseTokenCode(text);
  if (code !== undefined) return code;
  throw new AwsMfaError(
    'invalid_code',
    `The code from ${from} ${codeProblem(text)}.`,
    'Enter it as the MFA device shows it: 123456 or `123 456`',
  );
}

/** What is wrong with a text that is not a code, without repeating it: `has 5 digits instead of 6`. */
export function codeProblem(text: string): string {
  const digits = codeDigits(text);
  if (digits === '') return 'is empty';
  return /^[0-9]+$/.test(digits)
    ? `has ${digits.length === 1 ? '1 digit' : `${digits.length} digits`} instead of 6`
    : 'contains characters other than digits';
}

/** Where the code will come from, for people. */
export function codeSourceName(source: CodeSource): string {
  switch (source.kind) {
    case 'given':
      return sourceName(source.code.source);
    case 'stdin':
      return sourceName(source);
    case 'command':
      return sourceName(source.command.source);
    case 'ask':
      return 'the prompt';
    case 'nobody':
      return `cannot prompt: ${source.why}`;
  }
}

/**
 * Checks the command before it runs. The shell would repeat a code or a seed that was given instead of a command.
 * @throws AwsMfaError if it is not a command, or if this program is already running inside one of its own commands
 */
export function checkCodeCommand(source: CodeSource, { nested }: Environment): void {
  if (source.kind !== 'command') return;
  const { value, source: from } = source.command;
  const text = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (looksLikeSeed(text) || parseTokenCode(text) !== undefined) {
    throw new AwsMfaError(
      from.kind === 'flag' ? 'invalid_value' : 'invalid_setting',
      `${sourceName(from)} must be a command that prints the code, not a code or the seed of one.`,
      'To pass a code: `--token CODE`',
    );
  }
  // A command given as a flag cannot be the one that started this run.
  if (nested) throw from.kind === 'flag' ? nestedLogin() : commandLoop(source.command);
}

/** Base32, in one piece or in groups, with at least one digit (two if lowercase, which may be words). */
function looksLikeSeed(text: string): boolean {
  if (/^otpauth:/i.test(text)) return true;
  const isBase32 = /^([a-z2-7]{16,}|([a-z2-7]{4}[\s-]+){3,}[a-z2-7]{1,4})=*$/i.test(text);
  const digits = text.match(/\d/g)?.length ?? 0;
  return isBase32 && digits >= (text === text.toUpperCase() ? 1 : 2);
}

/**
 * The code in the first line that the command printed.
 * @throws AwsMfaError `configuration` if the command failed, `usage` if it printed anything else; neither the output
 *   nor the options of the command are repeated, because they may hold a secret
 */
export function codeOfCommand(end: CommandEnd, command: Sourced<string>): string {
  const name = commandName(command);
  if (end.kind !== 'exited' || end.code !== 0) {
    throw new AwsMfaError(
      'code_command_failed',
      `${name} ${ending(end)}.`,
      'Run it in your shell to see what is wrong.',
    );
  }
  const [line = ''] = end.printed.trimStart().split(/\r?\n/, 1);
  const code = parseTokenCode(line);
  if (code !== undefined) return code;
  throw new AwsMfaError(
    'invalid_code',
    line === '' ? `${name} printed nothing.` : `${name} did not print a code in its first line.`,
    'It must print the six digits before anything else on standard output.',
  );
}

function ending(end: CommandEnd): string {
  switch (end.kind) {
    case 'late':
      return 'did not finish within a minute and was stopped';
    case 'killed':
      return `was killed by ${end.by}`;
    case 'unstarted':
      return 'could not be started';
    case 'exited':
      return end.code === 127
        ? 'was not found by the shell (exit code 127)'
        : `failed with exit code ${end.code}`;
  }
}

/** A seed at the start of the line. */
const SEED = /^\s*([a-z2-7]{16}|([a-z2-7]{4}\s){3})/i;

/** For people: the setting, and the program if the line starts with one. Variables and options may hold secrets. */
function commandName({ value, source }: Sourced<string>): string {
  const from = sourceName(source);
  const program = SEED.test(value) ? undefined : /^\s*(~?[A-Za-z/][\w./-]{0,60})(?=\s|$)/.exec(value)?.[1];
  return program ? `The command in ${from} (${program} …)` : `The command in ${from}`;
}

/** The error for a command that runs this program, which would run it again. */
function commandLoop(command: Sourced<string>): AwsMfaError {
  return new AwsMfaError(
    'command_loop',
    `${commandName(command)} runs aws-mfa, which would run it again.`,
    `Set ${sourceName(command.source)} to a command that does not run aws-mfa.`,
  );
}

/** The same if it is unknown which setting names the command. */
export function nestedLogin(): AwsMfaError {
  return new AwsMfaError(
    'command_loop',
    'A command that aws-mfa runs has started aws-mfa, which would run it again.',
    'Do not run aws-mfa in --token-command, mfa_process or credential_process.',
  );
}

/** A code serves one session of its device. */
export function turnOf({ paths, serialNumber, request }: LoginPlan): Turn {
  return { path: paths.credentials, name: serialNumber.value, isOptional: !request.writesSession };
}

/** Milliseconds for which a device shows one code (RFC 6238). */
const STEP = 30_000;

/**
 * AWS accepts a code once. If the device's code of this moment has been sent, a command would print it again, so its next
 * one is waited for. A session in the file may be of a code that was typed, or sent by another machine.
 */
export async function untilNextCode(plan: LoginPlan, { files, output, clock }: Context): Promise<void> {
  const sections = allValues(readIni(files.readTextFile(plan.paths.credentials) ?? ''));
  const now = clock.now().getTime();
  const step = Math.floor(now / STEP);
  const isNow = (time: Date | undefined) => Math.floor((time?.getTime() ?? 0) / STEP) === step;
  const used = [...sections].find(
    ([, keys]) => keys.get('x_mfa_serial') === plan.serialNumber.value && isNow(issueTimeOf(keys)),
  );
  if (!used && !isNow(new Date((await files.recall(turnOf(plan))) ?? 0))) return;
  const left = STEP - (now % STEP);
  const what = `The current code has been used${used ? ` for [${used[0]}]` : ''}.`;
  output.say('note', `${what} The next one comes in ${Math.ceil(left / 1000)}s.`);
  await clock.wait(left);
}

/** For the next run: the session of the code may be in no file, or may be removed. @param fetched when the code was printed */
export async function rememberCode(plan: LoginPlan, fetched: Date, { files }: Context): Promise<void> {
  await files.remember(turnOf(plan), formatExpiry(fetched));
}
