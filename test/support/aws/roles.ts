/** The roles of the loopback AWS, and the users and roles they trust. */

export interface Role {
  /** `arn:aws:iam::<account>:role/<path and name>` */
  arn: string;
  /** ARNs of the users and roles that its trust policy names. */
  trusts: string[];
  /** Maximum seconds of a session; AWS' own default is an hour. */
  maxSessionDuration: number;
  /** Required by its trust policy if set. */
  externalId?: string;
}

/** A new role of alice's account that trusts her. */
export function role(name: string, changes: Partial<Role> = {}): Role {
  return {
    arn: `arn:aws:iam::123456789012:role/${name}`,
    trusts: ['arn:aws:iam::123456789012:user/alice'],
    maxSessionDuration: 3600,
    ...changes,
  };
}
