/** Checks that a failure leaves both files byte for byte as they were. */
import { readFileSync, statSync } from 'node:fs';
import { expect } from 'vitest';
import type { Sandbox } from './sandbox.ts';

/** The exit codes of our own failures. `exec` also returns the codes of its command. */
const FAILURES = [129, 130, 143, 252, 253, 254, 255];

/** Reads both files. @returns a function that compares them when the program has ended with this code */
export function filesKept({ credentialsPath, configPath }: Sandbox): (code: number | null) => void {
  const files = () => ({ credentials: content(credentialsPath), config: content(configPath) });
  const before = files();
  return (code) => {
    if (code === null || !FAILURES.includes(code)) return;
    expect(files(), `exit code ${code}, so both files must be as they were`).toEqual(before);
  };
}

/** Each byte as a character; undefined if there is no file that can be read. */
function content(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'latin1') : 'no regular file';
  } catch {
    return undefined;
  }
}
