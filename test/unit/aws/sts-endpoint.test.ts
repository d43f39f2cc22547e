/** Configured endpoints: which are refused, which belong to AWS, and how they are shown. */
import { describe, expect, it } from 'vitest';
import { checkEndpoint, hostOf, isAwsHost } from '../../../src/aws/endpoint.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const check = (value: string) => checkEndpoint({ value, source: sourceOf('AWS_ENDPOINT_URL_STS') });

describe('checkEndpoint', () => {
  it.each([
    'https://sts.eu-west-1.amazonaws.com',
    'https://minio.example:9000',
    'https://10.0.0.1',
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://127.1.2.3',
    'http://[::1]:8080',
    'HTTP://LOCALHOST',
  ])('takes %s', (endpoint) => {
    expect(() => check(endpoint)).not.toThrow();
  });

  it.each([
    'http://sts.amazonaws.com',
    'http://10.0.0.1',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://0.0.0.0',
    'http://user:pw@evil.example',
  ])('refuses %s: plain http', (endpoint) => {
    const line = told(thrownBy(() => check(endpoint)));
    expect(line).toMatch(
      words('configuration: AWS_ENDPOINT_URL_STS is plain http to …unencrypted. | Use https'),
    );
    expect(line).not.toContain('pw');
  });

  it.each([
    'https://alice:9182/Secret@sts.example.com',
    'http://alice:9182?Secret@127.0.0.1',
    'https://alice:9182#Secret@sts.example.com/',
  ])('refuses %s, and repeats nothing of it: it holds a password that was not encoded', (endpoint) => {
    const line = told(thrownBy(() => check(endpoint)));
    expect(line).toContain('AWS_ENDPOINT_URL_STS is not a valid URL.');
    expect(line).not.toMatch(/alice|9182|Secret/);
  });

  it.each(['', 'sts.amazonaws.com', 'localhost:8080', 'ftp://x', 'file:///etc/passwd', 'https://'])(
    'refuses "%s": no address of a server',
    (endpoint) => {
      expect(told(thrownBy(() => check(endpoint)))).toMatch(
        words('configuration: AWS_ENDPOINT_URL_STS is not a valid URL.…https://'),
      );
    },
  );
});

describe('isAwsHost', () => {
  it.each([
    ['https://sts.amazonaws.com', true],
    ['https://sts.eu-west-1.amazonaws.com', true],
    ['https://sts.cn-north-1.amazonaws.com.cn', true],
    ['https://sts.eusc-de-east-1.amazonaws.eu', true],
    ['https://sts.eu-west-1.api.aws', true],
    ['https://vpce-1.sts.eu-west-1.vpce.amazonaws.com', true],
    ['https://sts.amazonaws.com.evil.example', false],
    ['https://sts.amazonaws.com@evil.example', false],
    ['https://evilamazonaws.com', false],
    ['http://localhost:8080', false],
    ['', false],
  ])('%s: %s', (endpoint, expected) => {
    expect(isAwsHost(endpoint)).toBe(expected);
  });
});

it.each([
  ['https://user:password@sts.example:8443/path?token=x', 'sts.example:8443'],
  ['https://sts.example:443', 'sts.example'],
])('%s is shown as %s', (endpoint, host) => {
  expect(hostOf(endpoint)).toBe(host);
});
