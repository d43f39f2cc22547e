/** The programs around: Node, the AWS CLI, and who else is called `aws-mfa`. */
import { type Finding, ok, trouble, warning } from './finding.ts';
import { abbreviateHome } from '../../shared-files/paths.ts';
import type { Context } from '../../context.ts';
import type { AwsCli, Namesake } from '../../system/processes/programs.ts';

export async function examineMachine(context: Context): Promise<Finding[]> {
  const shown = <Found extends { path: string }>(found: Found) => ({
    ...found,
    path: abbreviateHome(found.path, context.files.home),
  });
  const aws = await context.processes.awsCli();
  return [
    nodeFinding(context.processes.nodeVersion),
    awsCliFinding(aws && shown(aws)),
    namesakeFinding((await context.processes.namesakes()).map(shown)),
  ];
}

/** The programs around: Node, the AWS CLI, and who else is called `aws-mfa`. */
const ABOUT = 'this machine';

/** As `engines` in package.json has it. */
export const LEAST_NODE = '20.19';

/** @param version without a `v` ahead of it */
export function nodeFinding(version: string): Finding {
  if (!isOlder(version, LEAST_NODE)) return ok('node', ABOUT, `Node ${version}`);
  return trouble('node', {
    message: `This is Node ${version}, and aws-mfa needs ${LEAST_NODE} or later.`,
    remedy: 'Update Node: https://nodejs.org',
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

export function namesakeFinding(namesakes: readonly Namesake[]): Finding {
  const others = namesakes.filter(({ isOurs }) => !isOurs).map(({ path }) => path);
  const ours = namesakes.findIndex(({ isOurs }) => isOurs);
  if (others.length === 0) return ok('other-aws-mfa', ABOUT, 'no other aws-mfa on the PATH');
  if (ours === 0) return ok('other-aws-mfa', ABOUT, `this aws-mfa is ahead of ${others.join(', ')}`);
  const [first] = namesakes;
  const message =
    ours === -1
      ? `The name aws-mfa leads to another program: ${first?.path ?? ''}. This one is not on the PATH.`
      : `The name aws-mfa leads to another program, which is ahead of this one on the PATH: ${first?.path ?? ''}`;
  return warning(
    'other-aws-mfa',
    message,
    'Remove it, or put the folder of this one ahead of its folder in PATH.',
  );
}
