/**
 * Reads a terminal by looking for keys again and again, for the standalone program. Bun, which it is built on, cannot
 * stop reading a terminal that was opened by its path: the process would not end, and keys would be lost. On macOS it
 * cannot even begin, because the system reports no events of `/dev/tty`.
 */
import { constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { ReadStream } from 'node:tty';

const INTERVAL_MS = 20;

/** @throws if there is no controlling terminal */
export function openPolledTerminal(): { input: NodeJS.ReadStream; descriptor: number } {
  const descriptor = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  // Never read, only used to switch the echo.
  const modes = new ReadStream(descriptor);
  const bytes = Buffer.alloc(1024);
  let timer: NodeJS.Timeout | undefined;

  const look = (): void => {
    try {
      const length = readSync(descriptor, bytes);
      keys.push(length === 0 ? null : Buffer.from(bytes.subarray(0, length)));
    } catch (error) {
      // EAGAIN: no key was pressed. EIO: the terminal is gone.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') keys.push(null);
    }
  };
  const start = (): void => void (timer ??= setInterval(look, INTERVAL_MS));
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const keys = new Readable({
    read: start,
    destroy: (error, done) => {
      stop();
      modes.destroy();
      done(error);
    },
  });
  keys.on('resume', start).on('pause', stop).on('end', stop);
  const input = Object.assign(keys, {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      modes.setRawMode(raw);
      return input;
    },
  }) as unknown as NodeJS.ReadStream;
  return { input, descriptor };
}

/** Whether a descriptor was opened by the name `/dev/tty`, as in `</dev/tty`. The terminal's own name is another one. */
export function isDevTty(descriptor: number): boolean {
  return fstatSync(descriptor).rdev === statSync('/dev/tty', { throwIfNoEntry: false })?.rdev;
}
