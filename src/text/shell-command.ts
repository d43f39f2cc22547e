/** Builds every command that a message shows, quoted so that it can be copied. */

/** A word of a command: plain text, or a path, which may begin with `~/` for the home folder. */
export type Word = string | { path: string };

/** What a shell, or the terminal on the way to it, could change or hide; and the mark that sets off commands. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd`]/u;

const NOT_SHOWN = '(no command is shown here: a name in it has characters that cannot be copied safely)';

/**
 * A line of text with a command holds no name beside it: a backtick in a name would be taken for the mark that sets off
 * the command.
 *
 * @returns the command in backticks, quoted for the shell; a remark instead if a word holds control characters,
 *   invisible ones, bytes that are not UTF-8, or a backtick
 */
export function shellCommand(...words: readonly Word[]): string {
  const texts = words.map((word) => (typeof word === 'string' ? word : word.path));
  return texts.some((text) => UNSAFE.test(text)) ? NOT_SHOWN : `\`${words.map(quoteWord).join(' ')}\``;
}

/** The words of an option and its value. A value with a hyphen ahead would be taken for another option. */
export function option(name: string, value: string): string[] {
  return value.startsWith('-') ? [`${name}=${value}`] : [name, value];
}

function quoteWord(word: Word): string {
  if (typeof word === 'string') return quote(word);
  const { path } = word;
  if (path.startsWith('~/')) return path === '~/' ? path : `~/${quote(path.slice(2))}`;
  return quote(path.startsWith('-') ? `./${path}` : path);
}

/**
 * The text as one word of a shell, behind the name of a program. A value behind `name=` is quoted by itself.
 *
 * For sh, bash, zsh and fish alike. A shell with other rules (cmd.exe, PowerShell) is to be chosen here, and nowhere
 * else.
 */
export function quote(text: string): string {
  const [, name, value] = /^((?:--)?[a-z_][\w-]*=)(.+)$/is.exec(text) ?? [];
  return name === undefined || value === undefined ? posixWord(text) : name + posixWord(value);
}

/**
 * Outside of quotes stands only what none of the four shells takes for its own: zsh expands `=name`, fish `%self`.
 * Within quotes fish takes a backslash for its own, so that each backslash and each quote stands between quoted parts.
 */
function posixWord(text: string): string {
  if (/^[\w@+:,./-]+$/.test(text)) return text;
  if (text === '') return "''";
  return text.replace(/[^'\\]+|./g, (part) => (/^['\\]/.test(part) ? `\\${part}` : `'${part}'`));
}

/** For programs: what is set off as a command is text like any other. */
export function plainText(text: string): string {
  return text.replace(/`([^`\n]+)`/g, '$1');
}
