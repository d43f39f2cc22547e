/** Checks the environment variables that keep tools from using the profiles. */
import { shellCommand } from '../../text/shell-command.ts';
import type { Environment } from '../../environment.ts';
import { type Profiles, ENVIRONMENT_BASE } from '../../profiles/profile.ts';
import { resolveBase, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { keysInEnvironment } from '../../login/selection.ts';
import { attempt } from './plan.ts';
import { ok, skipped, trouble, warning, type Finding } from './finding.ts';

const ABOUT = 'environment';

export function profileVariableFinding(environment: Environment, profiles: Profiles): Finding {
  const { profile } = environment;
  if (!profile) return ok('environment-profile', ABOUT, 'AWS_PROFILE is not set');
  if (profiles.has(profile.value))
    return ok('environment-profile', ABOUT, `AWS_PROFILE=${profile.value} is there`);
  const { error } = attempt(() => resolveBase(profile, profiles, environment));
  if (error) return trouble('environment-profile', error);
  // The usual name of an MFA profile stands for the session that is to come.
  return skipped('environment-profile', ABOUT, `AWS_PROFILE=${profile.value} will be there after a login`);
}

/** What there is to be shadowed. */
export type Shadowed = Parameters<typeof keysInEnvironment>[0];

/** @param base nothing where there is none */
export function shadowingFindings(shadowed: Shadowed, base: ResolvedBase | undefined): Finding[] {
  const { environment } = shadowed;
  const found = [
    ...keyFindings(shadowed, base),
    ...olderNameFindings(environment),
    ...webIdentityFindings(environment),
  ];
  return found.length > 0 ? found : [ok('environment-keys', ABOUT, 'nothing shadows the profiles')];
}

function keyFindings(shadowed: Shadowed, base: ResolvedBase | undefined): Finding[] {
  const { accessKeyId, secretAccessKey } = shadowed.environment;
  if (accessKeyId !== undefined && secretAccessKey === undefined) {
    const message =
      'AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not: without --profile the AWS CLI refuses every command.';
    return [trouble('environment-keys', { message, hint: '`unset AWS_ACCESS_KEY_ID`' })];
  }
  const shadow = base?.name === ENVIRONMENT_BASE ? undefined : keysInEnvironment(shadowed);
  return shadow ? [warning('environment-keys', shadow.message, shadow.hint)] : [];
}

/** Tried: the AWS CLI 2 reads AWS_PROFILE first, botocore by itself this one; the SDKs do not know it. */
function olderNameFindings({ profile, defaultProfile }: Environment): Finding[] {
  if (!defaultProfile || defaultProfile.value === profile?.value) return [];
  const { value } = defaultProfile;
  const message = profile
    ? `AWS_DEFAULT_PROFILE=${value} wins over AWS_PROFILE=${profile.value} in boto3 and the AWS CLI 1.`
    : `AWS_DEFAULT_PROFILE=${value} is read by the AWS CLI and boto3 only: not by other SDKs, nor by aws-mfa.`;
  const remedy = profile
    ? '`unset AWS_DEFAULT_PROFILE`'
    : `\`unset AWS_DEFAULT_PROFILE\`, and then ${shellCommand('export', `AWS_PROFILE=${value}`)}`;
  return [warning('environment-keys', message, remedy)];
}

/** Tried: in the AWS CLI it beats the keys of the profile that AWS_PROFILE names, and not those of --profile. */
function webIdentityFindings({ webIdentity, profile }: Environment): Finding[] {
  if (!webIdentity) return [];
  const what = profile ? `AWS_PROFILE=${profile.value}` : 'the default profile';
  const message = `AWS_WEB_IDENTITY_TOKEN_FILE is set, and shadows ${what} in the AWS CLI; --profile wins over it.`;
  return [warning('environment-keys', message, '`unset AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN`')];
}
