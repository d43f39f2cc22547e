/** Asks for a line, a secret, or a choice. They end as the questions of `ask.ts` do. */
import { select } from '@inquirer/prompts';
import type { Choice } from '../../context.ts';
import { settle, type Asking } from './ask.ts';
import { theme, linePrompt } from './line-prompt.ts';
import { printable } from './speak.ts';

/** Tells what is wrong with an answer, or nothing where it will do. */
type Check = (text: string) => string | undefined;

/** Characters that are read of an answer: more than any name, key or serial number of AWS has. */
const LONGEST = 512;

/** Asks for a line of text; blanks at its ends, as pasting leaves them, are dropped. @param usual what Enter alone means */
export async function askLine(
  message: string,
  check: Check,
  usual: string | undefined,
  asking: Asking,
): Promise<string> {
  const question = {
    message: printable(message),
    most: LONGEST,
    validate: trimmed(check),
    theme: theme(asking.color),
    ...(usual === undefined ? {} : { default: printable(usual) }),
  };
  return (await settle(message, asking, (streams) => linePrompt(question, streams))).trim();
}

/** The same with bullets on the screen. */
export async function askSecret(message: string, check: Check, asking: Asking): Promise<string> {
  const question = {
    message: printable(message),
    most: LONGEST,
    transformer: (text: string) => '•'.repeat(text.length),
    validate: trimmed(check),
    theme: theme(asking.color),
  };
  return (await settle(message, asking, (streams) => linePrompt(question, streams))).trim();
}

/** One of several, by the arrow keys; those that are disabled are shown, and cannot be taken. */
export async function choose(message: string, choices: readonly Choice[], asking: Asking): Promise<string> {
  const shown = choices.map(({ name, ...choice }) => ({ ...choice, name: printable(name) }));
  const { dim, style, ...rest } = theme(asking.color);
  const plainly = (text: string) => text;
  const choosing = {
    ...rest,
    icon: { cursor: '>' },
    style: {
      ...style,
      disabled: dim,
      description: plainly,
      keysHelpTip: () => dim('(arrow keys, then Enter)'),
    },
  };
  const question = { message: printable(message), choices: shown, theme: choosing };
  return settle(message, asking, (streams) => select(question, streams));
}

function trimmed(check: Check): (text: string) => string | true {
  return (text) => check(text.trim()) ?? true;
}
