/**
 * The terminal under its name `/dev/tty`, which macOS refuses to watch for events (kqueue fails with EINVAL). Here strace refuses
 * the same to Linux' epoll.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loginSetup, PROMPT } from '../support/login-setup.ts';
import { programWords } from '../support/program.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;
const REFUSE = '-f -qq -P /dev/tty -e trace=epoll_ctl -e inject=epoll_ctl:error=EINVAL';

test.skipIf(!hasStrace).each([
  '</dev/null >out 2>err',
  '</dev/tty',
  '2>/dev/tty',
  '</dev/tty 2>/dev/tty',
  '</dev/tty >/dev/tty 2>&1',
  '</dev/tty >out 2>err',
])('login %s', async (redirection) => {
  const { aws, sandbox, openShell } = await loginSetup();
  const log = join(sandbox.home, 'strace.log');
  const login = `strace ${REFUSE} -o '${log}' ${programWords} login ${redirection}`;
  const terminal = openShell(`cd "$HOME"; b=$(stty -g); ${login}; echo "exit $?"; [ "$b" = "$(stty -g)" ] && echo same`);
  await terminal.waitFor(PROMPT);
  const code = aws.nextCode();
  terminal.type(code);
  terminal.press('enter');
  await terminal.exit;
  expect(terminal.screen()).toMatch(/exit 0\nsame$/);
  expect(terminal.screen()).not.toContain(code);
  expect(sandbox.read()).toContain('[mfa]');
});
