/** Checks the ARN, the session name and the external ID of a role before AWS is called. */
import { AwsMfaError } from '../errors.ts';
import { type Source, type Sourced, sourceName } from '../source.ts';
import { partitionOfArn } from '../profiles/regions.ts';
import { deviceName } from './mfa-device.ts';

/** Limits and patterns are those of the AWS STS API reference, AssumeRole. */
export interface Role {
  arn: Sourced<string>;
  /** Shown in CloudTrail and in the ARN of the session. Derived if the user did not choose it. */
  sessionName: Sourced<string>;
  externalId: Sourced<string> | undefined;
}

/** @throws AwsMfaError `usage` for an option, `configuration` for a file; the value may be a code and is not repeated */
export function checkRoleArn({ value, source }: Sourced<string>): void {
  const isRole = /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[!-~]*\/)?[\w+=,.@-]{1,64}$/.test(value);
  if (isRole && value.length <= 2048) return;
  const session = /^(arn:aws[a-z-]*:)sts(::\d{12}:)assumed-role\/([\w+=,.@-]+)/.exec(value);
  if (session) {
    const [, start = '', account = '', name = ''] = session;
    throw mistake(
      source,
      'is the ARN of a role session, not of a role',
      `The role is probably ${start}iam${account}role/${name}`,
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
    'For example: `--role-session-name alice`',
  );
}

/** @throws AwsMfaError `usage` or `configuration` */
export function checkExternalId({ value, source }: Sourced<string>): void {
  if (/^[\w+=,.@:/-]{2,1224}$/.test(value)) return;
  throw mistake(
    source,
    'must be 2 to 1224 letters, digits and _ + = , . @ : / -',
    "Ask the owner of the role's account for it.",
  );
}

/** @throws AwsMfaError if role and device are in different partitions, so that no user can have both */
export function checkPartition(arn: Sourced<string>, device: Sourced<string>): void {
  const [ofRole, ofDevice] = [arn.value.split(':')[1] ?? '', partitionOfArn(device.value)];
  if (ofDevice === undefined || ofRole === ofDevice) return;
  throw mistake(
    arn.source,
    `names a role in the partition ${ofRole}, but the MFA device is in ${ofDevice} (${sourceName(device.source)})`,
    'Name a role and a device of the same partition.',
  );
}

/**
 * @param chosen what the user or a setting chose
 * @param user whose session it will be: the device, and the name of the base profile
 * @throws AwsMfaError `usage` or `configuration`
 */
export function checkedRole(
  chosen: Pick<Role, 'arn' | 'externalId'> & { sessionName: Sourced<string> | undefined },
  user: { serialNumber: Sourced<string>; base: string },
): Role {
  const { arn, externalId } = chosen;
  const sessionName = chosen.sessionName ?? usualSessionName(user.serialNumber.value, user.base);
  checkRoleArn(arn);
  checkSessionName(sessionName);
  if (externalId) checkExternalId(externalId);
  checkPartition(arn, user.serialNumber);
  return { arn, sessionName, externalId };
}

/** The session name if none was given. In CloudTrail it should tell one user from another. */
export function usualSessionName(serialNumber: string, base: string): Sourced<string> {
  const device = deviceName(serialNumber);
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
