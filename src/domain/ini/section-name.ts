/** Names in section headers, as the AWS CLI, the AWS SDK for JavaScript and the more forgiving SDKs read them. */

/** The name as Python's `\[(.+)\]` takes it, or nothing: up to the *last* bracket. @param value a stripped line */
export function headerName(value: string): string | undefined {
  const end = value.lastIndexOf(']');
  return value.startsWith('[') && end > 1 ? value.slice(1, end) : undefined;
}

/** The name as the SDK for JavaScript takes it: a comment ends the line, nothing else may follow the bracket. */
export function sdkHeaderName(line: string): string | undefined {
  const value = withoutSdkComment(line);
  return value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : undefined;
}

/** The name as the SDKs for Java, Rust, C++ and Go take it: up to the first bracket, without blanks around it. */
export function looseHeaderName(line: string): string | undefined {
  const value = line.trim();
  const end = value.indexOf(']');
  return value.startsWith('[') && end > 0 ? plainName(value.slice(1, end).trim()) : undefined;
}

/** One spelling for `profile mfa`, `profile "mfa"` and `profile   mfa`, which name one section of the config file. */
export function plainName(name: string): string {
  // `s`: what follows the blanks always matches, so that none of them is tried twice.
  const [, kind, quoted, bare] = /^(profile|sso-session|services)\s+(?:"([^"]*)"|(.*))$/s.exec(name) ?? [];
  return kind === undefined ? name : `${kind} ${quoted ?? bare ?? ''}`;
}

/** A line as the SDK for JavaScript sees it: blanks trimmed, `#` and `;` begin a comment at the start or after a blank. */
export function withoutSdkComment(line: string): string {
  const comment = line.search(/(^|\s)[;#]/);
  return (comment === -1 ? line : line.slice(0, comment)).trim();
}
