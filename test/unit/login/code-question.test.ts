/** The prompt: whose session, for which section, by which device, and where the code goes if not to AWS. */
import { describe, expect, it } from 'vitest';
import { codeQuestion } from '../../../src/login/obtain-session.ts';
import { ROLE, sessionPlan } from '../../support/session-plan.ts';
import { sourceOf } from '../../support/source-of.ts';

const LINES = [
  'MFA session of [work] for [mfa]',
  '  device: arn:aws:iam::123456789012:mfa/alice',
  '          (mfa_serial of [profile work])',
  '  code:',
];

describe('codeQuestion', () => {
  it.each([undefined, 'https://sts.eu-west-1.amazonaws.com'])('by the endpoint %s', (value) => {
    const endpoint = value === undefined ? undefined : { value, source: sourceOf('AWS_ENDPOINT_URL') };
    expect(codeQuestion(sessionPlan({ endpoint })).split('\n')).toEqual(LINES);
  });

  it('names the role, where it is a session of one', () => {
    expect(codeQuestion(sessionPlan({ role: ROLE })).split('\n')).toEqual(
      LINES.toSpliced(1, 0, '  role:   arn:aws:iam::123456789012:role/Admin', '          (--role-arn)'),
    );
  });

  it("names an endpoint that is not AWS' own", () => {
    const endpoint = { value: 'https://sts.example', source: sourceOf('AWS_ENDPOINT_URL') };
    expect(codeQuestion(sessionPlan({ endpoint })).split('\n')).toEqual(
      LINES.toSpliced(3, 0, '  goes to: sts.example (AWS_ENDPOINT_URL)'),
    );
  });
});
