/**
 * The users of the loopback AWS: IAM users with long-term keys and MFA devices. Tests change a user in place
 * (`aws.users[0].active = false`), so every server gets fresh ones.
 */

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  /** Whether the access key is active; AWS answers for an inactive one as if it did not exist. */
  active: boolean;
  /** When the access key was made; 2026-01-01 if it is not said. */
  keyCreated?: Date;
  /** Undefined if it was never used. */
  lastUsed?: { date: Date; service: string; region: string };
  /** For so many requests more, the key is not known everywhere yet. */
  unknownFor?: number;
}

/** A user is also the first access key of the user. */
export interface User extends AccessKey {
  /** `arn:aws:iam::<account>:user/<name>`, or `…:root`. */
  arn: string;
  userId: string;
  /** Whether that first access key was deleted. */
  isKeyDeleted?: boolean;
  /** The access keys that were made later, or beside the first one. */
  moreKeys?: AccessKey[];
  /** For how many requests a new access key is unknown. */
  newKeysUnknownFor?: number;
  /** Serial number → base32 seed. */
  devices: Record<string, string>;
  /** ARNs of passkeys and security keys (`…:u2f/…`), which IAM lists and which give no codes. */
  passkeys?: string[];
  /** Whether the user's policies deny every IAM action, or which ones they deny. */
  iamDenied?: boolean | string[];
  /** Whether the user's policies allow IAM actions only with a session of MFA, but for those that give the user a device. */
  iamNeedsMfa?: boolean;
  /** Whether virtual devices must have the name of the user, as in AWS' older policies. */
  onlyOwnDevice?: boolean;
}

/** Two at most, as in AWS. */
export function accessKeysOf(user: User): AccessKey[] {
  return [...(user.isKeyDeleted ? [] : [user]), ...(user.moreKeys ?? [])];
}

/** Alice of account 123456789012, with the example keys of AWS' documentation and one virtual device. */
export function alice(): User {
  return {
    arn: 'arn:aws:iam::123456789012:user/alice',
    userId: 'AIDACKCEVSQ6C2EXAMPLE',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    active: true,
    devices: { 'arn:aws:iam::123456789012:mfa/alice': 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
  };
}

export function accountOf(user: User): string {
  return user.arn.split(':')[4] ?? '';
}

/** The last part of the ARN: a user's path is not a part of the name. */
export function userNameOf(user: User): string {
  return isRoot(user) ? 'root' : (user.arn.split('/').at(-1) ?? '');
}

export function partitionOf(user: User): string {
  return user.arn.split(':')[1] ?? '';
}

/** The account's root user: AWS gives it sessions of an hour at most. */
export function isRoot(user: User): boolean {
  return user.arn.endsWith(':root');
}
