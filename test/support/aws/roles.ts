/** Roles that exist in the loopback AWS, and whom they trust. */

export interface Role {
  /** `arn:aws:iam::<account>:role/<path and name>` */
  arn: string;
  /** ARNs of the users that its trust policy names. */
  trusts: string[];
  /** Seconds a session of it may last; AWS' own default is an hour. */
  maxSessionDuration: number;
  /** Asked for by its trust policy, where it is set. */
  externalId?: string;
}

/** A role of alice's account that trusts her, as it is after it was made. */
export function role(name: string, changes: Partial<Role> = {}): Role {
  return {
    arn: `arn:aws:iam::123456789012:role/${name}`,
    trusts: ['arn:aws:iam::123456789012:user/alice'],
    maxSessionDuration: 3600,
    ...changes,
  };
}
