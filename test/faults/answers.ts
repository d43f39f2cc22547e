/** Somebody who answers what a program asks, whatever it asks and in whatever order, until it ends. */
import type { RunResult } from '../support/run.ts';
import { openTerminalOf, type Terminal } from '../support/terminal.ts';

/** What stands on the last line of the screen, and what is typed then, ahead of Enter. Each is asked once. */
export type Answer = readonly [question: string, text: string];

/** @returns what stood on the screen as standard error; nothing of it can be told from standard output */
export async function runInTerminal(
  command: string,
  args: string[],
  env: Record<string, string>,
  answers: readonly Answer[],
): Promise<RunResult> {
  const terminal = openTerminalOf(command, args, { env, cols: 1000, rows: 60 });
  await answerAll(terminal, answers);
  const { code, signal } = await terminal.exit;
  return { code, signal, stdout: '', stderr: terminal.screen() };
}

async function answerAll(terminal: Terminal, answers: readonly Answer[]): Promise<void> {
  const left = new Map(answers);
  while (left.size > 0) {
    const lastLine = new RegExp(`(${[...left.keys()].map(literally).join('|')})[^\\n]*$`);
    // The end of the program is an answer, too.
    const isAsked = await terminal.waitFor(lastLine, 60_000).then(
      () => true,
      () => false,
    );
    if (!isAsked) return;
    const [, question = ''] = lastLine.exec(terminal.screen()) ?? [];
    terminal.type(left.get(question) ?? '');
    terminal.press('enter');
    left.delete(question);
  }
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
