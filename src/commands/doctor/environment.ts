/** Checks environment variables that override profiles, and the versions of Node and the AWS CLI. */
import { ok, problem, skipped, warning, type Finding } from './finding.ts';
import { attempt } from './profiles.ts';
import type { Environment } from '../../environment.ts';
import { defaultProfileNote, keysInEnvironment } from '../../login/selection.ts';
import type { StoredSession } from '../../login/stored-sessions.ts';
import { ENVIRONMENT_BASE, type Profiles } from '../../profiles/profile.ts';
import { resolveBaseWithKeys, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { abbreviateHome } from '../../shared-files/read-shared-files.ts';
import type { AwsCli } from '../../system/processes/run-command.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Context } from '../../context.ts';

const ENVIRONMENT = 'environment';
const MACHINE = 'this machine';

export interface EnvironmentInput {
  environment: Environment;
  profiles: Profiles;
  base?: ResolvedBase;
  sessions: readonly StoredSession[];
  /** Whether the files could be read. */
  areRead: boolean;
}

export function examineEnvironment(input: EnvironmentInput): Finding[] {
  const older = defaultProfileNote(input.environment);
  const variables = [...keyFindings(input), ...(older ? [warning('environment-keys', older)] : [])];
  if (variables.length === 0)
    variables.push(ok('environment-keys', ENVIRONMENT, 'no variable overrides the profiles'));
  return [...(input.areRead ? [profileVariableFinding(input)] : []), ...variables];
}

function profileVariableFinding({ environment, profiles }: EnvironmentInput): Finding {
  const { profile } = environment;
  if (!profile) return ok('environment-profile', ENVIRONMENT, 'AWS_PROFILE is not set');
  const shown = `AWS_PROFILE=${profile.value}`;
  if (profiles.has(profile.value)) return ok('environment-profile', ENVIRONMENT, `${shown} exists`);
  const { error } = attempt(() => resolveBaseWithKeys(profile, profiles, environment));
  if (error) return problem('environment-profile', error);
  // The default MFA profile may be selected before the first login.
  return skipped('environment-profile', ENVIRONMENT, `${shown} will exist after a login`);
}

function keyFindings(input: EnvironmentInput): Finding[] {
  const { accessKeyId, secretAccessKey } = input.environment;
  if (accessKeyId !== undefined && secretAccessKey === undefined) {
    const message =
      'AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY. Without --profile, every AWS CLI command fails.';
    return [problem('environment-keys', { message, hint: shellCommand('unset', 'AWS_ACCESS_KEY_ID') })];
  }
  const shadow = input.base?.name === ENVIRONMENT_BASE ? undefined : keysInEnvironment(input);
  return shadow ? [warning('environment-keys', shadow)] : [];
}

export async function examinePrograms({ processes, files }: Context): Promise<Finding[]> {
  const aws = await processes.awsCli();
  const shown = aws && { ...aws, path: abbreviateHome(aws.path, files.home) };
  return [nodeFinding(processes.nodeVersion), awsCliFinding(shown)];
}

/** The same as `engines` in package.json. */
export const LEAST_NODE = '20.19';

/** @param version without a leading `v`; undefined in the standalone program */
export function nodeFinding(version: string | undefined): Finding {
  if (version === undefined) return ok('node', MACHINE, 'standalone program, needs no Node');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = LEAST_NODE.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor))
    return ok('node', MACHINE, `Node ${version}`);
  return problem('node', {
    message: `This is Node ${version}, but aws-mfa needs ${LEAST_NODE} or later.`,
    hint: 'Update Node: https://nodejs.org',
  });
}

const INSTALL = 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/** @param aws the first on the PATH; undefined if there is none */
export function awsCliFinding(aws: AwsCli | undefined): Finding {
  if (!aws) {
    return warning('aws-cli', {
      message: 'The AWS CLI (`aws`) is not on the PATH. Terraform and the SDKs work without it.',
      hint: `Install it: ${INSTALL}`,
    });
  }
  const version = /^aws-cli\/(\d[\w.]*)/.exec(aws.printed ?? '')?.[1];
  if (version === undefined) {
    const message = `${aws.path} did not print its version.`;
    return warning('aws-cli', { message, hint: 'Check it:\n`aws --version`' });
  }
  if (!version.startsWith('1.')) return ok('aws-cli', MACHINE, `aws-cli ${version} (${aws.path})`);
  return warning('aws-cli', {
    message: `The AWS CLI on the PATH is version ${version} (${aws.path}). It ignores AWS_REGION and has no \`aws login\`.`,
    hint: `Install version 2: ${INSTALL}`,
  });
}
