/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still valid. */
import { ENVIRONMENT_BASE } from '../../profiles/profile.ts';
import type { LoginOptions } from '../../login/login-options.ts';
import { readLoginRequest } from '../../login/login-request.ts';
import type { SessionPlan, SessionWork } from '../../login/plan-session.ts';
import { ensureSession, type Ensured, openFiles, prepareSession } from '../../login/ensure-session.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { formatDuration, formatExpiry, formatLocal } from '../../session/time.ts';
import type { Context } from '../../context.ts';

/** Seconds a stored session must still last: long enough not to end in the middle of what is begun with it. */
const USUAL_MIN_REMAINING = 3600;

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function login(options: LoginOptions, context: Context): Promise<void> {
  const request = readLoginRequest(options, context.environment);
  const mayAsk = request.mayAsk && !options.dryRun;
  const work = await prepareSession(
    { ...request, mayAsk },
    () => USUAL_MIN_REMAINING,
    openFiles(context),
    context,
  );
  warnOfShadow(work.plan, context);
  if (options.dryRun) {
    const { rehearseLogin } = await import('./dry-run.ts');
    await rehearseLogin(work, options.json === true, context);
  } else report(options, work, await ensureSession(work, context), context);
}

/** What stands in the way of the session being used. */
function warnOfShadow({ base }: SessionPlan, { environment, output }: Context): void {
  if (environment.accessKeyId && base.name !== ENVIRONMENT_BASE) output.say('warning', SHADOWED);
}

const SHADOWED = [
  'AWS_ACCESS_KEY_ID is set. Where AWS_PROFILE is exported, the AWS CLI and Terraform take that key and not the',
  'profile; --profile wins over it. Better: `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`',
].join('\n');

function report(
  { json }: LoginOptions,
  { paths, shownPaths, plan }: SessionWork,
  { session, how }: Ensured,
  context: Context,
): void {
  // A program opens the file by the path, a person knows it by `~`.
  const credentialsFile = json ? paths.credentials : shownPaths.credentials;
  const result = { plan, expiration: session.expiration, how, credentialsFile };
  if (json) {
    context.output.printJson(loginJson(result, context.clock.now()));
    return;
  }
  const [line, hint] = loginLines(result, context.clock.now(), context.environment.profile?.value);
  context.output.say('result', line);
  context.output.say('plain', hint);
}

/** What a login tells: a few lines for people, one object without secrets for programs. */
export interface LoginResult {
  plan: SessionPlan;
  expiration: Date;
  /** `reused`: no code was spent for it. `elsewhere`: another terminal has renewed it while this one waited for a code. */
  how: 'reused' | 'renewed' | 'elsewhere';
  /** As the person would write it. */
  credentialsFile: string;
}

/** @returns the result, and the line that goes with it */
export function loginLines(
  result: LoginResult,
  now: Date,
  selected: string | undefined,
): [result: string, hint: string] {
  const { plan, expiration, how } = result;
  const left = formatDuration((expiration.getTime() - now.getTime()) / 1000);
  const until = `${formatLocal(expiration)} (${left} left)`;
  if (how === 'elsewhere') {
    return [
      `[${plan.mfaProfile}] is good until ${until}: renewed in another terminal, no code was needed here.`,
      use(plan, selected),
    ];
  }
  if (how === 'reused') {
    const renewed = plan.base.name === 'default' && !plan.role ? [] : flag(plan, selected);
    return [
      `[${plan.mfaProfile}] is still good until ${until}; no code was needed.`,
      `For a new session all the same: ${shellCommand('aws-mfa', 'login', '--force', ...renewed)}`,
    ];
  }
  return [
    `[${plan.mfaProfile}] is good until ${until}.`,
    `Written to ${result.credentialsFile}; ${use(plan, selected)}`,
  ];
}

function use(plan: SessionPlan, selected: string | undefined): string {
  return `use it: ${shellCommand('aws', 's3', 'ls', ...flag(plan, selected))}`;
}

function flag({ mfaProfile }: SessionPlan, selected: string | undefined): string[] {
  return selected === mfaProfile ? [] : option('--profile', mfaProfile);
}

export function loginJson(result: LoginResult, now: Date): Record<string, unknown> {
  const { plan, expiration, how } = result;
  return {
    profile: plan.mfaProfile,
    source_profile: plan.base.name,
    serial_number: plan.serialNumber.value,
    ...(plan.role && { role_arn: plan.role.arn.value }),
    expiration: formatExpiry(expiration),
    seconds_left: Math.floor((expiration.getTime() - now.getTime()) / 1000),
    reused: how !== 'renewed',
    credentials_file: result.credentialsFile,
  };
}
