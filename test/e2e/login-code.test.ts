/** Where the code may come from besides the prompt, and what happens where it comes from nowhere. */
import { expect, test } from 'vitest';
import { CREDENTIALS, loginSetup, PROMPT, sentCodes, wrongCode } from '../support/login-setup.ts';

test.each([
  ['', '\n'],
  [' without a line end', ''],
  [' with CRLF', '\r\n'],
  [' with more lines behind it', '\nmore\n'],
])('--token - takes the line on standard input%s', async (_, end) => {
  const { run, aws } = await loginSetup();
  const code = aws.nextCode();
  expect((await run(['login', '--token', '-'], { stdin: `${code}${end}` })).code).toBe(0);
  expect(sentCodes(aws)).toEqual([code]);
});

test('--token - needs one line, not the end of the input', async () => {
  const { run, aws } = await loginSetup();
  const stdin = `${aws.nextCode()}\n`;
  expect((await run(['login', '--token', '-'], { stdin, keepStdinOpen: true })).code).toBe(0);
});

test.each([
  ['as the phone shows it', (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
  ['in one', (code: string) => code],
])('--token takes the code %s', async (_, written) => {
  const { run, aws } = await loginSetup();
  const code = aws.nextCode();
  expect((await run(['login', '--token', written(code)])).code).toBe(0);
  expect(sentCodes(aws)).toEqual([code]);
});

test('AWS_MFA_TOKEN', async () => {
  const { run, aws } = await loginSetup();
  const code = aws.nextCode();
  expect((await run(['login'], { env: { AWS_MFA_TOKEN: code } })).code).toBe(0);
  expect(sentCodes(aws)).toEqual([code]);
});

test('--token wins over AWS_MFA_TOKEN', async () => {
  const { run, aws } = await loginSetup();
  const code = aws.nextCode();
  const env = { AWS_MFA_TOKEN: wrongCode(aws) };
  expect((await run(['login', '--token', code], { env })).code).toBe(0);
  expect(sentCodes(aws)).toEqual([code]);
});

test('a stale AWS_MFA_TOKEN leads to the prompt, with its name said; it is not taken a second time', async () => {
  const { open, aws } = await loginSetup();
  const stale = wrongCode(aws);
  const terminal = open(['login'], { AWS_MFA_TOKEN: stale });
  await terminal.waitFor(PROMPT);
  expect(terminal.screen()).toContain('! AWS rejected the code in AWS_MFA_TOKEN');
  terminal.type(stale);
  terminal.press('enter');
  await terminal.waitFor('rejected that code already');
  terminal.press('ctrl-u');
  const fresh = aws.nextCode();
  terminal.type(fresh);
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(0);
  expect(sentCodes(aws)).toEqual([stale, fresh]);
});

test.each([
  ['AWS_MFA_TOKEN without a terminal', ['login'], { from: 'AWS_MFA_TOKEN' }],
  ['--token', ['login', '--token'], { from: 'argument' }],
  ['--token -', ['login', '--token', '-'], { from: 'stdin' }],
])('a wrong code from %s is sent once, and is the end: 254', async (_, args, { from }) => {
  const { run, aws, sandbox } = await loginSetup();
  const wrong = wrongCode(aws);
  const { code, stdout, stderr } = await run(from === 'argument' ? [...args, wrong] : args, {
    ...(from === 'stdin' && { stdin: wrong }),
    env: from === 'AWS_MFA_TOKEN' ? { AWS_MFA_TOKEN: wrong } : {},
  });
  expect({ code, stdout }).toEqual({ code: 254, stdout: '' });
  expect(stderr).toMatch(/✗ AWS rejected the code.*\n {2}The next code appears in \d+ s/);
  expect(sentCodes(aws)).toEqual([wrong]);
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test.each([
  ['--no-input', ['login', '--no-input'], {}, '--no-input'],
  ['CI', ['login'], { CI: 'true' }, 'CI'],
])('%s: nobody is asked, not on a terminal either', async (_, args, env, name) => {
  const { open, aws } = await loginSetup();
  const terminal = open(args, env);
  expect(await terminal.exit).toEqual({ code: 252, signal: null });
  expect(terminal.screen()).toContain(
    `An MFA code is needed, but aws-mfa cannot prompt for it: ${name} is set`,
  );
  expect(aws.connections()).toBe(0);
});

test.each([
  ['--no-input', ['login', '--no-input'], {}],
  ['CI', ['login'], { CI: '1' }],
])('%s: a stale AWS_MFA_TOKEN is the end, not a question', async (_, args, env) => {
  const { open, aws } = await loginSetup();
  const terminal = open(args, { ...env, AWS_MFA_TOKEN: wrongCode(aws) });
  expect((await terminal.exit).code).toBe(254);
  expect(aws.requests).toHaveLength(1);
});

test.each([
  ['--no-input', ['login', '--no-input'], {}],
  ['CI', ['login'], { CI: 'true' }],
])('%s: a code that is given serves', async (_, args, env) => {
  const { run, aws } = await loginSetup({ env });
  expect((await run([...args, '--token', aws.nextCode()])).code).toBe(0);
});
