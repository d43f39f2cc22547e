/**
 * Stops a command and everything it has started. A shell stopped alone would leave its child running, which goes on
 * reading the terminal.
 */
import { execFileSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** This process: who it is, and how it sends a signal. */
export type Self = Pick<NodeJS.Process, 'pid' | 'kill'>;

/** Milliseconds to end in good order, a terminal given its settings back. */
const GRACE = 200;

/** Stops a child with its descendants. Never rejects. */
export async function stopTree({ pid, exitCode, signalCode }: ChildProcess, self: Self): Promise<void> {
  // The number of one that has ended may be another's by now.
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  await stopAll([pid, ...descendants(pid)], self);
}

/** Stops all that was started by this process, whoever started it. Never rejects. */
export async function stopDescendants(self: Self): Promise<void> {
  await stopAll(descendants(self.pid), self);
}

/**
 * Asks first, and makes an end of what is still there a moment later.
 */
async function stopAll(processes: readonly number[], self: Self): Promise<void> {
  const stopped = processes.filter((pid) => send(pid, 'SIGTERM', self));
  for (let waited = 0; waited < GRACE && stopped.some((pid) => send(pid, 0, self)); waited += 10)
    await wait(10);
  stopped.forEach((pid) => send(pid, 'SIGKILL', self));
}

/** Parents ahead of their children: a shell whose command is stopped would go on to the next one. */
function descendants(root: number): number[] {
  const parents = parentsOf();
  const found = [root];
  for (const parent of found) {
    for (const [pid, its] of parents) if (its === parent) found.push(pid);
  }
  return found.slice(1);
}

/** Every process and its parent; nothing where the system does not tell. */
function parentsOf(): ReadonlyMap<number, number> {
  try {
    return new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap(statOf),
    );
  } catch {
    return new Map(listedByPs());
  }
}

/** Linux, also where there is no `ps`. A process that has ended meanwhile is left out. */
function statOf(pid: string): [number, number][] {
  try {
    // `12 (a name) S 3 …`: the name may hold anything, the number of the parent is the second behind it.
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
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], options).trim().split('\n');
    return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  } catch {
    return [];
  }
}

/** @returns whether it is there */
function send(pid: number, signal: NodeJS.Signals | 0, self: Self): boolean {
  try {
    return self.kill(pid, signal);
  } catch {
    return false;
  }
}
