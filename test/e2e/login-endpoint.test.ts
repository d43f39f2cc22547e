/** Endpoints in the config file, and the variable that ignores them. */
import { appendFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loginSetup } from '../support/login-setup.ts';

const NOWHERE = 'http://127.0.0.1:9';
/** An empty variable counts as unset. */
const UNSET = { AWS_ENDPOINT_URL_STS: '' };

it.each<[what: string, config: (url: string) => string, from: string]>([
  ['endpoint_url of the base', (url) => `endpoint_url = ${url}\n`, 'endpoint_url of [default]'],
  [
    'the services that the base names',
    (url) =>
      `endpoint_url = ${NOWHERE}\nservices = local\n[services local]\nsts =\n  endpoint_url = ${url}\n`,
    'sts endpoint_url of [services local]',
  ],
])('%s', async (_, config, from) => {
  const { run, sandbox, aws } = await loginSetup({ env: UNSET });
  appendFileSync(sandbox.configPath, config(aws.url));
  const { code, stderr } = await run(['login', '--token', aws.nextCode(), '--debug']);
  expect(stderr).toContain(`endpoint: ${new URL(aws.url).host} (${from} in ~/.aws/config)`);
  expect(code).toBe(0);
  expect(sandbox.read()).toContain('[mfa]\n');
});

it('the variable that ignores them all leaves the address of AWS', async () => {
  const { run, sandbox, aws } = await loginSetup({ env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } });
  appendFileSync(sandbox.configPath, 'use_fips_endpoint = true\n');
  const { stdout } = await run(['login', '--dry-run']);
  expect(stdout).toContain(
    'endpoint: STS in eu-west-1, FIPS, at sts-fips.eu-west-1.amazonaws.com (use_fips_endpoint of [default] in ~/.aws/config)',
  );
  expect(aws.requests).toHaveLength(0);
});

it('plain http to another machine is refused in the file, too', async () => {
  const { run, sandbox, aws } = await loginSetup({ env: UNSET });
  appendFileSync(sandbox.configPath, 'endpoint_url = http://sts.example\n');
  const before = sandbox.read();
  const { code, stderr } = await run(['login', '--token', aws.nextCode()]);
  expect(code).toBe(253);
  expect(stderr).toContain('endpoint_url of [default] is plain http to sts.example');
  expect(sandbox.read()).toBe(before);
});
