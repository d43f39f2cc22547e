/** `aws-mfa export`: prints the keys of a session or a role for a shell, or as the answer of a `credential_process`. */
import { readFormat } from './export-format.ts';
import { sessionText } from './session-text.ts';
import type { SessionOptions } from '../../login/login-request.ts';
import { prepareKeys, selectedKeys, execTarget, sessionTarget } from '../../login/assume-roles.ts';
import { loginFlags } from '../../login/nobody-to-ask.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import { profilesOf } from '../../profiles/profile.ts';
import { expiryOf } from '../../session/duration-and-expiry.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { AwsMfaError, conflict, outputFailed } from '../../errors.ts';
import { openRequest, sessionOrStillValid } from '../../login/ensure-session.ts';
import type { Context } from '../../context.ts';

export interface ExportOptions extends SessionOptions {
  format?: string;
  prompt?: boolean;
  /** The session itself, although a role profile is selected. */
  session?: boolean;
}

/** Seconds: if less is left, botocore runs the process again at every call. */
const MIN_REMAINING_FOR_SDKS = 900;

/** @throws AwsMfaError of every kind; nothing was printed, unless the message says that it was cut short */
export async function exportSession(options: ExportOptions, context: Context): Promise<void> {
  const { prompt, input } = options;
  const format = readFormat(options.format);
  if (prompt && input === false) throw conflict('--prompt and --no-input');
  const isProcess = format === 'process';
  const { request, opened } = await openRequest(options, context, {
    minRemaining: 0,
    // An SDK hides a prompt, and several may run the process at once.
    ...(isProcess && !prompt && { whyNobody: 'a credential_process never prompts' }),
    ...(isProcess && { minRemainingUnattended: MIN_REMAINING_FOR_SDKS }),
  });
  const profiles = profilesOf(opened.files);
  const target = options.session
    ? sessionTarget(request, profiles)
    : execTarget(request, profiles, ['export']);
  const prepared = await prepareKeys(request, target, opened, context);
  const { plan } = prepared;
  const session = await sessionOrStillValid(plan, context).catch((error: unknown) => {
    throw isProcess && error instanceof AwsMfaError && error.code === 'nobody_to_ask'
      ? needsLogin(plan, context.clock.now())
      : error;
  });
  const keys = await selectedKeys(prepared, session, context);
  const text = sessionText(keys, format, prepared.region);
  if (context.output.isShown) context.output.say('warning', CAUTION);
  const lost = await context.output.print(text);
  if (lost !== undefined) throw outputFailed('The keys', lost);
}

const CAUTION = 'Secret keys follow. Anyone who can see this screen or its scrollback can use them.';

/** The error of a `credential_process` that has no session: one line without a hint, because SDKs show what it prints. */
export function needsLogin(plan: LoginPlan, now: Date): AwsMfaError {
  const login = shellCommand('aws-mfa', 'login', ...loginFlags(plan));
  return new AwsMfaError('nobody_to_ask', `${whatIsStored(plan, now)}. In a terminal, run: ${login}`);
}

function whatIsStored({ mfaProfile, stored }: LoginPlan, now: Date): string {
  if (!stored?.has('aws_session_token')) return `There is no MFA session in [${mfaProfile}]`;
  if (!stored.has('x_source_profile')) return `The session in [${mfaProfile}] was written by another tool`;
  const expiry = expiryOf(stored);
  if (!expiry) return `The expiry of the MFA session in [${mfaProfile}] is unknown`;
  return expiry > now
    ? `A new MFA session for [${mfaProfile}] needs a code`
    : `The MFA session in [${mfaProfile}] has expired`;
}
