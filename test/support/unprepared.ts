/** For fakes: a dependency that a test did not prepare fails loudly instead of answering something plausible. */

/** @param name which dependency it stands for, to be read in the failure */
export function unprepared(name: string): (...args: unknown[]) => never {
  return (...args) => {
    throw new Error(`${name} was called, and the test had not prepared it: ${JSON.stringify(args)}`);
  };
}
