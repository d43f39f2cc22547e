/**
 * The users of the loopback AWS: IAM users with long-term keys and MFA devices. Tests change a user in place
 * (`aws.users[0].active = false`), so every server gets fresh ones.
 */

export interface User {
  /** `arn:aws:iam::<account>:user/<name>`, or `…:root`. */
  arn: string;
  userId: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Whether the access key is active; AWS answers for an inactive one as if it did not exist. */
  active: boolean;
  /** Serial number → base32 seed. */
  devices: Record<string, string>;
  /** ARNs of passkeys and security keys (`…:u2f/…`), which IAM lists and which give no codes. */
  passkeys?: string[];
  /** Whether the user's policies deny every IAM action. */
  iamDenied?: boolean;
  /** When the access key was made; 2026-01-01 if it is not said. */
  keyCreated?: Date;
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
