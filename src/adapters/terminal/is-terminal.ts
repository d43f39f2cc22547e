/** Whether a person sits at a standard stream, found out without Node's module `tty` where nobody does. */
import { fstatSync, statSync } from 'node:fs';

/** Node's module `tty`, loaded at the call: it takes a while, and is mostly not needed. */
export type LoadTty = () => { isatty(descriptor: number): boolean };

export function isTerminal(descriptor: number, loadTty: LoadTty): boolean {
  return isDevice(descriptor) && loadTty().isatty(descriptor);
}

/** Whether it may be a terminal: `/dev/null`, the commonest device behind a stream, is none. */
export function isDevice(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isCharacterDevice() && stat.rdev !== statSync('/dev/null').rdev;
  } catch {
    // Closed; or there is no /dev/null, and it may be the console of Windows.
    return true;
  }
}
