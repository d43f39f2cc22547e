/** The errors for a proxy that does not work. */
import { expect, it } from 'vitest';
import { explainProxyProblem } from '../../../src/aws/network-messages.ts';
import { type ProxyProblem, readProxy } from '../../../src/aws/network.ts';
import { sourceOf } from '../../support/source-of.ts';

const source = sourceOf('HTTPS_PROXY');
const nameless = { value: readProxy({ value: 'http://proxy.test:8080', source }), source };
const alices = {
  value: readProxy({ value: 'http://alice:secret@proxy.test:8080', source }),
  source,
};

it.each<[problem: ProxyProblem, reason: string, proxy: typeof alices, what: string, remedy: RegExp]>([
  [
    { status: 407, schemes: ['basic'] },
    'Error',
    nameless,
    'requires a user name and a password (HTTP 407)',
    /USER:PASSWORD@proxy\.test:8080\. .*%40/,
  ],
  [
    { status: 407, schemes: ['basic'] },
    'Error',
    alices,
    'rejected the user name or the password (HTTP 407)',
    /Correct them in HTTPS_PROXY\..*%40/,
  ],
  [
    { status: 407, schemes: ['negotiate', 'ntlm'] },
    'Error',
    alices,
    'accepts only negotiate or ntlm authentication (HTTP 407)',
    /cntlm.*HTTPS_PROXY/,
  ],
  [
    { status: 407, schemes: ['ntlm', 'basic'] },
    'Error',
    alices,
    'rejected the user name or the password (HTTP 407)',
    /Correct/,
  ],
  [
    { status: 401, schemes: [] },
    'Error',
    alices,
    'rejected the user name or the password (HTTP 401)',
    /Correct/,
  ],
  [
    { status: 407, schemes: [] },
    'Error',
    nameless,
    'requires a user name and a password (HTTP 407)',
    /USER:PASSWORD/,
  ],
  [
    { status: 403, schemes: [] },
    'Error',
    alices,
    'does not allow connections to STS (HTTP 403)',
    /allow it.*NO_PROXY/,
  ],
  [
    { status: 302, schemes: [] },
    'Error',
    alices,
    'redirects to another page instead of connecting to STS (HTTP 302)',
    /login page/,
  ],
  [{ status: 502, schemes: [] }, 'Error', alices, 'could not reach STS (HTTP 502)', /try again/],
  [{ schemes: [] }, 'ECONNREFUSED', alices, 'could not be reached (ECONNREFUSED)', /unset HTTPS_PROXY/],
  [{ schemes: [] }, 'ECONNRESET', alices, 'closed the connection (ECONNRESET)', /unset HTTPS_PROXY/],
  [
    { schemes: [] },
    'HPE_HEADER_OVERFLOW',
    alices,
    'did not answer like a proxy (HPE_HEADER_OVERFLOW)',
    /unset HTTPS_PROXY/,
  ],
  [
    { schemes: [] },
    'HPE_INVALID_CONSTANT',
    alices,
    'did not answer like a proxy (HPE_INVALID_CONSTANT)',
    /unset HTTPS_PROXY/,
  ],
  [{ schemes: [] }, 'TimeoutError', alices, 'did not answer in time (TimeoutError)', /unset HTTPS_PROXY/],
  [{ schemes: [] }, 'ETIMEDOUT', alices, 'did not answer in time (ETIMEDOUT)', /unset HTTPS_PROXY/],
  [
    { schemes: [] },
    'Error',
    alices,
    'did not answer like a proxy (Error)',
    /Check the address in HTTPS_PROXY/,
  ],
])('%j, %s', (problem, reason, proxy, expected, remedy) => {
  const { message, hint } = explainProxyProblem(problem, reason, proxy, 'STS');
  expect(message).toBe(`The proxy proxy.test:8080 (HTTPS_PROXY) ${expected}.`);
  expect(hint).toMatch(remedy);
  expect(`${message} ${hint ?? ''}`).not.toMatch(/alice|secret/);
});

it.each(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER'])('https to a proxy that speaks http: %s', (reason) => {
  expect(explainProxyProblem({ schemes: [] }, reason, alices, 'STS')).toEqual({
    message: `The proxy proxy.test:8080 (HTTPS_PROXY) does not speak TLS (${reason}).`,
    hint: 'Most proxies expect plain http, also for https requests:\n`export HTTPS_PROXY=http://proxy.test:8080`',
  });
});

it('a name that leads nowhere', () => {
  expect(explainProxyProblem({ schemes: [] }, 'ENOTFOUND', alices, 'STS')).toEqual({
    message: 'The host name of the proxy proxy.test:8080 (HTTPS_PROXY) could not be resolved (ENOTFOUND).',
    hint: 'Check the address in HTTPS_PROXY. If there is no proxy:\n`unset HTTPS_PROXY`',
  });
});
