/** A plan as a plain login makes it, for tests of what comes after planning. */
import type { Role } from '../../src/domain/session/role.ts';
import type { SessionPlan } from '../../src/domain/session/plan-session.ts';

export const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';

/** A role as `--role-arn` names it. */
export const ROLE: Role = {
  arn: { value: 'arn:aws:iam::123456789012:role/Admin', from: '--role-arn' },
  sessionName: { value: 'aws-mfa-alice', from: 'the name of the device' },
  externalId: undefined,
};

export function sessionPlan(changes: Partial<SessionPlan> = {}): SessionPlan {
  return {
    base: { name: 'work', keys: { accessKeyId: 'AKIAIOSFODNN7WXYZ', secretAccessKey: 'base-secret' } },
    mfaProfile: 'mfa',
    serialNumber: { value: DEVICE, from: 'mfa_serial of [profile work]' },
    role: undefined,
    region: { value: 'eu-west-1', from: 'AWS_REGION' },
    endpoint: undefined,
    duration: { value: 43_200, from: 'default' },
    stored: undefined,
    regionToCopy: undefined,
    notes: [],
    ...changes,
  };
}
