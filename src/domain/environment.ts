/** The environment variables this program knows, read once; an empty variable counts as unset, as in the AWS CLI. */
import { firstGiven, sourced, type Sourced } from './sourced.ts';

export interface Environment {
  profile: Sourced<string> | undefined;
  credentialsFile: string | undefined;
  configFile: string | undefined;
  region: Sourced<string> | undefined;
  /** Of STS. */
  endpoint: Sourced<string> | undefined;
  iamEndpoint: Sourced<string> | undefined;
  tokenCode: Sourced<string> | undefined;
  serialNumber: Sourced<string> | undefined;
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
  sessionToken: string | undefined;
  /** True where nobody is there to ask: `CI` is set, and not to `false`. */
  ci: boolean;
}

export type Variables = Readonly<Record<string, string | undefined>>;

export function readEnvironment(variables: Variables): Environment {
  const value = (name: string) => variables[name] || undefined;
  const named = (name: string) => sourced(value(name), name);
  return {
    profile: named('AWS_PROFILE'),
    credentialsFile: value('AWS_SHARED_CREDENTIALS_FILE'),
    configFile: value('AWS_CONFIG_FILE'),
    // AWS_REGION is the SDKs' name, AWS_DEFAULT_REGION the AWS CLI's, which reads both in this order, too.
    region: firstGiven(named('AWS_REGION'), named('AWS_DEFAULT_REGION')),
    endpoint: firstGiven(named('AWS_ENDPOINT_URL_STS'), named('AWS_ENDPOINT_URL')),
    iamEndpoint: firstGiven(named('AWS_ENDPOINT_URL_IAM'), named('AWS_ENDPOINT_URL')),
    tokenCode: named('AWS_MFA_TOKEN'),
    serialNumber: named('AWS_MFA_SERIAL'),
    accessKeyId: value('AWS_ACCESS_KEY_ID'),
    secretAccessKey: value('AWS_SECRET_ACCESS_KEY'),
    sessionToken: value('AWS_SESSION_TOKEN'),
    ci: value('CI') !== undefined && value('CI') !== 'false',
  };
}
