/** Builds the commands in messages, quoted for the user's shell. */

/** Plain text, or a path, which may begin with `~/` for the home folder. */
export type Word = string | { path: string };

/** `windows`: cmd.exe or PowerShell; a command is shown in a form that both read, or in both forms. */
export type Shell = 'posix' | 'windows';

let shell: Shell = 'posix';
let isProfileSelected = false;

/** Git Bash is a POSIX shell. */
export function shellOf({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>): Shell {
  return platform === 'win32' && !env['MSYSTEM'] ? 'windows' : 'posix';
}

/**
 * Decides for which shell commands are shown; called once, when the program starts.
 * @param selectsProfile whether its variables select another profile than `default`
 */
export function useShell(users: Shell, selectsProfile = false): void {
  shell = users;
  isProfileSelected = selectsProfile;
}

/** Whether a command without `--profile` acts on another profile than `default` there. */
export function selectsProfile(): boolean {
  return isProfileSelected;
}

/** What a shell or a terminal could change or hide; and the backtick, which marks commands in messages. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd`]/u;

const NOT_SHOWN = '(no command is shown: a name in it contains characters that cannot be copied safely)';

/**
 * The command in backticks, quoted for the shell; a remark instead if a word contains control characters, invisible
 * ones, bytes that are not UTF-8, or a backtick. Its line must not contain a name besides: that may have a backtick, too.
 */
export function shellCommand(...words: readonly Word[]): string {
  const texts = words.map((word) => (typeof word === 'string' ? word : word.path));
  if (texts.some((text) => UNSAFE.test(text))) return NOT_SHOWN;
  if (shell === 'posix') return `\`${words.map(quoteWord).join(' ')}\``;
  return texts.some((text) => NOT_QUOTABLE.test(text)) ? NOT_SHOWN : windowsCommand(texts);
}

/** The words of an option and its value, in one if the value begins with a hyphen. */
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
 * The text as one word for sh, bash, zsh and fish, as an argument of a program. The value in `name=value` is quoted by
 * itself.
 */
export function quote(text: string): string {
  const [, name, value] = /^((?:--)?[a-z_][\w-]*=)(.+)$/is.exec(text) ?? [];
  return name === undefined || value === undefined ? posixWord(text) : name + posixWord(value);
}

/**
 * Unquoted only if none of the four shells expands it: zsh expands `=name`, fish `%self`. A backslash is special to fish
 * within quotes, so each backslash and each quote goes between quoted parts.
 */
function posixWord(text: string): string {
  if (/^[\w@+:,./-]+$/.test(text)) return text;
  if (text === '') return "''";
  return text.replace(/[^'\\]+|./g, (part) => (/^['\\]/.test(part) ? `\\${part}` : `'${part}'`));
}

/** Without the backticks around commands: for programs. */
export function plainText(text: string): string {
  return text.replace(/`([^`\n]+)`/g, '$1');
}

/** No quotes keep one of these from being expanded in both shells; the last three end a text in PowerShell. */
const NOT_QUOTABLE = /["%$!“”„]/;

/** What the commands of POSIX are called, if not the same. Both shells have `del`, `mkdir` and `attrib`. */
const WINDOWS_COMMANDS: Readonly<Record<string, (args: readonly string[]) => string>> = {
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
function windowsCommand([command = '', ...args]: readonly string[]): string {
  return WINDOWS_COMMANDS[command]?.(args) ?? shown(command, ...args);
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
