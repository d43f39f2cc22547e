/** Real shells in a separate home folder, for tests of completion with Tab. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SHELLS } from '../../src/commands/completion/offers.ts';
import { programPath } from './program.ts';
import { startProgram } from './run.ts';
import { openTerminalOf } from './terminal.ts';

/** PowerShell is on no machine where the tests run. */
export type Shell = Exclude<(typeof SHELLS)[number], 'powershell'>;

/** The shells on this machine; missing ones are reported. */
export const shellsHere = SHELLS.filter((shell) => shell !== 'powershell').filter((shell) => {
  const isHere = spawnSync(shell, ['--version']).status === 0;
  if (!isHere)
    console.log(`${shell} is missing: what Tab offers in it is not tested (apt-get install ${shell})`);
  return isHere;
});

/** An environment in which `aws-mfa` is the built program, or a replacement. */
export function withAwsMfa(env: Record<string, string>, program = programPath): Record<string, string> {
  const { HOME: home = '' } = env;
  const folder = join(home, 'bin');
  mkdirSync(folder);
  symlinkSync(program, join(folder, 'aws-mfa'));
  const path = [folder, dirname(process.execPath), env['PATH'] ?? ''].join(':');
  return { ...env, PATH: path, ZDOTDIR: home };
}

/** The line of each shell's start-up file that enables completion. */
export const INSTALL: Record<Shell, [file: string, line: string]> = {
  bash: ['.bashrc', 'eval "$(aws-mfa completion bash)"'],
  zsh: ['.zshrc', 'eval "$(aws-mfa completion zsh)"'],
  fish: ['.config/fish/completions/aws-mfa.fish', 'aws-mfa completion fish | source'],
};

export function install(shell: Shell, home: string): void {
  const [file, line] = INSTALL[shell];
  mkdirSync(dirname(join(home, file)), { recursive: true });
  appendFileSync(join(home, file), `${line}\n`);
}

/** Types a line and presses Tab. @returns the candidates, in the shell's own layout, and the completed line */
export type PressTab = (line: string) => Promise<string>;

/** Opens a shell with completion in the HOME of `env`. @param env of {@link withAwsMfa} */
export function openShell(shell: Shell, env: Record<string, string>): PressTab {
  return shell === 'fish' ? (line) => completeInFish(line, env) : openInTerminal(shell, env);
}

/** Fish prints the candidates that Tab would show. */
async function completeInFish(line: string, env: Record<string, string>): Promise<string> {
  const { HOME: cwd = '' } = env;
  const { result } = startProgram('fish', ['-c', 'complete -C $argv[1]', line], { env, cwd });
  const { stdout, stderr, code } = await result;
  if (code !== 0 || stderr !== '') throw new Error(`fish: ${stderr}`);
  return stdout;
}

/**
 * Lists at the first Tab, without a question or a pager; in bash strict about variables that are not set. Ctrl-G, typed
 * behind Tab, shows the line with a number: by then all that Tab does is done.
 */
const PRESSING = {
  bash: `set -u
PS1='$ '
bind 'set show-all-if-ambiguous on' 2>/dev/null
bind 'set completion-query-items 0' 2>/dev/null
bind 'set page-completions off' 2>/dev/null
shown=0
show_line() { shown=$((shown + 1)); printf '\\n<%s:%s>\\n' "$shown" "$READLINE_LINE"; }
bind -x '"\\C-g": show_line'
`,
  zsh: `PS1='$ '
LISTMAX=0
unsetopt list_ambiguous
show-line() { zle -I; (( shown += 1 )); print -r -- "<$shown:$BUFFER>"; }
zle -N show-line
bindkey '^G' show-line
`,
};

const CTRL_U = '\x15';

function openInTerminal(shell: 'bash' | 'zsh', env: Record<string, string>): PressTab {
  const { HOME: cwd = '' } = env;
  appendFileSync(join(cwd, INSTALL[shell][0]), PRESSING[shell]);
  const terminal = openTerminalOf(shell, ['-i'], { env, cwd, cols: 200, rows: 100 });
  onTestFinished(() => terminal.kill('SIGKILL'));
  let pressed = 0;
  return async (line) => {
    await terminal.waitFor('$ ');
    const before = terminal.output().length;
    const typeAndShow = async (typed: string, held: string) => {
      terminal.type(`${typed}\x07`);
      pressed += 1;
      // Followed by the prompt: before that, the terminal itself may echo what is typed.
      await terminal.waitFor(new RegExp(`<${pressed}:${held}>\\s+\\$ `));
    };
    await typeAndShow(`${line}\t`, '.*');
    const shown = terminal.output().slice(before);
    // The rest of this line must not be read as a part of the next.
    await typeAndShow(CTRL_U, '');
    return withoutEscapes(shown);
  };
}

function withoutEscapes(output: string): string {
  return output.replace(/\x1b(\[[0-9;?]*[A-Za-z]|[=>])/g, '').replaceAll('\r', '\n');
}
