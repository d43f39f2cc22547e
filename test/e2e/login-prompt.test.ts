/** The prompt as a person meets it: what it says, what it takes, how often it asks, what stays on the screen. */
import { expect, test } from 'vitest';
import {
  CONFIG,
  CREDENTIALS,
  DEVICE,
  loginSetup,
  PROMPT,
  sentCodes,
  wrongCode,
  type LoginSetup,
} from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';
import type { Terminal } from '../support/terminal.ts';

/** Types a line, once the question for it is there. */
async function answer(terminal: Terminal, question: string | RegExp, line: string): Promise<void> {
  await terminal.waitFor(question);
  terminal.type(line);
  terminal.press('enter');
}

/** As often as the question for a code has been put on the screen so far. */
function asked(times: number): RegExp {
  return new RegExp(`(^\\? MFA code.*:[^]*){${times}}`, 'm');
}

test('names the device, and a profile that is not the default', async () => {
  const { open, aws } = await loginSetup({
    credentials: CREDENTIALS.replace('default', 'work'),
    config: CONFIG.replace('default', 'profile work'),
  });
  const terminal = open(['login', '--profile', 'work', '--mfa-profile', 'work-mfa']);
  await terminal.waitFor(PROMPT);
  const screen = terminal.screen();
  expect(screen).toContain(`? MFA code for alice (${DEVICE}), profile work, MFA profile work-mfa`);
  expect(aws.requests).toEqual([]);
});

test('names an endpoint that is not that of AWS', async () => {
  const { open, aws } = await loginSetup();
  const terminal = open(['login']);
  await terminal.waitFor(PROMPT);
  expect(terminal.screen()).toContain(`${new URL(aws.url).host} (AWS_ENDPOINT_URL_STS)`);
});

test.each(['https://sts.eu-west-1.amazonaws.com', 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com'])(
  'does not name %s, which is its own',
  async (endpoint) => {
    const { open } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: endpoint } });
    const terminal = open(['login']);
    await terminal.waitFor(PROMPT);
    expect(terminal.screen()).not.toContain('amazonaws.com');
  },
);

test.each([
  ['as the phone shows it', (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
  ['with a hyphen', (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
  [
    'full-width',
    (code: string) => code.replace(/./g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  ],
])('takes the code %s', async (_, typed) => {
  const { open, aws } = await loginSetup();
  const code = aws.nextCode();
  const terminal = open(['login']);
  await answer(terminal, PROMPT, typed(code));
  expect((await terminal.exit).code).toBe(0);
  expect(sentCodes(aws)).toEqual([code]);
});

test.each([
  ['12345', 'The code has 5 digits instead of 6.'],
  ['1234567', 'The code has 7 digits instead of 6.'],
  ['12345a', 'The code contains characters other than digits.'],
  ['', 'The code is empty.'],
])('refuses %j on the spot; nothing is sent', async (typed, problem) => {
  const { open, aws } = await loginSetup();
  const terminal = open(['login']);
  await answer(terminal, PROMPT, typed);
  await terminal.waitFor(problem);
  expect(aws.requests).toEqual([]);
  terminal.press('ctrl-u');
  terminal.type(aws.nextCode());
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(0);
  expect(aws.requests).toHaveLength(1);
});

test('leaves bullets where the code stood', async () => {
  const { open, aws } = await loginSetup();
  const code = aws.nextCode();
  const terminal = open(['login']);
  await answer(terminal, PROMPT, code);
  await terminal.exit;
  expect(terminal.screen()).toMatch(/^\? MFA code for alice \(arn:.*\): ••••••$/m);
  expect(terminal.screen()).not.toContain(code);
});

test('a wrong code: said why, asked again, and the next one serves', async () => {
  const { open, aws } = await loginSetup();
  const terminal = open(['login']);
  const wrong = wrongCode(aws);
  await answer(terminal, PROMPT, wrong);
  await terminal.waitFor(asked(2));
  expect(terminal.screen()).toMatch(/! AWS rejected the code.*\n.*The next code appears in \d+ s/);
  expect(terminal.screen()).toMatch(/^\? MFA code: *$/m);
  expect(terminal.screen()).not.toContain('✓');
  const right = aws.nextCode();
  terminal.type(right);
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(0);
  expect(sentCodes(aws)).toEqual([wrong, right]);
  expect(terminal.screen()).not.toContain(wrong);
});

test('three wrong codes are the end: 254, each of them sent once', async () => {
  const { open, aws, sandbox } = await loginSetup();
  const terminal = open(['login']);
  const codes = [0, 1, 2].map((nth) => wrongCode(aws, nth));
  for (const [index, code] of codes.entries()) await answer(terminal, asked(index + 1), code);
  expect(await terminal.exit).toEqual({ code: 254, signal: null });
  expect(sentCodes(aws)).toEqual(codes);
  expect(terminal.screen()).toContain('✗ AWS rejected the code');
  expect(terminal.screen()).not.toContain('✓');
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test('a code that was refused is not sent again', async () => {
  const { open, aws } = await loginSetup();
  const terminal = open(['login']);
  const wrong = wrongCode(aws);
  await answer(terminal, PROMPT, wrong);
  await answer(terminal, asked(2), wrong);
  await terminal.waitFor('rejected that code already');
  expect(sentCodes(aws)).toEqual([wrong]);
});

test('a refusal that no other code would mend is the end at once', async () => {
  const { open, aws } = await loginSetup();
  aws.users.forEach((user) => (user.active = false));
  const terminal = open(['login']);
  await answer(terminal, PROMPT, aws.nextCode());
  expect((await terminal.exit).code).toBe(254);
  expect(terminal.screen()).toMatch(/✗ AWS does not recognize the access key …MPLE/);
  expect(aws.requests).toHaveLength(1);
});

/** Nobody named a base, and there is one profile with long-term keys, which is not `default`. */
async function onlyWork(): Promise<LoginSetup> {
  return loginSetup({
    credentials: CREDENTIALS.replace('default', 'work'),
    config: CONFIG.replace('default', 'profile work'),
  });
}

test('the only base, if nobody named it: asked once, then remembered', async () => {
  const { open, aws, sandbox } = await onlyWork();
  const first = open(['login']);
  await answer(first, /"work"\?.*Y\/n/, '');
  await answer(first, PROMPT, aws.nextCode());
  expect((await first.exit).code).toBe(0);
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'work' });
  const second = open(['login', '--force']);
  await second.waitFor(PROMPT);
  expect(second.screen()).not.toContain('Y/n');
});

test('the only base, declined: 130, with the way to name another', async () => {
  const { open, aws, sandbox } = await onlyWork();
  const before = sandbox.read();
  const terminal = open(['login']);
  await answer(terminal, /"work"\?.*Y\/n/, 'n');
  expect((await terminal.exit).code).toBe(130);
  expect(terminal.screen()).toContain('--profile NAME');
  expect(aws.connections()).toBe(0);
  expect(sandbox.read()).toBe(before);
});

test('the only base, in a script: taken, and said so', async () => {
  const { run, aws } = await onlyWork();
  const { code, stderr } = await run(['login', '--token', aws.nextCode()]);
  expect(code).toBe(0);
  expect(stderr).toContain(
    '• Using [work] as the base profile: it is the only one with a long-term access key',
  );
});
