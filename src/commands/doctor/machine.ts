/**
 * Checks the versions of Node and of the AWS CLI, and the environment variables that keep tools from using the
 * profiles.
 */
import { type Finding, ok, problem, warning, skipped } from './finding.ts';
import { abbreviateHome } from '../../shared-files/read-shared-files.ts';
import type { Context } from '../../context.ts';
import type { AwsCli } from '../../system/processes/find-on-path.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Environment } from '../../environment.ts';
import { type Profiles, ENVIRONMENT_BASE } from '../../profiles/profile.ts';
import { resolveBase, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { keysInEnvironment } from '../../login/selection.ts';
import { attempt } from './profiles.ts';

export async function examineMachine(context: Context): Promise<Finding[]> {
  const aws = await context.processes.awsCli();
  const shown = aws && { ...aws, path: abbreviateHome(aws.path, context.files.home) };
  return [nodeFinding(context.processes.nodeVersion), awsCliFinding(shown)];
}

const ABOUT = 'this machine';

/** As `engines` in package.json has it. */
export const LEAST_NODE = '20.19';

/** @param version without a `v` ahead of it */
export function nodeFinding(version: string): Finding {
  if (!isOlder(version, LEAST_NODE)) return ok('node', ABOUT, `Node ${version}`);
  return problem('node', {
    message: `This is Node ${version}, and aws-mfa needs ${LEAST_NODE} or later.`,
    hint: 'Update Node: https://nodejs.org',
  });
}

function isOlder(version: string, least: string): boolean {
  const [numbers, bounds] = [version, least].map((text) => text.split('.').map(Number)) as [
    number[],
    number[],
  ];
  const at = bounds.findIndex((bound, index) => (numbers[index] ?? 0) !== bound);
  return at !== -1 && (numbers[at] ?? 0) < (bounds[at] ?? 0);
}

/** @param aws the first on the PATH */
export function awsCliFinding(aws: AwsCli | undefined): Finding {
  if (!aws) {
    return warning(
      'aws-cli',
      'There is no `aws` on the PATH. Terraform and the SDKs use the session without it.',
      'To install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
    );
  }
  const version = /^aws-cli\/(\d[\w.]*)/.exec(aws.printed ?? '')?.[1];
  if (version === undefined) {
    return warning('aws-cli', `${aws.path} does not tell its version.`, 'Try it by itself: `aws --version`');
  }
  if (!version.startsWith('1.')) return ok('aws-cli', ABOUT, `aws-cli ${version} (${aws.path})`);
  return warning(
    'aws-cli',
    `The first \`aws\` on the PATH is version ${version} (${aws.path}): it does not read AWS_REGION, nor know \`aws login\`.`,
    'Version 2: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  );
}

const ABOUT_ENVIRONMENT = 'environment';

export function profileVariableFinding(environment: Environment, profiles: Profiles): Finding {
  const { profile } = environment;
  if (!profile) return ok('environment-profile', ABOUT_ENVIRONMENT, 'AWS_PROFILE is not set');
  if (profiles.has(profile.value))
    return ok('environment-profile', ABOUT_ENVIRONMENT, `AWS_PROFILE=${profile.value} is there`);
  const { error } = attempt(() => resolveBase(profile, profiles, environment));
  if (error) return problem('environment-profile', error);
  // The usual name of an MFA profile stands for the session that is to come.
  return skipped(
    'environment-profile',
    ABOUT_ENVIRONMENT,
    `AWS_PROFILE=${profile.value} will be there after a login`,
  );
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
  return found.length > 0
    ? found
    : [ok('environment-keys', ABOUT_ENVIRONMENT, 'nothing shadows the profiles')];
}

function keyFindings(shadowed: Shadowed, base: ResolvedBase | undefined): Finding[] {
  const { accessKeyId, secretAccessKey } = shadowed.environment;
  if (accessKeyId !== undefined && secretAccessKey === undefined) {
    const message =
      'AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not: without --profile the AWS CLI refuses every command.';
    return [problem('environment-keys', { message, hint: '`unset AWS_ACCESS_KEY_ID`' })];
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
