/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still valid. */
import { ENVIRONMENT_BASE } from '../../profiles/profile.ts';
import type { LoginOptions } from '../../login/login-options.ts';
import { readLoginRequest } from '../../login/login-request.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import { ensureSession, openFiles, prepareSession } from '../../login/ensure-session.ts';
import type { Ensured } from '../../login/obtain-session.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { formatDuration, formatExpiry, formatLocal } from '../../session/duration-and-expiry.ts';
import type { Context } from '../../context.ts';

/** Seconds a stored session must still last: long enough not to end in the middle of what is begun with it. */
const USUAL_MIN_REMAINING = 3600;

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function login(options: LoginOptions, context: Context): Promise<void> {
  const request = readLoginRequest(options, context.environment);
  const mayAsk = request.mayAsk && !options.dryRun;
  const plan = await prepareSession(
    { ...request, mayAsk },
    () => USUAL_MIN_REMAINING,
    openFiles(context),
    context,
  );
  warnOfShadow(plan, context);
  if (options.dryRun) {
    const { rehearseLogin } = await import('./dry-run.ts');
    await rehearseLogin(plan, options.json === true, context);
  } else report(plan, await ensureSession(plan, context), options, context);
}

/** What stands in the way of the session being used. */
function warnOfShadow({ base }: LoginPlan, { environment, output }: Context): void {
  if (environment.accessKeyId && base.name !== ENVIRONMENT_BASE) output.say('warning', SHADOWED);
}

const SHADOWED = [
  'AWS_ACCESS_KEY_ID is set. Where AWS_PROFILE is exported, the AWS CLI and Terraform take that key and not the',
  'profile; --profile wins over it. Better: `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`',
].join('\n');

function report(plan: LoginPlan, ensured: Ensured, { json }: LoginOptions, context: Context): void {
  const now = context.clock.now();
  if (json) {
    context.output.printJson(loginJson(plan, ensured, now));
    return;
  }
  const [line, hint] = loginLines(plan, ensured, now, context.environment.profile?.value);
  context.output.say('result', line);
  context.output.say('plain', hint);
}

/**
 * What a login tells people.
 * @returns the result, and the line that goes with it
 */
export function loginLines(
  plan: LoginPlan,
  { session: { expiration }, how }: Ensured,
  now: Date,
  selected: string | undefined,
): [result: string, hint: string] {
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
    `Written to ${plan.shownPaths.credentials}; ${use(plan, selected)}`,
  ];
}

function use(plan: LoginPlan, selected: string | undefined): string {
  return `use it: ${shellCommand('aws', 's3', 'ls', ...flag(plan, selected))}`;
}

function flag({ mfaProfile }: LoginPlan, selected: string | undefined): string[] {
  return selected === mfaProfile ? [] : option('--profile', mfaProfile);
}

/** The same for programs, without a secret: they open the file by its whole path. */
export function loginJson(
  plan: LoginPlan,
  { session: { expiration }, how }: Ensured,
  now: Date,
): Record<string, unknown> {
  return {
    profile: plan.mfaProfile,
    source_profile: plan.base.name,
    serial_number: plan.serialNumber.value,
    ...(plan.role && { role_arn: plan.role.arn.value }),
    expiration: formatExpiry(expiration),
    seconds_left: Math.floor((expiration.getTime() - now.getTime()) / 1000),
    reused: how !== 'renewed',
    credentials_file: plan.paths.credentials,
  };
}
