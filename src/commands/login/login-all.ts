/** `aws-mfa login --all`: renews the sessions of all MFA profiles, one after another. */
import { loginJson, loginLines, obtain, type LoginResult } from './login.ts';
import { AwsMfaError, exitCode, isStop, reworded } from '../../errors.ts';
import type { LoginOptions } from '../../login/login-request.ts';
import { foreignRoles } from '../../profiles/accounts.ts';
import { baseNames, mfaProfileOf, recordOf } from '../../profiles/mfa-record.ts';
import { ENVIRONMENT_BASE, profilesOf, USUAL_NAME, type Profiles } from '../../profiles/profile.ts';
import { openFiles } from '../../shared-files/read-shared-files.ts';
import { errorJson } from '../../text/error-json.ts';
import type { Context } from '../../context.ts';
import type { Environment } from '../../environment.ts';

/** What became of one MFA profile. */
type Outcome = { name: string } & ({ result: LoginResult } | { error: AwsMfaError });

/**
 * Goes on after a failure, but not after the user canceled.
 * @returns the exit code: that of the first failure
 * @throws AwsMfaError `usage` or `configuration` before the first login; what canceled one
 */
export async function loginAll(options: LoginOptions, context: Context): Promise<number> {
  checkOptions(options);
  const { files } = openFiles(context);
  const profiles = profilesOf(files);
  const names = rememberedNames(profiles, context.environment.accessKeyId !== undefined);
  if (names.length === 0) {
    throw new AwsMfaError('no_session', 'No MFA profile is known yet.', 'To log in to one:\n`aws-mfa login`');
  }
  const outcomes: Outcome[] = [];
  let isFirst = true;
  const openPrompt = () => {
    const ignoresTypedAhead = !isFirst;
    isFirst = false;
    // What was typed since the last prompt was for that one, which another terminal may have ended.
    return context.terminal.openPrompt(ignoresTypedAhead);
  };
  const terminal = { ...context.terminal, openPrompt };
  try {
    for (const name of names) {
      const environment = ownEnvironment(name, names, profiles, context);
      const outcome = await loginTo(name, options, { ...context, environment, terminal });
      if (outcome) outcomes.push(outcome);
    }
  } catch (error) {
    // As JSON, only the error is printed.
    if (!options.json) report(outcomes, options, context);
    throw withSaved(error, outcomes, options);
  }
  report(outcomes, options, context);
  const [failed] = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
  return failed ? exitCode(failed.kind) : 0;
}

/** The error of a prompt says that nothing was written. */
function withSaved(error: unknown, outcomes: readonly Outcome[], { write }: LoginOptions): unknown {
  const saved = outcomes.flatMap((each) =>
    'result' in each && each.result.obtained.how === 'new' ? [`[${each.result.plan.mfaProfile}]`] : [],
  );
  if (!(error instanceof AwsMfaError) || saved.length === 0 || write === false) return error;
  return reworded(error, { message: `Canceled. New sessions are already saved in ${saved.join(', ')}.` });
}

/** Without what may be meant for another profile: a code works once, and a device belongs to one user. */
function ownEnvironment(
  name: string,
  names: readonly string[],
  profiles: Profiles,
  { environment }: Context,
): Environment {
  const baseOf = (each: string) => recordOf(profiles.get(each))?.base.value ?? 'default';
  const isOwnDevice = baseOf(name) === ENVIRONMENT_BASE || new Set(names.map(baseOf)).size === 1;
  const serialNumber = isOwnDevice ? environment.serialNumber : undefined;
  return { ...environment, tokenCode: undefined, serialNumber };
}

/** @returns undefined after a dry run */
async function loginTo(name: string, options: LoginOptions, context: Context): Promise<Outcome | undefined> {
  try {
    const result = await obtain({ ...options, profile: name }, context);
    return result && { name, result };
  } catch (error) {
    if (!(error instanceof AwsMfaError) || isStop(error.kind)) throw error;
    const isForUser = error.code === 'nobody_to_ask' && (await context.terminal.agent()) === undefined;
    return { name, error: isForUser ? withOwnHint(error) : error };
  }
}

/** A code that is passed on serves one device. */
function withOwnHint(error: AwsMfaError): AwsMfaError {
  return reworded(error, {
    hint: 'Run it in a terminal:\n`aws-mfa login --all`\nOr set mfa_process in the base profile to a command that prints the code.',
  });
}

/** Of the user's own sessions and those of roles, in the order of the files. `mfa` is known if `default` can log in to it. */
function rememberedNames(profiles: Profiles, hasEnvironmentKeys: boolean): string[] {
  const names = [...profiles.values()].flatMap((profile) => {
    const base = recordOf(profile)?.base.value;
    if (base === undefined || (base === ENVIRONMENT_BASE && !hasEnvironmentKeys)) return [];
    return [profile.name];
  });
  const isUsual =
    baseNames(profiles).includes('default') &&
    mfaProfileOf('default', profiles) === USUAL_NAME &&
    !baseNames(profiles).includes(USUAL_NAME) &&
    !recordOf(profiles.get(USUAL_NAME)) &&
    !foreignRoles(USUAL_NAME, 'default', profiles);
  return isUsual ? [USUAL_NAME, ...names] : names;
}

/** One line each. */
function report(outcomes: readonly Outcome[], { json }: LoginOptions, { output, clock }: Context): void {
  const now = clock.now();
  if (json) {
    output.printJson(
      outcomes.map((outcome) => {
        if ('result' in outcome) return loginJson(outcome.result.plan, outcome.result.obtained, now);
        return { profile: outcome.name, error: errorJson(outcome.error) };
      }),
    );
    return;
  }
  for (const outcome of outcomes) {
    if ('result' in outcome) {
      const { plan, obtained } = outcome.result;
      output.say('result', loginLines(plan, obtained, now, undefined)[0]);
    } else {
      output.say('error', `[${outcome.name}] was not renewed. ${outcome.error.message}`);
      if (outcome.error.hint) output.say('remedy', outcome.error.hint);
    }
  }
}

/** Options that are about one MFA profile, or one code. */
const EXCLUDED = {
  profile: 'a profile',
  mfaProfile: '--mfa-profile',
  token: '--token',
  tokenCommand: '--token-command',
  serialNumber: '--serial-number',
  region: '--region',
  wait: '--wait',
  roleArn: '--role-arn',
  roleSessionName: '--role-session-name',
  externalId: '--external-id',
} as const;

/** @throws AwsMfaError `usage` */
function checkOptions(options: LoginOptions): void {
  const names = Object.keys(EXCLUDED) as (keyof typeof EXCLUDED)[];
  const excluded = names.find((name) => options[name] !== undefined);
  const isDouble = options.dryRun && options.json;
  if (excluded === undefined && !isDouble) return;
  const what = excluded === undefined ? '--dry-run and --json' : EXCLUDED[excluded];
  throw new AwsMfaError(
    'conflicting_options',
    `--all cannot be combined with ${what}.`,
    excluded === 'tokenCommand' || excluded === 'token'
      ? 'Each device has its own code. To get it from a command, set mfa_process in the base profile.'
      : 'Omit one of them.',
  );
}
