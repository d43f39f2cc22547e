/** Writes a command for the shells of Windows: cmd.exe and PowerShell. */

/** No quotes keep one of these from being expanded in both shells; the last three end a text in PowerShell. */
export const NOT_QUOTABLE = /["%$!“”„]/;

/** What the commands of POSIX are called, if not the same. Both shells have `del`, `mkdir` and `attrib`. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => string>> = {
  unset: (names) =>
    either(
      names.map((name) => `set ${name}=`).join('& '),
      `${names.map((name) => `$env:${name}=`).join('')}$null`,
    ),
  export: ([assignment = '']) => {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(assignment) ?? [];
    return either(`set "${assignment}"`, `$env:${name}="${value}"`);
  },
  rm: ([path = '', folder]) =>
    path === '-r'
      ? either(`rmdir /s ${word(folder ?? '')}`, `Remove-Item -Recurse ${word(folder ?? '')}`)
      : shown('del', path),
  // Only the attribute is the same for everybody; the rest are lists of permissions.
  chmod: ([mode, path = '']) => (mode === 'u+w' ? shown('attrib', '-R', path) : shown('icacls', path)),
  mkdir: (args) => shown('mkdir', args.at(-1) ?? ''),
};

/**
 * @param words without {@link NOT_QUOTABLE}
 * @returns the command in backticks; two of them, with a line between, if the shells have no form in common
 */
export function windowsCommand([command = '', ...args]: readonly string[]): string {
  return COMMANDS[command]?.(args) ?? shown(command, ...args);
}

function either(cmd: string, powershell: string): string {
  return `\`${cmd}\`\nIn PowerShell:\n\`${powershell}\``;
}

function shown(...words: readonly string[]): string {
  return `\`${words.map(word).join(' ')}\``;
}

/** Both shells take double quotes. */
function word(text: string): string {
  return /^[\w+:./\\=-]+$/.test(text) ? text : `"${text}"`;
}
