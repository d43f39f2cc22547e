/** Checks the versions of Node and of the AWS CLI. */
import { type Finding, ok, trouble, warning } from './finding.ts';
import { abbreviateHome } from '../../shared-files/paths.ts';
import type { Context } from '../../context.ts';
import type { AwsCli } from '../../system/processes/programs.ts';

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
  return trouble('node', {
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
