/** What a command on the command line is put together with. */
export interface Wiring<Deps> {
  /** What the command needs; made when it is about to run, with what its options say of speaking. */
  depsFor(options: { debug?: boolean; json?: boolean }): Deps;
  /** Told the exit code, where that is the answer. */
  endWith(code: number): void;
}
