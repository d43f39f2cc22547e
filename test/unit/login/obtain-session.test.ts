/** Where the code comes from, how often it is asked for, and that none is sent twice. */
import { describe, expect, it } from 'vitest';
import type { Prompt } from '../../../src/context.ts';
import { obtainSession } from '../../../src/login/obtain-session.ts';
import type { Session } from '../../../src/session/session-keys.ts';
import type { SessionWatch } from '../../../src/login/watch-session.ts';
import type { CodeSource } from '../../../src/login/code-source.ts';
import { AwsMfaError } from '../../../src/errors.ts';
import { DEVICE, sessionPlan, type PlanChanges } from '../../support/session-plan.ts';
import type { SessionReply } from '../../../src/aws/calls.ts';
import {
  ANSWER,
  CREDENTIALS_PATH,
  failure,
  NOW,
  refusal,
  fakes,
  WRONG_CODE,
  type Fakes,
  type Prepared,
  unprepared,
} from '../../support/fakes.ts';
import { rejectedBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

/** Types these lines, one a question, then gives up; a line that is refused on the spot leads to the next. */
class Typist implements Prompt {
  readonly questions: string[] = [];
  readonly complaints: string[] = [];
  closed = 0;
  constructor(
    private readonly lines: string[],
    private readonly yes?: boolean,
  ) {}

  askText(message: string, check: (text: string) => string | undefined): Promise<string> {
    this.questions.push(message.split('\n')[0] ?? '');
    for (let line = this.lines.shift(); line !== undefined; line = this.lines.shift()) {
      const complaint = check(line);
      if (complaint === undefined) return Promise.resolve(line);
      this.complaints.push(complaint);
    }
    return Promise.reject(new AwsMfaError('cancelled', 'Given up.'));
  }

  askYesNo(message: string): Promise<boolean> {
    this.questions.push(message);
    return this.yes === undefined ? unprepared('askYesNo')(message) : Promise.resolve(this.yes);
  }

  close(): void {
    this.closed++;
  }
}

/** Puts somebody at the terminal. */
function asked(at: Fakes, prompt: Prompt): Fakes {
  at.terminal.openPrompt = () => Promise.resolve(prompt);
  return at;
}

/** No other terminal. */
const UNSERVED: SessionWatch = {
  look: () => undefined,
  checkFile: () => Promise.resolve(),
  soon: () => Promise.resolve(undefined),
  start: () => () => undefined,
};

const given = (retry: boolean): CodeSource => ({
  kind: 'given',
  code: { value: '111111', source: sourceOf('AWS_MFA_TOKEN') },
  retry,
});
const typed = (text: string) => Promise.resolve({ text, isMore: false });
const QUESTION = `MFA code for alice (${DEVICE}), profile work:`;
const codes = (at: Fakes) => at.calls.map(({ tokenCode }) => tokenCode);

describe('a code that is given', () => {
  it.each<[what: string, source: CodeSource, line: string]>([
    ['as a value', given(false), ''],
    ['on standard input', { kind: 'stdin' }, '111 111\r'],
  ])('%s is sent', async (_, source, line) => {
    const at = fakes({ replies: [ANSWER], readStdinLine: () => typed(line) });
    expect(await obtainSession(sessionPlan({ code: source }), UNSERVED, at)).toHaveProperty(
      'session.sessionToken',
      'session-token',
    );
    expect(codes(at)).toEqual(['111111']);
  });

  it.each([
    ['', 'usage: Standard input is empty.'],
    ['12345', 'usage: The code from --token - (standard input) has 5 digits instead of 6.'],
    ['not a code', 'usage: The code from --token - (standard input) contains characters other than digits.'],
  ])('on standard input, "%s": nothing is sent', async (line, complaint) => {
    const at = fakes({ readStdinLine: () => typed(line) });
    const error = await rejectedBy(obtainSession(sessionPlan({ code: { kind: 'stdin' } }), UNSERVED, at));
    expect(told(error)).toMatch(words(complaint));
  });

  it.each<[what: string, source: CodeSource, prepared: Prepared]>([
    ['typed as a flag', given(false), {}],
    ['on standard input', { kind: 'stdin' }, { readStdinLine: () => typed('111111') }],
    [
      'from the environment, without a terminal',
      given(true),
      { openPrompt: () => Promise.resolve(undefined) },
    ],
  ])('%s, and refused, is an end', async (_, source, prepared) => {
    const at = fakes({ replies: [WRONG_CODE], ...prepared });
    const error = await rejectedBy(obtainSession(sessionPlan({ code: source }), UNSERVED, at));
    expect(error.kind).toBe('refused');
    expect(codes(at)).toEqual(['111111']);
  });

  it('from the environment, and refused, leads to the prompt, which does not take it again', async () => {
    const at = fakes({ replies: [WRONG_CODE, ANSWER] });
    const typist = new Typist(['111111', '222222']);
    await obtainSession(sessionPlan({ code: given(true) }), UNSERVED, asked(at, typist));
    expect(codes(at)).toEqual(['111111', '222222']);
    expect(at.said).toEqual(['warning: AWS rejected the code in AWS_MFA_TOKEN. Enter another one.']);
    expect(typist).toMatchObject({
      complaints: [expect.stringContaining('rejected that code already')],
      closed: 1,
    });
  });
});

describe('a code from a command', () => {
  const source: CodeSource = {
    kind: 'command',
    command: { value: 'otp', source: sourceOf('--token-command') },
  };
  const command: Prepared = {
    now: () => new Date('2026-11-23T12:00:12Z'),
    runCommand: () => Promise.resolve({ kind: 'exited', code: 0, printed: '111111\n' }),
    loadSts: () => undefined,
  };
  const session = (issued: string, serial = DEVICE) =>
    `[admin]\nx_token_issue_time = ${issued}\nx_mfa_serial = ${serial}\n`;
  it.each([
    ['was used in this step: the next is waited for', session('2026-11-23T12:00:00Z'), [18_000]],
    ['was used in the step before', session('2026-11-23T11:59:59Z'), []],
    ['was used with another device', session('2026-11-23T12:00:00Z', 'GAHT1'), []],
    ['was never used', '', []],
  ])('%s', async (_, credentials, waits) => {
    const at = fakes({ ...command, credentials, replies: [ANSWER] });
    await obtainSession(sessionPlan({ code: source }), UNSERVED, at);
    expect(at.pauses).toEqual(waits);
    expect(at.said).toEqual(
      waits.map(() => 'note: The current code has been used for [admin]. The next one comes in 18s.'),
    );
    expect(codes(at)).toEqual(['111111']);
  });

  it.each([
    ['was sent in this step by a run that wrote nothing', '2026-11-23T12:00:05Z', [18_000]],
    ['was sent in the step before', '2026-11-23T11:59:59Z', []],
    ['was never sent, or nobody knows', 'no date', []],
  ])('%s', async (_, kept, waits) => {
    const at = fakes({ ...command, recall: () => Promise.resolve(kept), replies: [ANSWER] });
    await obtainSession(sessionPlan({ code: source }), UNSERVED, at);
    expect(at.pauses).toEqual(waits);
    expect(at.said).toEqual(
      waits.map(() => 'note: The current code has been used. The next one comes in 18s.'),
    );
  });

  it.each([
    ['accepted', ANSWER, true],
    ['rejected', WRONG_CODE, true],
    ['lost on the way back', failure('ECONNRESET', true), true],
    ['never sent', failure('ENOTFOUND', false), false],
  ])('is remembered for the next run: %s', async (_, reply, isKept) => {
    const remembered: unknown[] = [];
    const remember = (...args: unknown[]) => Promise.resolve(void remembered.push(args));
    const at = fakes({ ...command, remember, replies: Array<SessionReply>(9).fill(reply) });
    await obtainSession(sessionPlan({ code: source }), UNSERVED, at).catch(() => undefined);
    const turn = { path: CREDENTIALS_PATH, name: DEVICE, isOptional: false };
    expect(remembered).toEqual(isKept ? [[turn, '2026-11-23T12:00:12Z']] : []);
  });
});

describe('nobody to ask', () => {
  it.each<[source: CodeSource, prepared: Prepared, why: string]>([
    [{ kind: 'nobody', why: 'CI is set' }, {}, 'CI is set'],
    [{ kind: 'ask' }, { openPrompt: () => Promise.resolve(undefined) }, 'there is no terminal'],
  ])('%j is an end at once', async (source, prepared, why) => {
    const error = await rejectedBy(obtainSession(sessionPlan({ code: source }), UNSERVED, fakes(prepared)));
    expect(told(error)).toMatch(words(`usage: …${why}. | …--token CODE…--token -…AWS_MFA_TOKEN`));
  });
});

it('in the window of Git Bash, the hint is the command that can ask', async () => {
  const prepared = {
    openPrompt: () => Promise.resolve(undefined),
    wrapper: () => Promise.resolve('winpty'),
    program: 'aws-mfa.cmd',
  };
  const error = await rejectedBy(
    obtainSession(sessionPlan({ code: { kind: 'ask' } }), UNSERVED, fakes(prepared)),
  );
  expect(told(error)).toMatch(
    words(
      'usage: …there is no terminal. | To be asked for it here, run:\n`winpty aws-mfa.cmd login --profile work`\nPass the code…',
    ),
  );
});

describe('a person at the prompt', () => {
  const ask = async (typist: Typist, at: Fakes, changes: PlanChanges = {}) =>
    obtainSession(sessionPlan(changes), UNSERVED, asked(at, typist));

  it('may mistype on the spot for free', async () => {
    const typist = new Typist(['12345', '12345a', '', '１２３-４５６']);
    const at = fakes({ replies: [ANSWER] });
    await ask(typist, at);
    expect(codes(at)).toEqual(['123456']);
    expect(typist.complaints).toEqual([
      'The code has 5 digits instead of 6.',
      'The code contains characters other than digits.',
      'The code is empty.',
    ]);
    expect(typist).toMatchObject({ questions: [QUESTION], closed: 1 });
  });

  it('is asked again where AWS refuses, with why, and cannot send the same code twice', async () => {
    const typist = new Typist(['111111', '111111', '222222', '111 111', '333333']);
    const at = fakes({ replies: [WRONG_CODE, WRONG_CODE, ANSWER] });
    await ask(typist, at);
    expect(codes(at)).toEqual(['111111', '222222', '333333']);
    expect(typist.complaints).toHaveLength(2);
    expect(typist.questions).toEqual([QUESTION, 'MFA code:', 'MFA code:']);
    expect(at.said).toEqual(
      Array(2)
        .fill([
          expect.stringMatching(/^warning: AWS rejected/),
          expect.stringMatching(/^remedy: The next code appears in 30 s/),
        ])
        .flat(),
    );
  });

  it('is asked three times at most', async () => {
    const typist = new Typist(['111111', '222222', '333333', '444444']);
    const at = fakes({ replies: [WRONG_CODE, WRONG_CODE, WRONG_CODE] });
    expect((await rejectedBy(ask(typist, at))).kind).toBe('refused');
    expect(typist.closed).toBe(1);
  });

  it.each([
    ['gives up', new Typist([]), [], 'cancelled'],
    ['is refused for another reason', new Typist(['111111']), [refusal('InvalidClientTokenId')], 'refused'],
  ])('%s: the terminal is closed', async (_, typist, replies, kind) => {
    expect((await rejectedBy(ask(typist, fakes({ replies })))).kind).toBe(kind);
    expect(typist.closed).toBe(1);
  });
});

describe('a base that nobody named', () => {
  const base = { ...sessionPlan().base, guessed: true as const };
  const ask = async (typist: Typist, at: Fakes, stored?: ReadonlyMap<string, string>) =>
    obtainSession(sessionPlan({ base, stored }), UNSERVED, asked(at, typist));

  it('is asked about', async () => {
    const typist = new Typist(['123456'], true);
    await ask(typist, fakes({ replies: [ANSWER] }));
    expect(typist.questions).toEqual(['Get a session for "work"?', QUESTION]);
  });

  it('is not asked about where its session is there already', async () => {
    const typist = new Typist(['123456']);
    await ask(typist, fakes({ replies: [ANSWER] }), new Map([['x_source_profile', 'work']]));
    expect(typist.questions).toEqual([QUESTION]);
  });

  it('nor where the code is given', async () => {
    const at = fakes({ replies: [ANSWER] });
    await obtainSession(sessionPlan({ base, code: given(false) }), UNSERVED, at);
    expect(codes(at)).toEqual(['111111']);
  });

  it('declined, nothing is sent', async () => {
    const typist = new Typist(['123456'], false);
    const error = await rejectedBy(ask(typist, fakes()));
    expect(told(error)).toMatch(words('cancelled: …nothing was written. | …--profile NAME'));
    expect(typist.closed).toBe(1);
  });
});

it.each([
  [3600, ['note: The session in [mfa] has 49m left, less than 1h.']],
  [undefined, []],
])('why it asks although a session is still valid; %s must remain', async (minRemaining, said) => {
  const stored = new Map(
    Object.entries({
      aws_access_key_id: 'ASIAX',
      aws_secret_access_key: 's',
      aws_session_token: 't',
      x_security_token_expires: '2026-11-23T12:49:59Z',
      x_mfa_serial: DEVICE,
      x_source_profile: 'work',
    }),
  );
  const at = fakes({ replies: [ANSWER] });
  await obtainSession(sessionPlan({ stored, minRemaining }), UNSERVED, asked(at, new Typist(['123456'])));
  expect(at.said).toEqual(said);
});

it('loads the SDK once the prompt is drawn, and connects at the first key, not before', async () => {
  const events: string[] = [];
  const prompt: Prompt = {
    askText: (_message, _check, { onDrawn, onFirstKey }) => {
      events.push('drawn');
      onDrawn();
      events.push('key');
      onFirstKey();
      return Promise.resolve('111111');
    },
    askYesNo: unprepared('askYesNo'),
    close: () => undefined,
  };
  await obtainSession(
    sessionPlan(),
    UNSERVED,
    fakes({
      replies: [ANSWER],
      openPrompt: () => Promise.resolve(prompt),
      loadSts: () => events.push('loaded'),
      connectSts: ({ region }) => events.push(`connecting to ${region}`),
    }),
  );
  expect(events).toEqual(['drawn', 'loaded', 'key', `connecting to ${sessionPlan().region.value}`]);
});

describe('another terminal', () => {
  const session: Session = {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration: new Date('2026-11-24T00:00:00Z'),
    issuedAt: NOW,
  };

  it('closes the question when it has written the session', async () => {
    let tell: (session: Session) => void = () => undefined;
    let [stopped, closed] = [0, 0];
    const watch: SessionWatch = {
      ...UNSERVED,
      start: (onServed) => {
        tell = onServed;
        return () => stopped++;
      },
    };
    const prompt: Prompt = {
      askText: (_message, _check, meanwhile) =>
        new Promise((resolve) => {
          meanwhile.closed.addEventListener('abort', () => resolve(undefined));
          tell(session);
        }),
      askYesNo: unprepared('askYesNo'),
      close: () => {
        closed++;
      },
    };
    const at = fakes();
    const obtained = obtainSession(sessionPlan(), watch, asked(at, prompt));
    expect(await obtained).toEqual({ session, how: 'renewedElsewhere' });
    expect(at.calls).toEqual([]);
    expect([stopped, closed]).toEqual([1, 1]);
  });

  it('closes the next question, if it wrote the session while AWS rejected the code', async () => {
    let tell: (session: Session) => void = () => undefined;
    const watch: SessionWatch = {
      ...UNSERVED,
      start: (onServed) => {
        tell = onServed;
        return () => undefined;
      },
    };
    let isTyped = false;
    const prompt: Prompt = {
      askText: (_message, _check, { onFirstKey, closed }) => {
        if (isTyped) return closed.aborted ? Promise.resolve(undefined) : unprepared('a second question')();
        isTyped = true;
        onFirstKey();
        return Promise.resolve('111111');
      },
      askYesNo: unprepared('askYesNo'),
      close: () => undefined,
    };
    const at = fakes({ connectSts: () => undefined });
    at.aws.getSession = () => {
      tell(session);
      return Promise.resolve(WRONG_CODE);
    };
    expect(await obtainSession(sessionPlan(), watch, asked(at, prompt))).toEqual({
      session,
      how: 'renewedElsewhere',
    });
  });

  it('does not close a question while somebody types, and one that is left alone ends well', async () => {
    const watch: SessionWatch = {
      ...UNSERVED,
      start: (onServed) => {
        tellLater = () => onServed(session);
        return () => undefined;
      },
    };
    let tellLater = (): void => undefined;
    const prompt: Prompt = {
      askText: (_message, _check, { onFirstKey, closed }) => {
        onFirstKey();
        tellLater();
        return Promise.reject(new AwsMfaError(closed.aborted ? 'cancelled' : 'left_alone', 'No answer.'));
      },
      askYesNo: unprepared('askYesNo'),
      close: () => undefined,
    };
    const at = fakes({ connectSts: () => undefined });
    const obtained = obtainSession(sessionPlan(), watch, asked(at, prompt));
    expect(await obtained).toEqual({ session, how: 'renewedElsewhere' });
    expect(at.calls).toEqual([]);
  });

  const served: SessionWatch = { ...UNSERVED, look: () => session };
  it('that was quicker than the typist spares the code', async () => {
    const at = fakes();
    const typist = new Typist(['111111']);
    const obtained = await obtainSession(sessionPlan(), served, asked(at, typist));
    expect(obtained).toEqual({ session, how: 'renewedElsewhere' });
    expect(at.calls).toEqual([]);
  });

  const command = { value: 'ykman', source: sourceOf('--token-command') };
  const end = { kind: 'exited', code: 0, printed: '111111' } as const;

  it.each<[what: string, source: CodeSource]>([
    ['typed', { kind: 'ask' }],
    ['printed by a command', { kind: 'command', command }],
    ['given', given(false)],
  ])('that has put something else into the section: no code is sent, whether %s', async (_, source) => {
    const taken = new AwsMfaError('file_error', '[mfa] has a long-term access key.');
    const checkFile = () => Promise.reject(taken);
    const typist = new Typist(['111111']);
    const at = fakes({
      openPrompt: () => Promise.resolve(typist),
      runCommand: () => Promise.resolve(end),
      loadSts: () => undefined,
    });
    const obtained = obtainSession(sessionPlan({ code: source }), { ...UNSERVED, checkFile }, at);
    expect(await rejectedBy(obtained)).toBe(taken);
    expect(at.calls).toEqual([]);
  });

  it('that was quicker than a command spares the code; one that is given is used', async () => {
    const runCommand = () => Promise.resolve(end);
    const at = fakes({ replies: [ANSWER], loadSts: () => undefined, runCommand });
    expect(await obtainSession(sessionPlan({ code: { kind: 'command', command } }), served, at)).toEqual({
      session,
      how: 'renewedElsewhere',
    });
    expect(at.calls).toEqual([]);
    expect(await obtainSession(sessionPlan({ code: given(false) }), served, at)).toHaveProperty('how', 'new');
  });

  it('that has used the same code shares what it got', async () => {
    const at = fakes({ replies: [WRONG_CODE] });
    const watch: SessionWatch = { ...UNSERVED, soon: () => Promise.resolve(session) };
    expect(await obtainSession(sessionPlan({ code: given(false) }), watch, at)).toEqual({
      session,
      how: 'renewedElsewhere',
    });
    expect(codes(at)).toEqual(['111111']);
  });
});
