/** A stored session is used although the keys that it was made with are gone, as in CI; only a new one needs them. */
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CREDENTIALS, DEVICE, loginSetup, type LoginSetup } from '../support/login-setup.ts';

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_MFA_SERIAL: DEVICE,
};

/** Logs in with keys that later commands do not have. */
const CASES: [what: string, prepare: () => Promise<LoginSetup>][] = [
  [
    'in the environment of the login only',
    async () => {
      const setup = await loginSetup({ credentials: null, config: null });
      const env = { ...setup.env, ...KEYS };
      const args = ['login', '--token', setup.aws.nextCode()];
      expect(await setup.run(args, { env })).toMatchObject({ code: 0 });
      return setup;
    },
  ],
  [
    'in a profile that was removed',
    async () => {
      const setup = await loginSetup({ config: null });
      const args = ['login', '--serial-number', DEVICE, '--token', setup.aws.nextCode()];
      expect(await setup.run(args)).toMatchObject({ code: 0 });
      writeFileSync(setup.sandbox.credentialsPath, setup.sandbox.read().replace(CREDENTIALS, ''));
      return setup;
    },
  ],
  [
    'in a profile that has only settings left',
    async () => {
      const setup = await loginSetup();
      expect(await setup.run(['login', '--token', setup.aws.nextCode()])).toMatchObject({ code: 0 });
      writeFileSync(setup.sandbox.credentialsPath, setup.sandbox.read().replace(CREDENTIALS, ''));
      return setup;
    },
  ],
];

describe.each(CASES)('keys %s', (_, prepare) => {
  it.each([{ flags: ['--profile', 'mfa'] }, { flags: [], env: { AWS_PROFILE: 'mfa' } }])(
    'the session is handed out: %j',
    async ({ flags, env = {} }) => {
      const { run, env: usual, aws, sandbox } = await prepare();
      const others = { env: { ...usual, ...env } };
      const before = sandbox.read();
      const key = /ASIA\w+/.exec(before)?.[0] ?? 'none';
      expect(await run(['status', ...flags, '--check'], others)).toMatchObject({ code: 0 });
      const exported = await run(['export', ...flags, '--format', 'env'], others);
      expect(exported).toMatchObject({ code: 0, stdout: expect.stringContaining(key) as string });
      const executed = await run(['exec', ...flags, '--', 'printenv', 'AWS_ACCESS_KEY_ID'], others);
      expect(executed).toMatchObject({ code: 0, stdout: `${key}\n`, stderr: '' });
      const again = await run(['login', ...flags, '--no-input'], others);
      expect(again).toMatchObject({ code: 0, stderr: '' });
      expect(sandbox.read()).toBe(before);
      expect(aws.requests).toHaveLength(1);
    },
  );

  it('a new one is refused, and says why', async () => {
    const { run, aws } = await prepare();
    const { code, stderr } = await run(['login', '--profile', 'mfa', '--token', aws.nextCode()]);
    expect(code).toBe(253);
    expect(stderr).toMatch(/not set now|no longer exists|has no access key/);
    expect(aws.requests).toHaveLength(1);
  });

  it('a session with too little time left is handed out with a warning', async () => {
    const { run } = await prepare();
    const args = ['exec', '--profile', 'mfa', '--min-remaining', '13h', '--', 'true'];
    const { code, stderr } = await run(args);
    expect(code).toBe(0);
    expect(stderr).toMatch(/not renewed/);
  });
});
