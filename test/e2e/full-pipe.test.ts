/** A pipe that is full, and whose reader takes its time: the session is in the file before a word of it is read. */
import { expect, test } from 'vitest';
import { loginSetup } from '../support/login-setup.ts';

test.each([
  ['standard output', ''],
  ['both streams', '2>&1'],
])('%s in a full pipe', async (_, redirection) => {
  const { runShell, sandbox, aws } = await loginSetup();
  // As much as a pipe takes; its reader begins a second after it finds the session in the file.
  const { stdout } = await runShell(`
    { head -c 65536 /dev/zero; aws_mfa login --token ${aws.nextCode()}; echo "exit $?" >"$HOME/code"; } ${redirection} |
    { until grep -q '^aws_session_token' "$HOME/.aws/credentials"; do sleep 0.1; done; sleep 1; tr -d '\\0'; }
    cat "$HOME/code"`);
  expect(stdout).toMatch(/✓ Session \[mfa\] [^]*\nexit 0\n$/);
  expect(sandbox.leftovers()).toEqual([]);
});
