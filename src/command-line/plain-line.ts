/**
 * A command line as it is mostly typed, read without commander: setting that up takes longer than a short command takes
 * to run. What is typed in any other way is left to commander, which explains it.
 */

/** What an option is called, as commander calls it, and whether a value goes with it; `off` is a `--no-…`. */
export type PlainOptions = Readonly<Record<string, readonly [name: string, kind: 'flag' | 'off' | 'value']>>;

export interface PlainLine {
  /** The one word that is no option. */
  word: string | undefined;
  options: Record<string, string | boolean>;
}

/** @returns nothing where it is not as plain as that: an option that is not among these, one without its value, two words */
export function readPlainLine(args: readonly string[], known: PlainOptions): PlainLine | undefined {
  const line: PlainLine = { word: undefined, options: {} };
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    const [, long = '', attached] = /^(-[^=]*)(?:=([^]*))?$/.exec(arg) ?? [];
    if (long === '') {
      if (line.word !== undefined) return undefined;
      line.word = arg;
      continue;
    }
    const [name, kind] = (Object.hasOwn(known, long) && known[long]) || [];
    const value = kind === 'value' ? (attached ?? left.shift()) : saidBy(kind, attached);
    if (name === undefined || value === undefined) return undefined;
    line.options[name] = value;
  }
  return line;
}

/** What an option says by standing there; nothing where a value stands beside it, which it does not take. */
function saidBy(kind: 'flag' | 'off' | undefined, attached: string | undefined): boolean | undefined {
  return attached === undefined ? kind === 'flag' : undefined;
}
