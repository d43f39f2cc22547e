/** Which variable counts for which address. */
import { sourceName } from '../../../src/source.ts';
import { describe, expect, it } from 'vitest';
import { readEnvironment, type Variables } from '../../../src/environment.ts';
import { chooseProxy } from '../../../src/aws/network.ts';
import { thrownBy } from '../../support/thrown-by.ts';

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
      note: 'ALL_PROXY is not an http or https proxy, and is passed over; the AWS CLI does so, too.',
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
