/** A plan as a plain login makes it, for tests of what comes after planning. */
import type { SessionPlan } from '../../src/domain/session/plan-session.ts';

export const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';

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
