/** The versions of Node and the AWS CLI. */
import { describe, expect, it } from 'vitest';
import { awsCliFinding, LEAST_NODE, nodeFinding } from '../../../../src/commands/doctor/environment.ts';
import { engines } from '../../../../package.json';
import { toldFinding } from '../../../support/findings.ts';
import { words } from '../../../support/thrown-by.ts';

describe('nodeFinding', () => {
  it.each(['20.19.0', '20.20.1', '22.0.0', '100.1.1'])('%s will do', (version) => {
    expect(toldFinding(nodeFinding(version))).toBe(`ok node: this machine: Node ${version}`);
  });

  it.each(['20.18.3', '18.20.0', '9.19.0', '20.2.0'])('%s is too old', (version) => {
    expect(toldFinding(nodeFinding(version))).toMatch(
      words(`error node: This is Node ${version}, but aws-mfa needs 20.19 or later. | Update Node…`),
    );
  });

  it('is not looked at in the standalone program', () => {
    expect(toldFinding(nodeFinding(undefined))).toBe(
      'ok node: this machine: standalone program, needs no Node',
    );
  });

  it('goes by what package.json asks for', () => {
    expect(engines.node).toBe(`>=${LEAST_NODE}`);
  });
});

describe('awsCliFinding', () => {
  it.each<[printed: string | undefined, expected: string]>([
    ['aws-cli/2.31.13 Python/3.13.7 Linux/6.1', 'ok aws-cli: this machine: aws-cli 2.31.13 (/bin/aws)'],
    ['aws-cli/2.32.0.dev1', 'ok aws-cli: this machine: aws-cli 2.32.0.dev1 (/bin/aws)'],
    [undefined, 'warning aws-cli: /bin/aws did not print its version…'],
  ])('%s', (printed, expected) => {
    expect(toldFinding(awsCliFinding({ path: '/bin/aws', printed }))).toMatch(words(expected));
  });
});
