/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still valid. */
import { ENVIRONMENT_BASE } from '../../profiles/profile.ts';
import { readLoginRequest, type LoginOptions } from '../../login/login-request.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import { ensureSession, openFiles, prepareSession } from '../../login/ensure-session.ts';
import type { ObtainedSession } from '../../login/obtain-session.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { formatDuration, formatExpiry, formatLocal } from '../../session/duration-and-expiry.ts';
import type { Context } from '../../context.ts';

/** @throws AwsMfaError of every kind; nothing was written unless the message says so */
export async function login(options: LoginOptions, context: Context): Promise<void> {
  const { environment, output, clock } = context;
  const request = readLoginRequest(options, environment);
  const mayAsk = request.mayAsk && !options.dryRun;
  const plan = await prepareSession({ ...request, mayAsk }, openFiles(context), context);
  if (environment.accessKeyId && plan.base.name !== ENVIRONMENT_BASE) output.say('warning', SHADOWED);
  if (options.dryRun) {
    const { dryRun } = await import('./dry-run.ts');
    return dryRun(plan, options.json === true, context);
  }
  const obtained = await ensureSession(plan, context);
  if (options.json) {
    output.printJson(loginJson(plan, obtained, clock.now()));
    return;
  }
  const [line, hint] = loginLines(plan, obtained, clock.now(), environment.profile?.value);
  output.say('result', line);
  output.say('plain', hint);
}

const SHADOWED = [
  'AWS_ACCESS_KEY_ID is set. Where AWS_PROFILE is exported, the AWS CLI and Terraform take that key and not the',
  'profile; --profile wins over it. Better: `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`',
].join('\n');

/** @param selected `AWS_PROFILE` */
export function loginLines(
  plan: LoginPlan,
  { session: { expiration }, how }: ObtainedSession,
  now: Date,
  selected: string | undefined,
): [result: string, hint: string] {
  const { mfaProfile, shownPaths } = plan;
  const left = formatDuration((expiration.getTime() - now.getTime()) / 1000);
  const until = `${formatLocal(expiration)} (${left} left)`;
  const flag = selected === mfaProfile ? [] : option('--profile', mfaProfile);
  const use = `use it: ${shellCommand('aws', 's3', 'ls', ...flag)}`;
  switch (how) {
    case 'new':
      return [`[${mfaProfile}] is good until ${until}.`, `Written to ${shownPaths.credentials}; ${use}`];
    case 'renewedElsewhere':
      return [
        `[${mfaProfile}] is good until ${until}: renewed in another terminal, no code was needed here.`,
        use,
      ];
    case 'reused': {
      const renewed = plan.base.name === 'default' && !plan.role ? [] : flag;
      return [
        `[${mfaProfile}] is still good until ${until}; no code was needed.`,
        `For a new session all the same: ${shellCommand('aws-mfa', 'login', '--force', ...renewed)}`,
      ];
    }
  }
}

/** For programs: no secret, and the whole path of the file. */
export function loginJson(
  plan: LoginPlan,
  { session: { expiration }, how }: ObtainedSession,
  now: Date,
): Record<string, unknown> {
  return {
    profile: plan.mfaProfile,
    source_profile: plan.base.name,
    serial_number: plan.serialNumber.value,
    ...(plan.role && { role_arn: plan.role.arn.value }),
    expiration: formatExpiry(expiration),
    seconds_left: Math.floor((expiration.getTime() - now.getTime()) / 1000),
    reused: how !== 'new',
    credentials_file: plan.paths.credentials,
  };
}
