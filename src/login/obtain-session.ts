/** Gets a code from wherever it comes, and a session for it from STS. */
import { AwsMfaError } from '../errors.ts';
import { checkedCode, type CodeSource } from './login-request.ts';
import { NobodyToAsk } from './login-options.ts';
import { codeOfCommand } from './command-code.ts';
import { targetOf } from '../aws/target.ts';
import type { NewSession, Session } from '../session/session-keys.ts';
import { type Sourced, sourceName, type Source } from '../source.ts';
import { parseTokenCode } from '../session/mfa-device.ts';
import { codeQuestion, confirmBase } from './code-question.ts';
import type { KeyedPlan } from './plan-session.ts';
import { callSts } from '../aws/get-session.ts';
import type { Context, Prompt } from '../context.ts';
import { timed } from '../text/timed.ts';
import type { SessionWatch } from './watch-session.ts';

/**
 * A session, and how it was had: the stored one, a new one, or one that another terminal has written while this one
 * waited for a code, which does as well.
 */
export type Ensured =
  { session: NewSession; how: 'renewed' } | { session: Session; how: 'reused' | 'elsewhere' };

/** How often a person may mistype: each try is a code spent. */
const TRIES = 3;

/**
 * @throws AwsMfaError `usage` where nobody can be asked, `refused` and `unreachable` as STS has it, `cancelled`
 */
export async function obtainSession(
  plan: KeyedPlan,
  watch: SessionWatch,
  context: Context,
): Promise<Ensured> {
  const source = plan.code;
  if (source.kind === 'nobody') throw new NobodyToAsk(source.why);
  if (source.kind === 'ask')
    return askAndCall({ plan, watch, prompt: await openPrompt(context), spent: [] }, context);
  const code = await codeFrom(source, context);
  if (!code) return askAndCall({ plan, watch, prompt: await openPrompt(context), spent: [] }, context);
  // A command may take a while, too. Whoever gives a code, though, wants it to be used.
  const served = source.kind === 'command' ? watch.look() : undefined;
  if (served) return { session: served, how: 'elsewhere' };
  await watch.checkFile();
  try {
    return { session: await callSts(plan, code.value, context), how: 'renewed' };
  } catch (error) {
    if (!isWrongCode(error)) throw error;
    const prompt = source.kind === 'given' && source.stale ? await context.terminal.openPrompt() : undefined;
    if (!prompt) {
      const theirs = await watch.soon();
      if (theirs) return { session: theirs, how: 'elsewhere' };
      throw error;
    }
    context.output.say(
      'warning',
      `AWS did not accept the code in ${sourceName(code.source)}; asking for another.`,
    );
    return askAndCall({ plan, watch, prompt, spent: [code.value] }, context);
  }
}

/** The one refusal that is no end. */
function isWrongCode(error: unknown): error is AwsMfaError {
  return error instanceof AwsMfaError && error.code === 'wrong_code';
}

/** Nothing where there is somebody to ask after all. */
async function codeFrom(
  source: Exclude<CodeSource, { kind: 'ask' | 'nobody' }>,
  context: Context,
): Promise<Sourced<string> | undefined> {
  switch (source.kind) {
    case 'given':
      return source.code;
    case 'stdin':
      return codeFromStdin(context);
    case 'command': {
      const { command } = source;
      const from = sourceName(command.source);
      context.aws.loadSts();
      const run = () => context.processes.runCommand(command.value);
      const end = await timed(`the command of ${from}`, run, context);
      return { value: codeOfCommand(end, command), source: command.source };
    }
  }
}

interface CodeRequest {
  plan: KeyedPlan;
  watch: SessionWatch;
  prompt: Prompt;
  /** Codes that AWS has refused already. */
  spent: readonly string[];
}

/** Asks for codes until AWS takes one, three times at most; never sends one twice. */
async function askAndCall({ plan, watch, prompt, spent }: CodeRequest, context: Context): Promise<Ensured> {
  const refused = new Set(spent);
  const target = targetOf(plan);
  const closing = new AbortController();
  const meanwhile = {
    onDrawn: () => context.aws.loadSts(),
    onFirstKey: () => context.aws.connectSts(target),
    closed: closing.signal,
  };
  let served: Session | undefined;
  const stop = watch.start((session) => {
    served = session;
    closing.abort();
  });
  try {
    // Once: the session that is made of it remembers it.
    if (plan.base.guessed && !plan.stored?.has('x_source_profile')) await confirmBase(plan.base.name, prompt);
    for (let attempt = 1; ; attempt++) {
      const ask = () => prompt.askText(codeQuestion(plan), (text) => complaint(text, refused), meanwhile);
      const typed = await timed('the prompt', ask, context);
      // The file may be in the middle of a change again; what was seen was there.
      served ??= watch.look();
      if (served) return { session: served, how: 'elsewhere' };
      await watch.checkFile();
      const code = checkedCode(typed ?? '', 'The prompt');
      refused.add(code);
      try {
        return { session: await callSts(plan, code, context), how: 'renewed' };
      } catch (error) {
        if (!isWrongCode(error) || attempt === TRIES) throw error;
        context.output.say('warning', error.message);
        if (error.hint) context.output.say('remedy', error.hint);
      }
    }
  } finally {
    stop();
    prompt.close();
  }
}

function complaint(text: string, refused: ReadonlySet<string>): string | undefined {
  const code = parseTokenCode(text);
  if (code === undefined) return 'A code is six digits.';
  return refused.has(code) ? 'That code was refused already; wait for the next one.' : undefined;
}

async function openPrompt(context: Context): Promise<Prompt> {
  const prompt = await context.terminal.openPrompt();
  if (!prompt) throw new NobodyToAsk('there is no terminal');
  return prompt;
}

/** Nothing where a person sits at standard input: there is a better way to ask them. */
async function codeFromStdin(context: Context): Promise<Sourced<string> | undefined> {
  const source: Source = { kind: 'stdin' };
  const line = await timed('standard input', () => context.terminal.readStdinLine(), context);
  if (line === undefined) return undefined;
  if (line.text.trim() === '') {
    throw new AwsMfaError(
      'invalid_code',
      'There is nothing on standard input.',
      'It takes the code from there: `echo 123456 | aws-mfa login --token -`',
    );
  }
  return { value: checkedCode(line.text, sourceName(source)), source };
}
