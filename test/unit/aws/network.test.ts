/**
 * Which proxy a request goes through, and which hosts NO_PROXY exempts. The first table of NO_PROXY was verified with curl 7.88.
 */
import { describe, expect, it } from 'vitest';
import { networkLines, planNetwork, chooseProxy, isExempt } from '../../../src/aws/network.ts';
import { readEnvironment, type Variables } from '../../../src/environment.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { sourceName } from '../../../src/source.ts';
import { thrownBy } from '../../support/thrown-by.ts';

function plan(variables: Variables, config = '') {
  const base = profilesOf(sharedFiles('', config)).get('default');
  return planNetwork('https://sts.eu-west-1.amazonaws.com', readEnvironment(variables), base);
}

describe('the file of certificates', () => {
  const config = '[default]\nca_bundle = /c\n';
  it.each<[variables: Variables, config: string, value: string, from: string]>([
    [{ AWS_CA_BUNDLE: '/a', REQUESTS_CA_BUNDLE: '/b' }, config, '/a', 'AWS_CA_BUNDLE'],
    [{ REQUESTS_CA_BUNDLE: '/b' }, config, '/c', 'ca_bundle of [default]'],
    [{ REQUESTS_CA_BUNDLE: '/b' }, '', '/b', 'REQUESTS_CA_BUNDLE'],
  ])('%j, config %j', (variables, text, value, from) => {
    const { caBundle } = plan(variables, text);
    expect([caBundle?.value, caBundle && sourceName(caBundle.source)]).toEqual([value, from]);
  });

  it('of another profile does not count', () => {
    expect(plan({}, '[profile work]\nca_bundle = /c\n')).toEqual({});
  });
});

const PATHS = { credentials: '~/.aws/credentials', config: '~/.aws/config' };

describe('networkLines', () => {
  it('say host and port of the proxy, and never whose password opens it', () => {
    const variables = { HTTPS_PROXY: 'http://alice:secret@proxy.test:8080', AWS_CA_BUNDLE: '/a' };
    expect(networkLines(plan(variables), PATHS)).toEqual([
      'proxy: proxy.test:8080 (HTTPS_PROXY)',
      'certificates: /a (AWS_CA_BUNDLE)',
    ]);
    expect(networkLines(plan({}), PATHS)).toEqual([]);
    expect(networkLines(plan({}, '[default]\nca_bundle = /c\n'), PATHS)).toEqual([
      'certificates: /c (ca_bundle of [default] in ~/.aws/config)',
    ]);
  });
});

const STS = 'https://sts.eu-west-1.amazonaws.com';
const LOCAL = 'http://127.0.0.1:4566';
const choose = (target: string, variables: Variables) =>
  chooseProxy(target, readEnvironment(variables).proxies);

