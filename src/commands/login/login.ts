/** `aws-mfa login`: gets a session and writes it, or says that the stored one is still valid. */
import type { LoginOptions } from '../../login/login-request.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import {
  ensureSession,
  foreignKey,
  openRequest,
  prepareSession,
  secondsLeft,
} from '../../login/ensure-session.ts';
import type { ObtainedSession } from '../../login/obtain-session.ts';
import { adviceText, outputFailed } from '../../errors.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { formatDuration, formatExpiry, formatLocal } from '../../session/duration-and-expiry.ts';
import type { Context } from '../../context.ts';

/** @throws AwsMfaError of every kind; nothing was written unless the message says so */
export async function login(options: LoginOptions, context: Context): Promise<void> {
  const { environment, output, clock } = context;
  const done = await obtain(options, context);
  if (!done) return;
  const { plan, obtained } = done;
  if (options.json) {
    output.printJson(loginJson(plan, obtained, clock.now()));
  } else {
    const [line, hint] = loginLines(plan, obtained, clock.now(), environment.profile?.value);
    output.say('result', line);
    output.say('plain', hint);
  }
  const lost = await output.lost();
  if (lost !== undefined)
    throw outputFailed(`The session in [${plan.mfaProfile}] is saved. The result`, lost);
}

export interface LoginResult {
  plan: LoginPlan;
  obtained: ObtainedSession;
}

/** @returns undefined after a dry run; @throws as {@link login} */
export async function obtain(options: LoginOptions, context: Context): Promise<LoginResult | undefined> {
  const { request, opened } = await openRequest(options, context);
  const mayAsk = request.mayAsk && !options.dryRun;
  const plan = await prepareSession({ ...request, mayAsk }, opened, context);
  await warnOfForeignKey(plan, context);
  if (options.dryRun) {
    const { dryRun } = await import('./dry-run.ts');
    await dryRun(plan, options.json === true, context);
    return undefined;
  }
  return { plan, obtained: await ensureSession(plan, context) };
}

/** A key in the environment that overrides the session. That of the session itself, as `export` sets it, does no harm. */
async function warnOfForeignKey(plan: LoginPlan, { environment, output }: Context): Promise<void> {
  if (foreignKey(plan, environment) === undefined) return;
  const { keysInEnvironment } = await import('../../login/selection.ts');
  const note = keysInEnvironment({ environment, sessions: [] });
  if (note) output.say('warning', adviceText(note));
}

/** @param selected `AWS_PROFILE` */
export function loginLines(
  plan: LoginPlan,
  obtained: ObtainedSession,
  now: Date,
  selected: string | undefined,
): [result: string, hint: string] {
  const { mfaProfile } = plan;
  const left = formatDuration(secondsLeft(obtained, now));
  const expires = `expires at ${formatLocal(obtained.session.expiration)} (${left} left)`;
  const flag = selected === mfaProfile ? [] : option('--profile', mfaProfile);
  const use = `Use it: ${shellCommand('aws', 's3', 'ls', ...flag)}`;
  switch (obtained.how) {
    case 'new':
      return [`Session [${mfaProfile}] ${expires}.`, use];
    case 'renewedElsewhere':
      return [`Another terminal renewed the session. Session [${mfaProfile}] ${expires}.`, use];
    case 'reused': {
      const isUsual = plan.base.name === 'default' && !plan.role && flag.length > 0;
      const renewed = isUsual ? profileFlag('default') : flag;
      return [
        `No code is needed. Session [${mfaProfile}] ${expires}.`,
        `To get a new session anyway: ${shellCommand('aws-mfa', 'login', '--force', ...renewed)}`,
      ];
    }
  }
}

/** For programs: no secret, and the whole path of the file. */
export function loginJson(plan: LoginPlan, obtained: ObtainedSession, now: Date): Record<string, unknown> {
  return {
    profile: plan.mfaProfile,
    source_profile: plan.base.name,
    serial_number: plan.serialNumber.value,
    ...(plan.role && { role_arn: plan.role.arn.value }),
    expiration: formatExpiry(obtained.session.expiration),
    seconds_left: Math.floor(secondsLeft(obtained, now)),
    reused: obtained.how !== 'new',
    credentials_file: plan.paths.credentials,
  };
}
