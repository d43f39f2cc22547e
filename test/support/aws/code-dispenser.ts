/** Codes for tests that need several: the clock for codes is advanced, so that no test waits 30 seconds for one. */
import { authenticator, stepAt } from '../authenticator.ts';
import { spentCode } from './one-time-code.ts';
import type { AwsState } from './state.ts';

/**
 * @param moveOn advances `state.codeNow` by so many seconds
 * @returns a function that returns a code for a serial number: valid now, and never used or returned before
 */
export function codeDispenser(
  state: AwsState,
  moveOn: (seconds: number) => void,
): (serialNumber: string) => string {
  const given = new Set<string>();
  return (serialNumber) => {
    const device = authenticator(seedOf(state, serialNumber), state.codeNow);
    const current = (): string => spentCode(serialNumber, stepAt(new Date(state.codeNow())));
    while (given.has(current()) || state.spentCodes.has(current())) moveOn(device.secondsLeft());
    given.add(current());
    return device.currentCode();
  };
}

/** @throws Error if nobody has that device: a mistake in the test */
export function seedOf({ users }: AwsState, serialNumber: string): string {
  const seed = users.map(({ devices }) => devices[serialNumber]).find((each) => each !== undefined);
  if (seed === undefined) throw new Error(`No user of this loopback AWS has the device ${serialNumber}.`);
  return seed;
}
