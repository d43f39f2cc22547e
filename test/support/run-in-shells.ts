/** Pastes commands into real shells, where stubs replace the programs and record their arguments. */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The shells on this machine; missing ones are reported. */
export const commandShells = ['sh', 'bash', 'zsh', 'fish'].filter((shell) => {
  const isHere = spawnSync(shell, ['-c', 'true']).status === 0;
  if (!isHere) console.log(`${shell} is missing: commands are not tried in it (apt-get install ${shell})`);
  return isHere;
});

/** The programs that a message may name. */
const PROGRAMS = ['aws', 'aws-mfa', 'chmod', 'chown', 'mkdir', 'rm', 'sudo', 'stub'];
/** The programs that run if a name escapes from its quotes. */
const TRAPS = ['touch', 'id', 'reboot'];

const RECORD = `#!/bin/sh
{ printf '%s\\0' "\${0##*/}" "$@"; printf '\\n\\0'; } >> "$RECORD"
`;

/** @property ran the words of each command, in order; @property files the files in the folder afterwards */
export interface Pasted {
  ran: string[][];
  files: string[];
  stderr: string;
}

/** Runs lines in a shell as if they were typed. @param home the folder for \`~\` */
export function paste(shell: string, lines: readonly string[], home = '/home/somebody'): Pasted {
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-paste-'));
  try {
    const [programs, cwd, record, script] = ['bin', 'cwd', 'record', 'script'].map((name) =>
      join(folder, name),
    );
    if (!programs || !cwd || !record || !script) throw new Error('four paths');
    mkdirSync(programs);
    mkdirSync(cwd);
    writeFileSync(join(programs, 'stub'), RECORD, { mode: 0o755 });
    [...PROGRAMS, ...TRAPS]
      .filter((name) => name !== 'stub')
      .forEach((name) => symlinkSync('stub', join(programs, name)));
    writeFileSync(record, '');
    writeFileSync(script, `${START[shell] ?? ''}${lines.join('\n')}\n`);
    const env = { HOME: home, LANG: 'C.UTF-8', PATH: programs, RECORD: record, ZDOTDIR: cwd };
    const { stderr, error } = spawnSync(path(shell), [script], { cwd, env, encoding: 'utf8' });
    if (error) throw error;
    return { ran: recorded(readFileSync(record, 'utf8')), files: readdirSync(cwd), stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A shell at the prompt expands \`!\`, which a script does not. */
const START: Readonly<Record<string, string>> = { bash: 'set -o history -o histexpand\n' };

function path(shell: string): string {
  return (
    ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
      .map((folder) => join(folder, shell))
      .find((file) => spawnSync(file, ['-c', 'true']).status === 0) ?? shell
  );
}

function recorded(text: string): string[][] {
  return text
    .split('\0\n\0')
    .slice(0, -1)
    .map((words) => words.split('\0'));
}
