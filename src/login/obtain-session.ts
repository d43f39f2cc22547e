/** Gets a code from wherever it comes, and a session for it from STS. */
import { AwsMfaError } from '../errors.ts';
import { checkedCode, type CodeSource } from './code-source.ts';
import { NobodyToAsk } from './login-options.ts';
import { codeOfCommand, type CommandEnd } from './command-code.ts';
import { targetOf, type StsTarget } from '../aws/target.ts';
import type { NewSession, Session } from '../session/session.ts';
import { type Sourced, sourceName, type Source } from '../source.ts';
import { parseTokenCode } from '../session/token-code.ts';
import { codeQuestion, confirmBase } from './code-question.ts';
import type { KeyedPlan } from '../aws/base-keys.ts';
import { callSts, type CallStsDeps } from '../aws/get-session.ts';
import { timed } from '../context.ts';
import type { SessionWatch } from './watch-session.ts';

export interface Meanwhile {
  onDrawn: () => void;
  onFirstKey: () => void;
  /** Closes the question: the answer is not wanted any more, and is nothing. */
  closed: AbortSignal;
}

/** A terminal with somebody at it. */
export interface Prompt {
  /** Asks until `check` has no complaint. @throws AwsMfaError `cancelled` */
  askText(
    message: string,
    check: (text: string) => string | undefined,
    meanwhile: Meanwhile,
  ): Promise<string | undefined>;
  askYesNo(message: string): Promise<boolean>;
  close(): void;
}

export interface ObtainSessionDeps extends CallStsDeps {
  /** Nothing where there is no terminal. */
  openPrompt(): Promise<Prompt | undefined>;
  /** Loads what the call will need. */
  loadSts(): void;
  /** Opens a connection for the call; nothing is sent on it. */
  connectSts(target: StsTarget): void;
  /** Runs a command line in the platform's shell, for a minute at most. @throws the signal's reason when it is aborted */
  runCommand(command: string): Promise<CommandEnd>;
  /** The first line of standard input; nothing where that is a terminal. */
  readStdinLine(): Promise<StdinLine | undefined>;
}

export interface StdinLine {
  text: string;
  /** Whether more was read on behind it, which is lost to whoever reads there next. */
  isMore: boolean;
}

/** A new session; or one that another terminal has written meanwhile, which does as well. */
export type Obtained = { session: NewSession } | { served: Session };

/** How often a person may mistype: each try is a code spent. */
const TRIES = 3;

/**
 * @throws AwsMfaError `usage` where nobody can be asked, `refused` and `unreachable` as STS has it, `cancelled`
 */
export async function obtainSession(
  plan: KeyedPlan,
  source: CodeSource,
  watch: SessionWatch,
  deps: ObtainSessionDeps,
): Promise<Obtained> {
  if (source.kind === 'nobody') throw new NobodyToAsk(source.why);
  if (source.kind === 'ask') return askAndCall(plan, watch, deps, await openPrompt(deps), []);
  const code = await codeFrom(source, deps);
  if (!code) return askAndCall(plan, watch, deps, await openPrompt(deps), []);
  // A command may take a while, too. Whoever gives a code, though, wants it to be used.
  const served = source.kind === 'command' ? watch.look() : undefined;
  if (served) return { served };
  watch.checkSection();
  const outcome = await callSts(plan, code.value, deps);
  if ('session' in outcome) return outcome;
  const prompt = source.kind === 'given' && source.stale ? await deps.openPrompt() : undefined;
  if (!prompt) {
    const theirs = await watch.soon();
    if (theirs) return { served: theirs };
    throw outcome.wrongCode;
  }
  deps.say('warning', `AWS did not accept the code in ${sourceName(code.source)}; asking for another.`);
  return askAndCall(plan, watch, deps, prompt, [code.value]);
}

/** Nothing where there is somebody to ask after all. */
async function codeFrom(
  source: Exclude<CodeSource, { kind: 'ask' | 'nobody' }>,
  deps: ObtainSessionDeps,
): Promise<Sourced<string> | undefined> {
  switch (source.kind) {
    case 'given':
      return source.code;
    case 'stdin':
      return codeFromStdin(deps);
    case 'command': {
      const { command } = source;
      deps.loadSts();
      const end = await timed(
        `the command of ${sourceName(command.source)}`,
        () => deps.runCommand(command.value),
        deps,
      );
      return { value: codeOfCommand(end, command), source: command.source };
    }
  }
}

/** Asks for codes until AWS takes one, three times at most; never sends one twice. */
async function askAndCall(
  plan: KeyedPlan,
  watch: SessionWatch,
  deps: ObtainSessionDeps,
  prompt: Prompt,
  spent: readonly string[],
): Promise<Obtained> {
  const refused = new Set(spent);
  const target = targetOf(plan);
  const closing = new AbortController();
  const meanwhile = {
    onDrawn: () => deps.loadSts(),
    onFirstKey: () => deps.connectSts(target),
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
      const typed = await timed('the prompt', ask, deps);
      // The file may be in the middle of a change again; what was seen was there.
      served ??= watch.look();
      if (served) return { served };
      watch.checkSection();
      const code = checkedCode(typed ?? '', 'The prompt');
      refused.add(code);
      const outcome = await callSts(plan, code, deps);
      if ('session' in outcome) return outcome;
      if (attempt === TRIES) throw outcome.wrongCode;
      deps.say('warning', outcome.wrongCode.message);
      if (outcome.wrongCode.hint) deps.say('remedy', outcome.wrongCode.hint);
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

async function openPrompt(deps: ObtainSessionDeps): Promise<Prompt> {
  const prompt = await deps.openPrompt();
  if (!prompt) throw new NobodyToAsk('there is no terminal');
  return prompt;
}

/** Nothing where a person sits at standard input: there is a better way to ask them. */
async function codeFromStdin(deps: ObtainSessionDeps): Promise<Sourced<string> | undefined> {
  const source: Source = { kind: 'stdin' };
  const line = await timed('standard input', () => deps.readStdinLine(), deps);
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
