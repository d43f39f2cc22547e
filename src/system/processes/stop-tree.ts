/** Stops a command and everything it has started: the child of a shell would go on reading the terminal. */
import { execFile, execFileSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** This process. */
export type Self = Pick<NodeJS.Process, 'kill' | 'platform' | 'env'>;

/** Milliseconds between SIGTERM and SIGKILL, in which a program can restore the terminal's settings. */
const GRACE = 200;

/** Stops a child with its descendants. Never rejects. */
export async function stopTree({ pid, exitCode, signalCode }: ChildProcess, self: Self): Promise<void> {
  // The ID of a process that has ended may be another's by now.
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  if (self.platform === 'win32') await stopWindowsTree(pid, self);
  else await stopAll([pid, ...descendants(pid)], self);
}

/** Windows has no signals, and a program of its own for this. By its path: the current folder may hold another one. */
function stopWindowsTree(pid: number, self: Self): Promise<void> {
  const taskkill = `${self.env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\taskkill.exe`;
  return new Promise((done) => {
    execFile(taskkill, ['/T', '/F', '/PID', String(pid)], { windowsHide: true }, (error) => {
      if (error) send(pid, 'SIGKILL', self);
      done();
    });
  });
}

async function stopAll(processes: readonly number[], self: Self): Promise<void> {
  const stopped = processes.filter((pid) => send(pid, 'SIGTERM', self));
  for (let waited = 0; waited < GRACE && stopped.some((pid) => send(pid, 0, self)); waited += 10)
    await wait(10);
  stopped.forEach((pid) => send(pid, 'SIGKILL', self));
}

/** Parents before their children: a shell whose command is stopped would start the next one. */
function descendants(root: number): number[] {
  const parents = parentsOf();
  const found = [root];
  for (const parent of found) {
    for (const [pid, its] of parents) if (its === parent) found.push(pid);
  }
  return found.slice(1);
}

/** Every process and its parent; empty if the system does not list them. */
function parentsOf(): ReadonlyMap<number, number> {
  try {
    // Linux, where `ps` may be missing.
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return new Map(pids.flatMap(parentOf));
  } catch {
    return new Map(listedByPs());
  }
}

/** Leaves out a process that has ended in the meantime. */
function parentOf(pid: string): [number, number][] {
  try {
    // `12 (a name) S 3 …`: the name may contain anything; the parent's ID is the second field after it.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [[Number(pid), Number(parent)]];
  } catch {
    return [];
  }
}

function listedByPs(): [number, number][] {
  try {
    // With a PATH of its own: an empty one would mean the current folder.
    const options = { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } } as const;
    // One field per option: POSIX takes all that follows `=` for the header of the field, and so does BSD.
    const args = ['-A', '-o', 'pid=', '-o', 'ppid='];
    const lines = execFileSync('ps', args, options).trim().split('\n');
    return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  } catch {
    return [];
  }
}

/** @returns whether the process exists */
function send(pid: number, signal: NodeJS.Signals | 0, self: Self): boolean {
  try {
    return self.kill(pid, signal);
  } catch {
    return false;
  }
}
