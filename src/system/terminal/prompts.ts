/** Opens the prompt and the other questions, and reads a line of standard input. Loaded when needed. */
import type { Asking } from './ask.ts';
import type { StdinLine } from './read-line.ts';
import type { Prompt, Questions } from '../../context.ts';
import { AwsMfaError } from '../../errors.ts';
import { hasColor } from './speak.ts';

/** Milliseconds after which an unanswered question is given up. */
const TIMEOUT_MS = 5 * 60_000;

/** @returns nothing where standard input is a terminal, which is for the prompt */
export async function readStdinLine(
  stdin: NodeJS.ReadStream,
  signal: AbortSignal,
): Promise<StdinLine | undefined> {
  if (stdin.isTTY) return undefined;
  const { readLine } = await import('./read-line.ts');
  const late = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await readLine(stdin, AbortSignal.any([signal, late]));
  } catch (error) {
    if (signal.aborted) throw error;
    // Closed, a folder, not open for reading: nothing can come.
    if (!late.aborted) return { text: '', isMore: false };
    throw new AwsMfaError('left_alone', 'Nothing came on standard input for 5 minutes; nothing was written.');
  }
}

export async function openPrompt(process: NodeJS.Process, signal: AbortSignal): Promise<Prompt | undefined> {
  const asking = await openTerminal(process, signal);
  if (!asking) return undefined;
  // Before the library is loaded, which takes a while: a code typed meanwhile is not echoed.
  (await import('./terminal.ts')).readAhead(asking.terminal);
  const { askText, askYesNo } = await import('./ask.ts');
  return {
    askText: (message, check, meanwhile) => askText(message, check, asking, meanwhile),
    askYesNo: (message) => askYesNo(message, asking),
    close: () => asking.terminal.close(),
  };
}

export async function openQuestions(
  process: NodeJS.Process,
  signal: AbortSignal,
): Promise<Questions | undefined> {
  const [asking, { askYesNo }, { askLine, askSecret, choose }] = await Promise.all([
    openTerminal(process, signal),
    import('./ask.ts'),
    import('./questions.ts'),
  ]);
  return (
    asking && {
      askLine: (message, check, usual) => askLine(message, check, usual, asking),
      askSecret: (message, check) => askSecret(message, check, asking),
      choose: (message, choices) => choose(message, choices, asking),
      askYesNo: (message, usual) => askYesNo(message, asking, usual),
      close: () => asking.terminal.close(),
    }
  );
}

/** @returns nothing where there is no terminal */
async function openTerminal(
  { stdin, stderr, env }: NodeJS.Process,
  signal: AbortSignal,
): Promise<Asking | undefined> {
  const terminal = (await import('./terminal.ts')).openTerminal(stdin, stderr);
  return terminal && { terminal, color: hasColor(env), signal, timeoutMs: TIMEOUT_MS };
}
