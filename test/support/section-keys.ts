/** A minimal parser of shared files, for tests: only lines of the form `key = value`. */

/** The keys of a section, in the order of its lines; undefined if there is no such section. */
export function sectionKeys(text: string, section: string): Record<string, string> | undefined {
  const lines = text.split(/\r?\n/);
  const first = lines.indexOf(`[${section}]`) + 1;
  if (first === 0) return undefined;
  const length = lines.slice(first).findIndex((line) => line.startsWith('['));
  const own = lines.slice(first, length < 0 ? undefined : first + length);
  return Object.fromEntries(own.flatMap(pairOf));
}

function pairOf(line: string): [string, string][] {
  const [, key, value] = /^([a-z_]+) = (.*)$/.exec(line) ?? [];
  return key === undefined || value === undefined ? [] : [[key, value]];
}
