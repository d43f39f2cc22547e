/** How a command speaks to the person. Results go to standard output, everything else to standard error. */

export type Tone = 'result' | 'plain' | 'note' | 'warning' | 'error' | 'remedy' | 'debug';

/** One thought, on the terminal or wherever standard error leads. */
export type Say = (tone: Tone, text: string) => void;

/** A terminal with somebody at it who can be asked more than a code. */
export interface Questions {
  /**
   * A line of text, without blanks at its ends, once `check` has no complaint.
   * @param usual what Enter alone means
   * @throws AwsMfaError `cancelled`, as do the others
   */
  askLine(message: string, check: (text: string) => string | undefined, usual?: string): Promise<string>;
  /** The same for what must not be seen. */
  askSecret(message: string, check: (text: string) => string | undefined): Promise<string>;
  /** @returns the value of one that is not disabled */
  choose(message: string, choices: readonly Choice[]): Promise<string>;
  /** @param usual what Enter alone means: yes, if it is not said */
  askYesNo(message: string, usual?: boolean): Promise<boolean>;
  close(): void;
}

export interface Choice {
  value: string;
  name: string;
  /** Why it cannot be taken. */
  disabled?: string;
}

export interface QuestionsDeps {
  /** Nothing where there is no terminal. */
  openQuestions(): Promise<Questions | undefined>;
}

/** A step that takes time, and how long it took: for `--debug`. */
export interface TimedDeps {
  now(): Date;
  say: Say;
}

/** @param step as in `the prompt took 5321 ms`; said when the step is over, however it ended */
export async function timed<T>(step: string, run: () => Promise<T>, deps: TimedDeps): Promise<T> {
  const begun = deps.now().getTime();
  try {
    return await run();
  } finally {
    deps.say('debug', `${step} took ${deps.now().getTime() - begun} ms`);
  }
}
