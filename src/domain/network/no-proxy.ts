/** `NO_PROXY`: which hosts are reached without the proxy, by the rules that curl and the AWS CLI have in common. */

/**
 * `*` alone stands for every host. Else names, parted by commas or blanks: a name covers itself and what lies below it,
 * with or without a dot in front; an address covers itself. Where curl and the AWS CLI differ, either's way will do:
 * `::1` and `[::1]`, and a port behind a name. Neither a `*` within a name nor a range of addresses means anything.
 */
export function isExempt(target: URL, noProxy: string): boolean {
  if (noProxy.trim() === '*') return true;
  const host = withoutBrackets(target.hostname).replace(/\.$/, '');
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return noProxy.split(/[\s,]+/).some((entry) => covers(entry.toLowerCase(), host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  const [, named = entry, onlyPort = port] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  const name = withoutBrackets(named).replace(/^\./, '').replace(/\.$/, '');
  if (name === '' || onlyPort !== port) return false;
  return host === name || (!isAddress(host) && host.endsWith(`.${name}`));
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** `0.0.1` is no domain above `127.0.0.1`. */
function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host);
}
