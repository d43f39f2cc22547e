/** The environment variables that this program reads. An empty variable counts as unset, as in the AWS CLI. */
import { sourced } from './source.ts';

/** Set for the commands that this program runs. */
export const NESTED = 'AWS_MFA_NESTED';

/** Its value for a `credential_process`. */
export const FOR_KEYS = 'keys';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Of a process. On Windows, where names have no case, those of AWS are spelled as everywhere: in capitals. */
export function variablesOf({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'>): Variables {
  if (platform !== 'win32') return { ...env };
  const spelled = (name: string) => (/^aws_/i.test(name) ? name.toUpperCase() : name);
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [spelled(name), value]));
}

export type Environment = ReturnType<typeof readEnvironment>;

export function readEnvironment(variables: Variables, platform: NodeJS.Platform = 'linux') {
  const value = (name: string) => variables[name] || undefined;
  // The AWS CLI replaces `%NAME%` in these two on Windows (Python's `os.path.expandvars`), unless there is no such variable.
  const path = (name: string) =>
    platform === 'win32'
      ? value(name)?.replace(/%([^%]+)%/g, (text, each: string) => value(each) ?? text)
      : value(name);
  const named = (name: string) => sourced(value(name), { kind: 'environment', name });
  // The lower-case name wins, as in curl and the AWS CLI.
  const eitherCase = (name: string) => named(name.toLowerCase()) ?? named(name);
  return {
    profile: named('AWS_PROFILE'),
    /** The older name of AWS_PROFILE; only the doctor looks at it. */
    defaultProfile: named('AWS_DEFAULT_PROFILE'),
    credentialsFile: path('AWS_SHARED_CREDENTIALS_FILE'),
    configFile: path('AWS_CONFIG_FILE'),
    // The AWS CLI reads both in this order.
    region: named('AWS_REGION') ?? named('AWS_DEFAULT_REGION'),
    /** Of STS. */
    endpoint: named('AWS_ENDPOINT_URL_STS') ?? named('AWS_ENDPOINT_URL'),
    iamEndpoint: named('AWS_ENDPOINT_URL_IAM') ?? named('AWS_ENDPOINT_URL'),
    ignoreEndpoints: named('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'),
    fips: named('AWS_USE_FIPS_ENDPOINT'),
    dualstack: named('AWS_USE_DUALSTACK_ENDPOINT'),
    tokenCode: named('AWS_MFA_TOKEN'),
    serialNumber: named('AWS_MFA_SERIAL'),
    accessKeyId: value('AWS_ACCESS_KEY_ID'),
    secretAccessKey: value('AWS_SECRET_ACCESS_KEY'),
    sessionToken: value('AWS_SESSION_TOKEN'),
    /** True inside a command that this program runs, where running it again could go on forever. */
    nested: value(NESTED) !== undefined,
    /** True inside a `credential_process`: the outer run reads the error code from standard error. */
    tellsCode: value(NESTED) === FOR_KEYS,
    proxies: {
      https: eitherCase('HTTPS_PROXY'),
      http: eitherCase('HTTP_PROXY'),
      all: eitherCase('ALL_PROXY'),
      none: eitherCase('NO_PROXY'),
    },
    caBundle: named('AWS_CA_BUNDLE'),
    requestsCaBundle: named('REQUESTS_CA_BUNDLE'),
    /** `CI` is set, and not to `false`: never prompt. */
    ci: value('CI') !== undefined && value('CI') !== 'false',
  };
}
