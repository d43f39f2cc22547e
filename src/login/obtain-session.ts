/** Gets a code from the prompt, standard input, a variable or a command, and exchanges it for a session at STS. */
import { AwsMfaError } from '../errors.ts';
import {
  checkedCode,
  codeOfCommand,
  codeProblem,
  type CodeSource,
  rememberCode,
  untilNextCode,
} from './code-source.ts';
import { endpointName, isAwsHost, targetOf } from '../aws/endpoint.ts';
import type { NewSession, Session } from '../session/session-keys.ts';
import { type Sourced, sourceName } from '../source.ts';
import { formatDuration } from '../session/duration-and-expiry.ts';
import { deviceName, parseTokenCode } from '../session/mfa-device.ts';
import { nobodyToAsk } from './nobody-to-ask.ts';
import type { KeyedPlan, LoginPlan } from './plan-session.ts';
import { callSts } from '../aws/get-session.ts';
import { type Context, type Prompt, timed } from '../context.ts';
import { reuse, type SessionWatch } from './watch-session.ts';

/** A session, and how it was obtained: stored already, new, or written by another terminal during the prompt. */
export type ObtainedSession =
  { session: NewSession; how: 'new' } | { session: Session; how: 'reused' | 'renewedElsewhere' };

/** How many codes AWS may reject before the login fails. */
const TRIES = 3;

/** @throws AwsMfaError `usage` if nobody can be asked, `refused` or `unreachable` from STS, `cancelled` */
export async function obtainSession(
  plan: KeyedPlan,
  watch: SessionWatch,
  context: Context,
): Promise<ObtainedSession> {
  const source = plan.code;
  if (source.kind === 'nobody') throw await nobodyToAsk(source.why, plan, context);
  const code = await codeWithoutPrompt(plan, source, context);
  if (!code) {
    const prompt = await context.terminal.openPrompt();
    if (!prompt) {
      const wrapper = await context.terminal.wrapper();
      throw await nobodyToAsk('there is no terminal', plan, context, wrapper);
    }
    return askAndCall(plan, watch, { prompt, rejected: new Set() }, context);
  }
  // A command may take as long as a prompt. A code that was given explicitly is used in any case.
  const elsewhere = source.kind === 'command' ? watch.look() : undefined;
  if (elsewhere) return { session: elsewhere, how: 'renewedElsewhere' };
  await watch.checkFile();
  const fetched = context.clock.now();
  let isSent = true;
  try {
    return { session: await callSts(plan, code.value, context), how: 'new' };
  } catch (error) {
    isSent = !(error instanceof AwsMfaError && error.code === 'not_reached');
    if (!isWrongCode(error)) throw error;
    const prompt = source.kind === 'given' && source.retry ? await context.terminal.openPrompt() : undefined;
    if (!prompt) {
      const session = await watch.soon();
      if (session) return { session, how: 'renewedElsewhere' };
      throw error;
    }
    context.output.say('warning', `AWS rejected the code in ${sourceName(code.source)}. Enter another one.`);
    return await askAndCall(plan, watch, { prompt, rejected: new Set([code.value]) }, context);
  } finally {
    if (isSent && source.kind === 'command') await rememberCode(plan, fetched, context);
  }
}

function isWrongCode(error: unknown): error is AwsMfaError {
  return error instanceof AwsMfaError && error.code === 'wrong_code';
}

/** Undefined if the user is to be asked; also if standard input is a terminal, where a prompt is better. */
async function codeWithoutPrompt(
  plan: LoginPlan,
  source: Exclude<CodeSource, { kind: 'nobody' }>,
  context: Context,
): Promise<Sourced<string> | undefined> {
  switch (source.kind) {
    case 'ask':
      return undefined;
    case 'given':
      return source.code;
    case 'command': {
      const { command } = source;
      context.aws.loadSts();
      await untilNextCode(plan, context);
      const run = () => context.processes.runCommand(command.value);
      const end = await timed(`the command of ${sourceName(command.source)}`, run, context);
      return { value: codeOfCommand(end, command), source: command.source };
    }
    case 'stdin': {
      const line = await timed('standard input', () => context.terminal.readStdinLine(), context);
      if (line === undefined) return undefined;
      if (line.text.trim() !== '') return { value: checkedCode(line.text, sourceName(source)), source };
      throw new AwsMfaError(
        'invalid_code',
        'Standard input is empty.',
        'For example:\n`echo 123456 | aws-mfa login --token -`',
      );
    }
  }
}

