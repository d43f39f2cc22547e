/** How a command speaks to the person. Results go to standard output, everything else to standard error. */
export type Tone = 'result' | 'plain' | 'note' | 'warning' | 'error' | 'remedy' | 'debug';

/** One thought, on the terminal or wherever standard error leads. */
export type Say = (tone: Tone, text: string) => void;
