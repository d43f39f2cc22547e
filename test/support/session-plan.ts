/** The plan of a login, from two files; or of a simple one, for tests of the steps after planning. */
import type { Role } from '../../src/session/role.ts';
import { planSession, type KeyedPlan, type LoginPlan } from '../../src/login/plan-session.ts';
import { readEnvironment, type Variables } from '../../src/environment.ts';
import { readLoginRequest, type LoginOptions } from '../../src/login/login-request.ts';
import { openedFiles } from './shared-files.ts';
import { sourceOf } from './source-of.ts';
import type { FileSetting } from '../../src/source.ts';

export const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';

/** A role as `--role-arn` names it. */
export const ROLE: Role = {
  arn: { value: 'arn:aws:iam::123456789012:role/Admin', source: sourceOf('--role-arn') },
  sessionName: { value: 'aws-mfa-alice', source: sourceOf('the name of the device') },
  externalId: undefined,
};

/** A region to copy to the MFA profile. */
export const REGION: FileSetting = {
  value: 'eu-west-1',
  source: { kind: 'setting', key: 'region', header: 'profile work', file: 'config' },
};

/** What a plan that came so far may differ in; its keys are there. */
export type PlanChanges = Partial<LoginPlan> & Partial<Pick<KeyedPlan, 'base'>> & { writesSession?: boolean };

export function sessionPlan({ writesSession = true, ...changes }: PlanChanges = {}): KeyedPlan {
  return {
    base: { name: 'work', keys: { accessKeyId: 'AKIAIOSFODNN7WXYZ', secretAccessKey: 'base-secret' } },
    mfaProfile: 'mfa',
    serialNumber: { value: DEVICE, source: sourceOf('mfa_serial of [profile work]') },
    role: undefined,
    region: { value: 'eu-west-1', source: sourceOf('AWS_REGION') },
    code: { kind: 'ask' },
    endpoint: undefined,
    fips: { value: false, source: sourceOf('default') },
    dualstack: { value: false, source: sourceOf('default') },
    network: {},
    duration: { value: 43_200, source: sourceOf('default') },
    stored: undefined,
    regionToCopy: undefined,
    record: [],
    notes: [],
    minRemaining: undefined,
    request: { ...readLoginRequest({}, readEnvironment({})), writesSession },
    ...openedFiles(),
    ...changes,
  };
}

export interface PlanInput {
  options?: LoginOptions;
  credentials?: string;
  config?: string;
  variables?: Variables;
}

/** What a login with these options plans. */
export function planOf({ options = {}, credentials, config, variables = {} }: PlanInput): LoginPlan {
  const environment = readEnvironment(variables);
  return planSession(readLoginRequest(options, environment), environment, openedFiles(credentials, config));
}
