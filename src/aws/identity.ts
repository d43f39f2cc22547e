/** Reads the ARN that STS GetCallerIdentity returns. */

export interface Identity {
  arn: string;
  /** For the person: `alice`, `the root user`, or the ARN. */
  shown: string;
  /** What IAM knows the user by; nothing for the root user, whose devices IAM lists to nobody by name. */
  userName: string | undefined;
  /** The commonest ARN of this user's device: a guess, for devices may be named freely. */
  likelyDevice: string | undefined;
}

/** Whether an answer is one that may be shown and read: ARNs are of printable ASCII (AWS IAM API reference). */
export function isArn(text: string | undefined): text is string {
  return text !== undefined && /^arn:[!-~]{1,2044}$/.test(text);
}

/** @param arn `arn:aws:iam::123456789012:user/team/alice`: the path is not a part of the name */
export function identityOf(arn: string): Identity {
  const [, account = '', root, userName] =
    /^(arn:[\w-]+:iam::\d{12}:)(?:(root)|user\/(?:.*\/)?([^/]+))$/.exec(arn) ?? [];
  if (root) {
    return {
      arn,
      shown: 'the root user',
      userName: undefined,
      likelyDevice: `${account}mfa/root-account-mfa-device`,
    };
  }
  return {
    arn,
    shown: userName ?? arn,
    userName,
    likelyDevice: userName && `${account}mfa/${userName}`,
  };
}
