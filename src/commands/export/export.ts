/** `aws-mfa export`: prints a session for a shell, or as the answer of a `credential_process`. */
import { readFormat, type ExportFormat, sessionText } from './session-text.ts';
import { type SessionOptions, NobodyToAsk } from '../../login/login-options.ts';
import { loginFlags } from '../../login/login-flags.ts';
import { readLoginRequest } from '../../login/login-request.ts';
import type { LoginPlan, SessionPlan } from '../../login/plan-session.ts';
import { AwsMfaError } from '../../errors.ts';
import { sessionOrStillValid, openFiles, prepareSession } from '../../login/ensure-session.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { expiryOf } from '../../session/duration-and-expiry.ts';
import type { Context } from '../../context.ts';

/** The options as typed. */
export interface ExportOptions extends SessionOptions {
  format?: string;
  prompt?: boolean;
}

/** Seconds: below fifteen minutes botocore runs the process again at every call. */
const ENOUGH_FOR_SDKS = 900;

/** @throws AwsMfaError of every kind; nothing was printed, or not all of it where that is what it says */
export async function exportSession(options: ExportOptions, context: Context): Promise<void> {
  const format = readFormat(options.format);
  const request = readLoginRequest(options, context.environment, silence(format, options));
  const usual = (planned: SessionPlan) =>
    format === 'process' && renewsAlone(planned) ? ENOUGH_FOR_SDKS : 0;
  const plan = await prepareSession(request, usual, openFiles(context), context);
  const session = await sessionOrStillValid(plan, context).catch((error: unknown) => {
    throw error instanceof NobodyToAsk && format === 'process' ? inOneLine(plan, context) : error;
  });
  const text = sessionText(session, format);
  if (context.output.isShown) context.output.say('warning', CAUTION);
  const lost = await context.output.print(text);
  if (lost) throw notPrinted(lost);
}

const CAUTION = 'What follows are keys: whoever sees this screen, or what is kept of it, can use them.';

function notPrinted(reason: string): AwsMfaError {
  return new AwsMfaError(
    'output_failed',
    `The session could not be printed: standard output takes nothing, or no more (${reason}).`,
    'Let it lead to a program, or to a file on a disk with room.',
  );
}

/** What SDKs show of an export that fails. */
function inOneLine(plan: LoginPlan, context: Context): AwsMfaError {
  const flags = loginFlags(plan, plan.files.credentials, context.environment.profile !== undefined);
  return needsLogin(plan, flags, context.clock.now());
}

/** SDKs swallow a question, and several of them may start at once: for them nobody is asked, unless it is wanted. */
function silence(format: ExportFormat, { prompt, input }: ExportOptions): string | undefined {
  if (prompt && input === false) {
    throw new AwsMfaError(
      'conflicting_options',
      '--prompt and --no-input exclude each other.',
      'Leave out one of the two.',
    );
  }
  return format === 'process' && !prompt ? 'an export for SDKs never asks' : undefined;
}

/** Whether a new session can be had without anybody. */
function renewsAlone({ code }: SessionPlan): boolean {
  return code.kind !== 'ask' && code.kind !== 'nobody';
}

/**
 * One line, since SDKs show what a `credential_process` prints.
 *
 * @param login the flags of a login that gets the session
 */
export function needsLogin(plan: SessionPlan, login: readonly string[], now: Date): AwsMfaError {
  return new AwsMfaError(
    'nobody_to_ask',
    `${whatIsThere(plan, now)}; in a terminal: ${shellCommand('aws-mfa', 'login', ...login)}`,
  );
}

function whatIsThere({ mfaProfile, stored }: SessionPlan, now: Date): string {
  if (!stored?.has('aws_session_token')) return `There is no MFA session in [${mfaProfile}] yet`;
  if (!stored.has('x_source_profile')) return `The session in [${mfaProfile}] is another tool's`;
  const expiry = expiryOf(stored);
  if (!expiry) return `The MFA session in [${mfaProfile}] does not say when it ends`;
  return expiry > now
    ? `A new MFA session for [${mfaProfile}] needs a code`
    : `The MFA session in [${mfaProfile}] is over`;
}
