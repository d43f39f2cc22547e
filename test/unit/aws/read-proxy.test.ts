/** The address of a proxy, and that no part of a password is ever shown. */
import { describe, expect, it } from 'vitest';
import { readProxy } from '../../../src/aws/network.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const read = (value: string) => readProxy({ value, source: sourceOf('HTTPS_PROXY') });
const basic = (login: string, encoding: BufferEncoding = 'utf8') =>
  `Basic ${Buffer.from(login, encoding).toString('base64')}`;

describe('readProxy', () => {
  it.each<[value: string, url: string, name: string, authorization?: string]>([
    ['http://proxy.test:8080', 'http://proxy.test:8080', 'proxy.test:8080'],
    ['http://proxy.test:8080/', 'http://proxy.test:8080', 'proxy.test:8080'],
    ['proxy.test:8080', 'http://proxy.test:8080', 'proxy.test:8080'],
    ['//proxy.test:8080', 'http://proxy.test:8080', 'proxy.test:8080'],
    ['http://proxy.test', 'http://proxy.test:80', 'proxy.test:80'],
    ['HTTPS://Proxy.Test', 'https://proxy.test:443', 'proxy.test:443'],
    ['http://[::1]:8080', 'http://[::1]:8080', '[::1]:8080'],
    ['http://alice:secret@p:1', 'http://p:1', 'p:1', basic('alice:secret')],
    ['alice:secret@p:1', 'http://p:1', 'p:1', basic('alice:secret')],
    ['http://alice@p:1', 'http://p:1', 'p:1', basic('alice:')],
    ['http://a%40corp:p%3Aw%2F%25@p:1', 'http://p:1', 'p:1', basic('a@corp:p:w/%')],
    ['http://alice@corp:secret@p:1', 'http://p:1', 'p:1', basic('alice@corp:secret')],
    ['http://alice:50%@p:1', 'http://p:1', 'p:1', basic('alice:50%')],
    ['http://alice:%C3%B6@p:1', 'http://p:1', 'p:1', basic('alice:ö')],
    ['http://alice:ö@p:1', 'http://p:1', 'p:1', basic('alice:ö')],
    ['http://alice:%F6@p:1', 'http://p:1', 'p:1', basic('alice:ö', 'latin1')],
  ])('%s', (value, url, name, authorization) => {
    expect(read(value)).toEqual({ url, name, authorization });
  });

  it.each([
    'not an address',
    'http://',
    ':::',
    'http://proxy.test:99999',
    'http://proxy.test:port',
    'socks5://proxy.test:1080',
    'ftp://proxy.test',
    'http://alice:se#cret@proxy.test:8080',
    'http://alice:12/secret@proxy.test:8080',
    'http://alice:12?secret@proxy.test:8080',
    'http://alice:12#secret@proxy.test:8080',
  ])('%s is none, and is not repeated', (value) => {
    const error = told(thrownBy(() => read(value)));
    expect(error).toMatch(
      words('configuration: HTTPS_PROXY is not the address of an http or https proxy. | …Percent-encode'),
    );
    expect(error).not.toMatch(/alice|cret|proxy\.test|12/);
  });
});
