/** Shows a new MFA device on the alternate screen, and asks for two codes in a row. */
import type { Context, Screen } from '../../context.ts';
import { codeProblem } from '../../login/code-source.ts';
import { parseTokenCode, secondsToNextCode } from '../../session/mfa-device.ts';
import { deviceView, type ShownDevice } from './device-view.ts';

/**
 * @param news what happened before: `AWS rejected the codes.`
 * @throws AwsMfaError `cancelled`; the screen is closed in any case
 */
export async function askTwoCodes(
  device: ShownDevice,
  openScreen: () => Screen,
  news: string,
  context: Context,
): Promise<[first: string, second: string]> {
  const screen = openScreen();
  const shown = { device, screen, asText: false };
  try {
    const first = await askCode(shown, { question: 'Code:', news }, context);
    const next = context.clock.now().getTime() + secondsToNextCode(context.clock.now()) * 1000;
    const countdown = () => {
      const left = Math.ceil((next - context.clock.now().getTime()) / 1000);
      return left > 0 ? `Next code in ${left} s.` : 'Enter the next code now.';
    };
    const second = await askCode(
      shown,
      { question: 'Next code:', news: '', countdown, used: first },
      context,
    );
    return [first, second];
  } finally {
    screen.close();
  }
}

interface Shown {
  device: ShownDevice;
  screen: Screen;
  /** Whether the key is shown as text. */
  asText: boolean;
}

interface Question {
  question: string;
  news: string;
  /** Shown anew every second. */
  countdown?: () => string;
  /** The code before this one. */
  used?: string;
}

async function askCode(
  shown: Shown,
  { question, news, countdown, used }: Question,
  context: Context,
): Promise<string> {
  const { device, screen } = shown;
  const check = (text: string): string | undefined => {
    if (isRequest(text)) return undefined;
    const code = parseTokenCode(text);
    if (code === undefined) return `The code ${codeProblem(text)}.`;
    return code === used ? 'That is the code you have just entered. Wait for the next one.' : undefined;
  };
  for (;;) {
    const space = { ...screen.size(), hasColor: screen.hasColor };
    const { lines, place } = deviceView(device, space, { news, asText: shown.asText });
    screen.draw(lines);
    const answered = new AbortController();
    if (countdown) void tick(() => screen.write(place, countdown()), answered.signal, context);
    let text: string | undefined;
    try {
      text = await screen.askCode(question, check);
    } finally {
      answered.abort();
    }
    if (text === undefined) continue;
    const code = parseTokenCode(text);
    if (code !== undefined) return code;
    shown.asText = text.trim() !== '';
  }
}

/** What is no code: `s` shows the key as text, Enter alone the QR code. */
function isRequest(text: string): boolean {
  return /^\s*s?\s*$/i.test(text);
}

/** Never rejects. */
async function tick(work: () => void, stop: AbortSignal, { clock }: Context): Promise<void> {
  try {
    while (!stop.aborted) {
      work();
      await clock.wait(1000);
    }
  } catch {
    // The run ends; the question reports it.
  }
}