describe('chooseProxy', () => {
  it.each<[target: string, variables: Variables, name: string | undefined, from?: string]>([
    [STS, {}, undefined],
    [STS, { HTTPS_PROXY: 'http://a:1' }, 'a:1', 'HTTPS_PROXY'],
    [STS, { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, 'a:1', 'https_proxy'],
    [STS, { HTTP_PROXY: 'http://a:1' }, undefined],
    [LOCAL, { HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, 'a:1', 'HTTP_PROXY'],
    [LOCAL, { HTTPS_PROXY: 'http://b:2' }, undefined],
    [STS, { ALL_PROXY: 'http://a:1' }, 'a:1', 'ALL_PROXY'],
    [LOCAL, { all_proxy: 'http://a:1' }, 'a:1', 'all_proxy'],
    [STS, { ALL_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, 'b:2', 'HTTPS_PROXY'],
    [STS, { HTTPS_PROXY: 'http://a:1', NO_PROXY: '.amazonaws.com' }, undefined],
    [STS, { HTTPS_PROXY: 'http://a:1', NO_PROXY: 'localhost,127.0.0.1' }, 'a:1', 'HTTPS_PROXY'],
    [STS, { HTTPS_PROXY: 'no address', NO_PROXY: '*' }, undefined],
  ])('%s with %j', (target, variables, name, from) => {
    const { proxy } = choose(target, variables);
    expect([proxy?.value.name, proxy && sourceName(proxy.source)]).toEqual([name, from]);
  });

  it('a socks proxy for all is passed over, and said so only where it would have counted', () => {
    const socks = { ALL_PROXY: 'socks5h://alice:secret@a:1' };
    expect(choose(STS, socks)).toEqual({
      note: 'ALL_PROXY is ignored because it is not an http or https proxy. The AWS CLI ignores it, too.',
    });
    expect(choose(STS, { ...socks, NO_PROXY: '*' })).toEqual({});
    expect(choose(STS, { ...socks, HTTPS_PROXY: 'http://b:2' })).not.toHaveProperty('note');
  });

  it.each([
    ['HTTPS_PROXY', 'socks5://a:1'],
    ['HTTPS_PROXY', 'no address'],
    ['ALL_PROXY', 'no address'],
  ])('%s=%s is an error', (variable, value) => {
    expect(thrownBy(() => choose(STS, { [variable]: value }))).toHaveProperty(
      'message',
      `${variable} is not the address of an http or https proxy.`,
    );
  });
});

describe('as curl has it', () => {
  it.each<[target: string, noProxy: string, exempt: boolean]>([
    ['http://a.b.test/', '', false],
    ['http://a.b.test/', '*', true],
    ['http://a.b.test/', 'b.test', true],
    ['http://a.b.test/', '.b.test', true],
    ['http://a.b.test/', 'a.b.test', true],
    ['http://a.b.test/', 'x.a.b.test', false],
    ['http://a.b.test/', 'test', true],
    ['http://a.b.test/', 'B.Test', true],
    ['http://a.b.test/', 'xb.test', false],
    ['http://ab.test/', 'b.test', false],
    ['http://ab.test/', '.b.test', false],
    ['http://b.test/', '.b.test', true],
    ['http://a.b.test/', 'b.test.', true],
    ['http://a.b.test./', 'b.test', true],
    ['http://a.b.test/', '..b.test', false],
    ['http://a.b.test/', '*.b.test', false],
    ['http://a.b.test/', 'x,*', false],
    ['http://a.b.test/', '*,x', false],
    ['http://a.b.test/', 'x,b.test', true],
    ['http://a.b.test/', 'x b.test', true],
    ['http://a.b.test/', 'x, b.test ,y', true],
    ['http://127.0.0.1:1/', '127.0.0.1', true],
    ['http://127.0.0.1:1/', '0.0.1', false],
    ['http://127.0.0.1:1/', '.0.0.1', false],
    ['http://127.0.0.1:1/', '127.0.0.1:2', false],
    ['http://[::1]:1/', '::1', true],
    ['http://[::1]:1/', '0:0:0:0:0:0:0:1', false],
    ['http://localhost:1/', 'localhost', true],
    ['http://localhost:1/', '127.0.0.1', false],
    ['http://localhost:1/', 'localhost:2', false],
  ])('%s, NO_PROXY=%s', (target, noProxy, exempt) => {
    expect(isExempt(new URL(target), noProxy)).toBe(exempt);
  });
});

describe('as the AWS CLI has it: ports and brackets', () => {
  it.each<[target: string, noProxy: string, exempt: boolean]>([
    ['https://sts.us-east-1.amazonaws.com', '.amazonaws.com', true],
    ['https://sts.us-east-1.amazonaws.com', 'amazonaws.com:443', true],
    ['https://sts.us-east-1.amazonaws.com', 'amazonaws.com:80', false],
    ['http://a.b.test/', 'a.b.test:80', true],
    ['https://127.0.0.1:1', '127.0.0.1:1', true],
    ['https://[::1]:1', '[::1]', true],
    ['https://[::1]:1', '[::1]:1', true],
    ['https://[::1]:1', '[::1]:2', false],
    ['https://127.0.0.1', '127.0.0.0/8', false],
    ['https://a.test', ', ,', false],
    ['https://a.test', ' * ', true],
  ])('%s, NO_PROXY=%s', (target, noProxy, exempt) => {
    expect(isExempt(new URL(target), noProxy)).toBe(exempt);
  });
});
