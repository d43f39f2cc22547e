/** One person with many terminals: one code is enough for all. */
import { appendFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONFIG, KEY_LINES, loginSetup, PROMPT } from '../support/login-setup.ts';

const [KEY_ID, SECRET] = [...KEY_LINES.matchAll(/= (.*)$/gm)].map(([, value]) => value);

it('ten prompts are open, one is answered, and all close well', { timeout: 60_000 }, async () => {
  const { open, aws, sandbox } = await loginSetup();
  const terminals = Array.from({ length: 10 }, () => open(['login']));
  await Promise.all(terminals.map((terminal) => terminal.waitFor(PROMPT, 50_000)));
  terminals[3]?.type(aws.nextCode());
  terminals[3]?.press('enter');
  const exits = await Promise.all(terminals.map((terminal) => terminal.exit));
  expect(exits).toEqual(exits.map(() => ({ code: 0, signal: null })));
  const elsewhere = terminals.filter((terminal) => terminal.screen().includes('Another terminal renewed'));
  expect(elsewhere).toHaveLength(9);
  expect(aws.requests).toHaveLength(1);
  expect(sandbox.leftovers()).toEqual([]);
});

it('a prompt that is being typed into stays until Enter, and its code is not sent', async () => {
  const { open, run, aws } = await loginSetup();
  const terminal = open(['login']);
  await terminal.waitFor(PROMPT);
  terminal.type('12');
  await terminal.waitFor(/MFA code.*: 12/);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  terminal.type('3456');
  terminal.press('enter');
  await terminal.waitFor('Another terminal renewed');
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(aws.requests).toHaveLength(1);
});

it('the Enter of a code is no consent to what rotate asks next', async () => {
  const { open, openShell, run, aws, sandbox } = await loginSetup();
  const terminal = openShell('aws_mfa rotate; echo "exit $?"');
  await terminal.waitFor(PROMPT);
  const code = aws.nextCode();
  terminal.type(code);
  await terminal.waitFor(new RegExp(`MFA code.*: ${code}`));
  // It looks at the file as often, and begins later.
  const other = open(['login']);
  await other.waitFor(PROMPT);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  await other.waitFor('Another terminal renewed');
  terminal.press('enter');
  await terminal.waitFor('eplace the access key');
  terminal.type('n');
  terminal.press('enter');
  await terminal.waitFor('exit 130');
  expect(sandbox.read()).toContain(KEY_LINES);
  expect(aws.requests.map(({ action }) => action)).not.toContain('CreateAccessKey');
});

it('a session that came ahead of the prompt closes it soon; a code typed ahead does not reach the shell', async () => {
  const setup = await loginSetup({ credentials: '', config: null });
  const { openShell, run, aws, sandbox } = setup;
  const [go, started, stored] = ['go', 'started', 'stored'].map((name) => join(sandbox.home, name)) as [
    string,
    string,
    string,
  ];
  const keys = JSON.stringify({ Version: 1, AccessKeyId: KEY_ID, SecretAccessKey: SECRET });
  // The process that has the keys takes its time: meanwhile another terminal's session comes into the file.
  const script = [
    `touch ${started}`,
    `while [ ! -e ${go} ]; do sleep 0.05; done`,
    `if [ -e ${stored} ]; then cat ${stored} > ${sandbox.credentialsPath}; fi`,
    `echo '${keys}'`,
  ];
  writeFileSync(join(sandbox.home, 'keys.sh'), script.join('\n'));
  writeFileSync(sandbox.configPath, `${CONFIG}credential_process = sh ${sandbox.home}/keys.sh\n`);
  writeFileSync(go, '');
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  renameSync(sandbox.credentialsPath, stored);
  rmSync(go);
  rmSync(started);

  const terminal = openShell(`aws_mfa login; bash -c 'read -t 1 line; echo "left: <$line>"'`);
  await expect.poll(() => existsSync(started), { timeout: 10_000 }).toBe(true);
  terminal.type('123456\r');
  writeFileSync(go, '');
  await terminal.exit;
  expect(terminal.screen()).toMatch(/Another terminal renewed|No code is needed/);
  expect(terminal.screen()).toContain('left: <>');
  expect(aws.requests).toHaveLength(1);
});

it('the session of another profile closes nothing', async () => {
  const { open, run, aws, sandbox } = await loginSetup();
  const terminal = open(['login']);
  await terminal.waitFor(PROMPT);
  await run(['login', '--token', aws.nextCode(), '--mfa-profile', 'other']);
  expect(sandbox.read()).toContain('[other]');
  terminal.type(aws.nextCode());
  terminal.press('enter');
  await terminal.waitFor('Use it:');
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(aws.requests).toHaveLength(2);
});

it('--force asks for a new session: the old one closes nothing, a new one does', async () => {
  const { open, run, aws } = await loginSetup();
  await run(['login', '--token', aws.nextCode(), '--duration', '1h']);
  const terminal = open(['login', '--force']);
  await terminal.waitFor(PROMPT);
  await run(['login', '--token', aws.nextCode()]);
  await terminal.waitFor('Another terminal renewed');
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
});

it.each([
  ['long-term keys', `[mfa]\n${KEY_LINES}`, '✗ [mfa] has a long-term access key'],
  [
    "another base's session",
    '[mfa]\naws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\nx_source_profile = work\n',
    '✗ [mfa] has the session of base profile "work"',
  ],
])('%s that came into the section meanwhile: no code is sent, and they stay', async (_, text, words) => {
  const { openShell, aws, sandbox } = await loginSetup();
  const terminal = openShell('aws_mfa login');
  await terminal.waitFor(PROMPT);
  appendFileSync(sandbox.credentialsPath, text);
  const before = sandbox.read();
  terminal.type(aws.nextCode());
  terminal.press('enter');
  expect(await terminal.exit).toEqual({ code: 253, signal: null });
  expect(terminal.screen()).toContain(words);
  expect(terminal.screen()).toContain('aws-mfa login --profile default --mfa-profile');
  expect(aws.requests).toHaveLength(0);
  expect(sandbox.read()).toBe(before);
});
