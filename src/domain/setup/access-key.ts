/** The two halves of an access key as a person types them: what is wrong with each, never with the text in it. */

/** @returns a complaint, or nothing where the id will do */
export function accessKeyIdComplaint(text: string): string | undefined {
  if (text.startsWith('ASIA')) return 'That key belongs to a session; a long-term key begins with AKIA.';
  // AWS STS and IAM API reference: 16 to 128 word characters.
  return /^\w{16,128}$/.test(text) ? undefined : 'An access key ID looks like AKIAIOSFODNN7EXAMPLE.';
}

/** The same of the secret: one line that every reader of the file takes as it is. */
export function secretAccessKeyComplaint(text: string): string | undefined {
  return /^[!$%&(-:<-Z^-~][!-~]{15,}$/.test(text)
    ? undefined
    : 'A secret access key is some forty characters without blanks.';
}
