/** The programs around: Node, the AWS CLI, and who else is called `aws-mfa`. */
import type { Finding } from '../../domain/doctor/finding.ts';
import {
  awsCliFinding,
  namesakeFinding,
  nodeFinding,
  type AwsCli,
  type Namesake,
} from '../../domain/doctor/machine-findings.ts';
import { abbreviateHome } from '../../domain/profiles/shared-file-paths.ts';

export interface ExamineMachineDeps {
  /** The person's home folder. */
  home: string;
  /** Of Node, which runs this. */
  nodeVersion: string;
  /** The first `aws` on the PATH. */
  awsCli(): Promise<AwsCli | undefined>;
  /** Every `aws-mfa` on the PATH, in its order. */
  namesakes(): Namesake[];
}

export async function examineMachine(deps: ExamineMachineDeps): Promise<Finding[]> {
  const shown = <Found extends { path: string }>(found: Found) => ({
    ...found,
    path: abbreviateHome(found.path, deps.home),
  });
  const aws = await deps.awsCli();
  return [
    nodeFinding(deps.nodeVersion),
    awsCliFinding(aws && shown(aws)),
    namesakeFinding(deps.namesakes().map(shown)),
  ];
}
