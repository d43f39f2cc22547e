/** Reads the names in the headers of the config file as the AWS CLI does, which splits them like a shell. */

/** A piece of a text between the places where Python's `shlex` has to decide. */
const PIECE = /([ \t\r\n]+)|\\([^])|'([^']*)'|"((?:[^"\\]|\\[^])*)"|[^ \t\r\n'"\\]+/gy;

/** Python's `shlex.split`: `a "b c" d\ e` is three words. @returns undefined if a quote or an escape has no end */
function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let end = 0;
  for (const [piece, blanks, escaped, single, double] of text.matchAll(PIECE)) {
    end += piece.length;
    if (blanks === undefined)
      word = (word ?? '') + (escaped ?? single ?? double?.replace(/\\(["\\])/g, '$1') ?? piece);
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  return end === text.length ? words : undefined;
}

/** The AWS CLI looks only at the beginning of a header: `[profiles mfa]` is a profile, too. */
const KINDS = ['profile', 'sso-session', 'services'];

/** The name in a header of that kind: two words. */
function nameOf(header: string, kind: string): string | undefined {
  const words = header.startsWith(kind) ? shellWords(header) : undefined;
  return words?.length === 2 ? words[1] : undefined;
}

/** One spelling for `profile mfa`, `profile 'mfa'` and `profile   mfa`, which name one section of the config file. */
export function plainName(header: string): string {
  const kind = KINDS.find((each) => header.startsWith(each));
  const name = kind && nameOf(header, kind);
  return kind === undefined || name === undefined ? header : `${kind} ${name}`;
}

/**
 * The profile of a section of the config file.
 * @param header as between the brackets
 * @returns undefined for `[sso-session x]`, `[services x]` and other sections that are no profiles
 */
export function profileOfConfigHeader(header: string): string | undefined {
  return header === 'default' ? 'default' : nameOf(header, 'profile');
}