/** Asks for codes until AWS accepts one, three times at most; never sends one twice. */
async function askAndCall(
  plan: KeyedPlan,
  watch: SessionWatch,
  { prompt, rejected }: { prompt: Prompt; rejected: Set<string> },
  context: Context,
): Promise<ObtainedSession> {
  const closing = new AbortController();
  let isTyping = false;
  const meanwhile = {
    onDrawn: () => context.aws.loadSts(),
    onFirstKey: () => {
      isTyping = true;
      context.aws.connectSts(targetOf(plan));
    },
    closed: closing.signal,
  };
  let elsewhere: Session | undefined;
  const stop = watch.start((session) => {
    elsewhere = session;
    // The rest of a code, and its Enter, would answer the question that comes next.
    if (!isTyping) closing.abort();
  });
  try {
    // Only once: the new session records its base profile.
    if (plan.base.guessed && !plan.stored?.has('x_source_profile')) await confirmBase(plan.base.name, prompt);
    noteStillValid(plan, context);
    for (let attempt = 1; ; attempt++) {
      const question = attempt === 1 ? codeQuestion(plan) : 'MFA code:';
      const ask = () => prompt.askText(question, (text) => problemWith(text, rejected), meanwhile);
      const typed = await timed('the prompt', ask, context).catch((error: unknown) => {
        const isLeft = error instanceof AwsMfaError && error.code === 'left_alone';
        if (!isLeft || !elsewhere) throw error;
        return undefined;
      });
      isTyping = false;
      // What the watch has seen counts, even if the file is being written again.
      elsewhere ??= watch.look();
      if (elsewhere) return { session: elsewhere, how: 'renewedElsewhere' };
      await watch.checkFile();
      const code = checkedCode(typed ?? '', 'The prompt');
      rejected.add(code);
      try {
        return { session: await callSts(plan, code, context), how: 'new' };
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

function problemWith(text: string, rejected: ReadonlySet<string>): string | undefined {
  const code = parseTokenCode(text);
  if (code === undefined) return `The code ${codeProblem(text)}.`;
  return rejected.has(code) ? 'AWS has rejected that code already. Wait for the next one.' : undefined;
}

/** Says why a code is needed although the stored session is still valid. */
function noteStillValid(plan: LoginPlan, { clock, output }: Context): void {
  const { minRemaining, mfaProfile } = plan;
  if (minRemaining === undefined) return;
  const now = clock.now();
  const session = reuse(plan, 0, now);
  if (!session) return;
  const left = formatDuration((session.expiration.getTime() - now.getTime()) / 1000);
  const required = formatDuration(minRemaining).replace(/ 0[mh]$/, '');
  output.say('note', `The session in [${mfaProfile}] has ${left} left, less than ${required}.`);
}

/** One line. Names what is not the default, and an endpoint outside AWS, because it receives the code. */
export function codeQuestion(plan: LoginPlan): string {
  const { base, mfaProfile, role, endpoint, request } = plan;
  const device = plan.serialNumber.value;
  const user = deviceName(device);
  return [
    user === undefined ? `MFA code of device ${device}` : `MFA code for ${user} (${device})`,
    ...(base.name === 'default' ? [] : [`profile ${base.name}`]),
    ...(mfaProfile === 'mfa' || !request.writesSession ? [] : [`MFA profile ${mfaProfile}`]),
    ...(role ? [`role ${role.arn.value}`] : []),
    ...(endpoint && !isAwsHost(endpoint.value)
      ? [`endpoint ${endpointName(plan)} (${sourceName(endpoint.source)})`]
      : []),
  ]
    .join(', ')
    .concat(':');
}

/** Asks if the base profile was not named but found. @throws AwsMfaError `cancelled` if it is the wrong one */
export async function confirmBase(
  base: string,
  prompt: { askYesNo: (message: string) => Promise<boolean> },
): Promise<void> {
  if (await prompt.askYesNo(`Get a session for "${base}"?`)) return;
  throw new AwsMfaError(
    'cancelled',
    'Canceled; nothing was written.',
    'To use another base profile: `--profile NAME`',
  );
}
