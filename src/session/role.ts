/** Checks the ARN, the session name and the external id of a role before anything is asked. */
import { AwsMfaError } from '../errors.ts';
import { type Sourced, sourceName, type Source } from '../source.ts';
import { partitionOfArn } from './partition.ts';

/** Bounds and patterns are those of the AWS STS API reference, AssumeRole. */
export interface Role {
  arn: Sourced<string>;
  /** What the role's session is called, in CloudTrail and in the role's own ARN. */
  sessionName: Sourced<string>;
  /** The same, where somebody chose it. */
  givenName: Sourced<string> | undefined;
  externalId: Sourced<string> | undefined;
}

/** A role as STS is asked for it. */
export interface RoleCall {
  arn: string;
  sessionName: string;
  externalId: string | undefined;
}

export function roleCall({ arn, sessionName, externalId }: Role): RoleCall {
  return { arn: arn.value, sessionName: sessionName.value, externalId: externalId?.value };
}

/** @throws AwsMfaError `usage` for an option, `configuration` for a file; the value is not repeated, it may be a code */
export function checkRoleArn({ value, source }: Sourced<string>): void {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[!-~]*\/)?[\w+=,.@-]{1,64}$/.test(value) && value.length <= 2048)
    return;
  const [, start = '', name = ''] =
    /^(arn:aws[a-z-]*:)sts(?=::\d{12}:assumed-role\/([\w+=,.@-]+))/.exec(value) ?? [];
  const account = /::(\d{12}):/.exec(value)?.[1] ?? '';
  if (start) {
    throw mistake(
      source,
      'is the ARN of a session of a role, not of the role',
      `Often the role is ${start}iam::${account}:role/${name}`,
    );
  }
  throw mistake(source, 'is not the ARN of a role', 'It looks like arn:aws:iam::123456789012:role/NAME');
}

/** @throws AwsMfaError `usage` or `configuration` */
export function checkSessionName({ value, source }: Sourced<string>): void {
  if (/^[\w+=,.@-]{2,64}$/.test(value)) return;
  throw mistake(
    source,
    'must be 2 to 64 letters, digits and _ + = , . @ -',
    'For example: --role-session-name alice',
  );
}

/** @throws AwsMfaError `usage` or `configuration` */
export function checkExternalId({ value, source }: Sourced<string>): void {
  if (/^[\w+=,.@:/-]{2,1224}$/.test(value)) return;
  throw mistake(
    source,
    'must be 2 to 1224 letters, digits and _ + = , . @ : / -',
    "Whoever owns the role's account gives it out.",
  );
}

/** @throws AwsMfaError where a device cannot be one of a user who may take on the role: they are in two partitions */
export function checkPartition(arn: Sourced<string>, device: Sourced<string>): void {
  const [ofRole, ofDevice] = [arn.value.split(':')[1] ?? '', partitionOfArn(device.value)];
  if (ofDevice === undefined || ofRole === ofDevice) return;
  throw mistake(
    arn.source,
    `names a role in the partition ${ofRole}, and the MFA device is in ${ofDevice} (${sourceName(device.source)})`,
    'Name a role and a device of the same partition.',
  );
}

/**
 * The name of a session that nobody gave a name: what stands behind it in CloudTrail should tell one person from
 * another. A device is mostly called like its user; a key fob has a number only, so the base's name stands for it.
 */
export function usualSessionName(serialNumber: string, base: string): Sourced<string> {
  const device = /^arn:[\w-]+:iam::\d{12}:mfa\/(?:.*\/)?([^/]+)$/.exec(serialNumber)?.[1];
  const name = (device ?? base).replace(/[^\w+=,.@-]/g, '-');
  return {
    value: `aws-mfa-${name}`.slice(0, 64),
    source: { kind: 'derived', by: device ? 'device' : 'base' },
  };
}

/** The last part of a role's ARN. */
export function roleName(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}

function mistake(source: Source, what: string, hint: string): AwsMfaError {
  const code = source.kind === 'flag' ? 'invalid_value' : 'invalid_setting';
  return new AwsMfaError(code, `${sourceName(source)} ${what}.`, hint);
}
