/** The environment of a command that is run with a session: nothing in it may win over that session. */
import type { Variables } from '../environment.ts';
import type { Session } from '../session/session.ts';
import { sessionVariables } from '../session/session-variables.ts';

/** Keys under every name that some SDK or tool reads, and when other keys than ours end. */
const KEYS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
];

const PROFILES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'];

/** The AWS CLI v1 and boto3 read the second only, the SDKs the first. */
const REGIONS = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

export interface ChildRegion {
  /** What was typed; it wins over the variables. */
  wanted: string | undefined;
  /** What a profile says; it stands in where no variable does. */
  usual: string | undefined;
}

export function withSession(variables: Variables, session: Session, region: ChildRegion): Variables {
  return {
    ...without(variables, [...KEYS, ...PROFILES, 'AWS_MFA_TOKEN']),
    ...Object.fromEntries(sessionVariables(session)),
    ...regionVariables(variables, region),
  };
}

/** Keys of any kind would win over the role. @param region as typed; else it is the profile's own */
export function withRoleProfile(
  variables: Variables,
  profile: string,
  region: string | undefined,
): Variables {
  return {
    ...without(variables, [...KEYS, ...PROFILES, 'AWS_MFA_TOKEN']),
    AWS_PROFILE: profile,
    ...(region !== undefined && regionVariables(variables, { wanted: region, usual: undefined })),
  };
}

function regionVariables(variables: Variables, { wanted, usual }: ChildRegion): Variables {
  const known = REGIONS.map((name) => variables[name]).find(Boolean);
  const filler = wanted ?? known ?? usual;
  if (filler === undefined) return {};
  return Object.fromEntries(
    REGIONS.map((name) => [name, (wanted === undefined && variables[name]) || filler]),
  );
}

function without(variables: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)));
}
