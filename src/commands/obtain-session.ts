/** From a plan to a session: a code from wherever it comes, and one call to STS. */
import { AwsMfaError } from '../errors.ts';
import { checkedCode, nobodyToAsk, type CodeSource } from '../domain/session/login-request.ts';
import type { NetworkPlan } from '../domain/network/network-plan.ts';
import type { SessionPlan } from '../domain/session/plan-session.ts';
import type { Session } from '../domain/session/session.ts';
import type { Sourced } from '../domain/sourced.ts';
import { parseTokenCode } from '../domain/sts/token-code.ts';
import { codeQuestion } from '../domain/report/code-question.ts';
import { callSts, type CallStsDeps } from './call-sts.ts';

/** Where STS is. */
export interface StsTarget {
  region: string;
  endpoint: string | undefined;
  network: NetworkPlan;
}

/** A terminal with somebody at it. */
export interface Prompt {
  /** Asks until `check` has no complaint. @throws AwsMfaError `cancelled` */
  askText(
    message: string,
    check: (text: string) => string | undefined,
    meanwhile: { onDrawn: () => void; onFirstKey: () => void },
  ): Promise<string>;
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
  /** The first line of standard input; nothing where that is a terminal. */
  readStdinLine(): Promise<string | undefined>;
}

/** How often a person may mistype: each try is a code spent. */
const TRIES = 3;

/**
 * @throws AwsMfaError `usage` where nobody can be asked, `refused` and `unreachable` as STS has it, `cancelled`
 */
export async function obtainSession(
  plan: SessionPlan,
  source: CodeSource,
  deps: ObtainSessionDeps,
): Promise<Session> {
  if (source.kind === 'nobody') throw nobodyToAsk(source.why);
  if (source.kind === 'ask') return askAndCall(plan, deps, await openPrompt(deps), []);
  const code = source.kind === 'given' ? source.code : await codeFromStdin(deps);
  if (!code) return askAndCall(plan, deps, await openPrompt(deps), []);
  const outcome = await callSts(plan, code.value, deps);
  if ('session' in outcome) return outcome.session;
  const prompt = source.kind === 'given' && source.stale ? await deps.openPrompt() : undefined;
  if (!prompt) throw outcome.wrongCode;
  deps.say('warning', `AWS did not accept the code in ${code.from}; asking for another.`);
  return askAndCall(plan, deps, prompt, [code.value]);
}

/** Asks for codes until AWS takes one, three times at most; never sends one twice. */
async function askAndCall(
  plan: SessionPlan,
  deps: ObtainSessionDeps,
  prompt: Prompt,
  spent: readonly string[],
): Promise<Session> {
  const refused = new Set(spent);
  const target = { region: plan.region.value, endpoint: plan.endpoint?.value, network: plan.network };
  const meanwhile = { onDrawn: () => deps.loadSts(), onFirstKey: () => deps.connectSts(target) };
  try {
    await confirmBase(plan, prompt);
    for (let attempt = 1; ; attempt++) {
      const typed = await prompt.askText(codeQuestion(plan), (text) => complaint(text, refused), meanwhile);
      const code = checkedCode(typed, 'The prompt');
      refused.add(code);
      const outcome = await callSts(plan, code, deps);
      if ('session' in outcome) return outcome.session;
      if (attempt === TRIES) throw outcome.wrongCode;
      deps.say('warning', outcome.wrongCode.message);
      if (outcome.wrongCode.remedy) deps.say('remedy', outcome.wrongCode.remedy);
    }
  } finally {
    prompt.close();
  }
}

/** A base that nobody named is worth a question, once: the session that is made of it remembers it. */
async function confirmBase(plan: SessionPlan, prompt: Prompt): Promise<void> {
  if (!plan.base.guessed || plan.stored?.has('x_source_profile')) return;
  if (await prompt.askYesNo(`Get a session of "${plan.base.name}"?`)) return;
  throw new AwsMfaError(
    'cancelled',
    'Cancelled; nothing was written.',
    'Name the base: `aws-mfa login --profile NAME`',
  );
}

function complaint(text: string, refused: ReadonlySet<string>): string | undefined {
  const code = parseTokenCode(text);
  if (code === undefined) return 'A code is six digits.';
  return refused.has(code) ? 'That code was refused already; wait for the next one.' : undefined;
}

async function openPrompt(deps: ObtainSessionDeps): Promise<Prompt> {
  const prompt = await deps.openPrompt();
  if (!prompt) throw nobodyToAsk('there is no terminal');
  return prompt;
}

/** Nothing where a person sits at standard input: there is a better way to ask them. */
async function codeFromStdin(deps: ObtainSessionDeps): Promise<Sourced<string> | undefined> {
  const from = '--token - (standard input)';
  const line = await deps.readStdinLine();
  if (line === undefined) return undefined;
  if (line.trim() === '') {
    throw new AwsMfaError(
      'usage',
      'There is nothing on standard input.',
      'For example: `echo 123456 | aws-mfa login --token -`',
    );
  }
  return { value: checkedCode(line, from), from };
}
