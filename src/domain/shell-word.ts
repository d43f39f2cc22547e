/** A name inside a command that a message offers, so that it can be copied as it stands. */

/** The text as one word of a shell: quoted where it holds anything that a shell would take for its own. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A path as one word: the `~` ahead of it stays outside of quotes, where the shell knows it. */
export function shellPath(path: string): string {
  return path.startsWith('~/') ? `~/${shellWord(path.slice(2))}` : shellWord(path);
}
