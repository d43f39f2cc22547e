/** Proxies, certificates and addresses, with a password wherever one can stand. */
import { writeFileSync } from 'node:fs';
import type { LoginSetup } from '../../support/login-setup.ts';
import type { LoopbackProxyOptions } from '../../support/loopback-proxy.ts';
import { CODE, CONFIG, PROXY_LOGIN, PROXY_PASSWORD, SECRET } from './marks.ts';
import { marked, type Row } from './row.ts';

const PROXY = `http://${PROXY_LOGIN}@127.0.0.1:9`;
const SECURE = { users: [marked()], tls: true };

const moods: Row[] = Object.entries<LoopbackProxyOptions>({
  'wants another password': { login: 'alice:other' },
  'wants Kerberos': { mood: { status: 407, headers: { 'Proxy-Authenticate': 'Negotiate' } } },
  'forbids it': { mood: { status: 403 } },
  'leads to a page, password and all': {
    mood: { status: 302, headers: { Location: `http://${PROXY_LOGIN}@login.test/?${CODE}` } },
  },
  'cannot reach AWS': { mood: { status: 502 } },
  'talks nonsense': { mood: 'talks nonsense' },
  closes: { mood: 'closes' },
  echoes: { mood: 'echoes' },
}).map(([what, proxy]) => ({
  given: `a proxy that ${what}`,
  proxy,
  aws: SECURE,
  env: { DEBUG: '*' },
  succeeds: false,
}));

const welcome = { login: `alice:${PROXY_PASSWORD}` };
const proxies: Row[] = [
  ...moods,
  { given: 'a proxy that lets us through', proxy: welcome, succeeds: true },
  { given: 'a proxy that lets TLS through', proxy: welcome, aws: SECURE, succeeds: true },
  {
    given: 'a proxy that wants another password, on the way to http',
    proxy: { login: 'alice:other' },
    succeeds: false,
  },
  { given: 'a proxy that echoes, on the way to http', proxy: { mood: 'echoes' }, succeeds: false },
  ...['exec', 'export'].map((command) => ({
    given: `a proxy that wants another password, at ${command}`,
    proxy: { login: 'alice:other' },
    args: [command, '--token', CODE, ...(command === 'exec' ? ['true'] : [])],
    succeeds: false,
  })),
  { given: 'a proxy that cannot be reached', env: { HTTP_PROXY: PROXY }, succeeds: false },
  {
    given: 'a proxy, and libraries told to talk',
    env: { HTTP_PROXY: PROXY, DEBUG: '*', NODE_DEBUG: 'http,net' },
    succeeds: false,
  },
  { given: 'a proxy that is none', env: { HTTP_PROXY: `http://${PROXY_LOGIN}@` }, succeeds: false },
  ...[PROXY_PASSWORD, `9182/${PROXY_PASSWORD}`, `9182#${PROXY_PASSWORD}`].map((password) => ({
    given: `a proxy whose password is not encoded: ${password}`,
    env: { HTTP_PROXY: `http://alice:${password}@127.0.0.1:9` },
    succeeds: false,
  })),
  {
    given: 'a proxy of another kind for all',
    env: { ALL_PROXY: `socks5://${PROXY_LOGIN}@127.0.0.1:9` },
    succeeds: true,
  },
  {
    given: 'a proxy of another kind',
    env: { HTTP_PROXY: `socks5://${PROXY_LOGIN}@127.0.0.1:9` },
    succeeds: false,
  },
  {
    given: 'a proxy in a rehearsal',
    env: { HTTP_PROXY: PROXY },
    args: ['login', '--dry-run'],
    succeeds: true,
  },
];

const bundle =
  (text: string) =>
  ({ sandbox }: LoginSetup) =>
    writeFileSync(`${sandbox.home}/office.pem`, text);
const pem = (what: string) => `-----BEGIN ${what}-----\n${SECRET}\n-----END ${what}-----\n`;

const certificates: Row[] = [
  { given: 'certificates that are keys', env: { AWS_CA_BUNDLE: '~/.aws/credentials' }, succeeds: false },
  { given: 'certificates that are missing', env: { AWS_CA_BUNDLE: '~/none.pem' }, succeeds: false },
  ...Object.entries({
    'an empty file': '',
    'no PEM': SECRET,
    'a private key': pem('PRIVATE KEY'),
    'a certificate that is none': pem('CERTIFICATE'),
  }).map(([what, text]) => ({
    given: `for certificates, ${what}`,
    aws: SECURE,
    env: { AWS_CA_BUNDLE: '~/office.pem' },
    prepare: bundle(text),
    succeeds: false,
  })),
];

/** Nothing in the environment says where AWS is. */
const UNSET = { AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL_IAM: '' };
const ENDPOINT = `https://${PROXY_LOGIN}@127.0.0.1:9/${SECRET}`;

const addresses: Row[] = [
  ...Object.entries({
    'in the base': `endpoint_url = ${ENDPOINT}`,
    'with a password that is not encoded': `endpoint_url = https://alice:${PROXY_PASSWORD}@127.0.0.1`,
    'without TLS': `endpoint_url = http://${PROXY_LOGIN}@sts.example.com`,
    'of another kind': `endpoint_url = ftp://${PROXY_LOGIN}@sts.example.com`,
  }).map(([what, line]) => ({
    given: `an address ${what}`,
    env: UNSET,
    config: `${CONFIG}${line}\n`,
    succeeds: false,
  })),
  {
    given: 'an address of a service, in a rehearsal',
    env: UNSET,
    config: `${CONFIG}services = x\n[services x]\nsts =\n  endpoint_url = ${ENDPOINT}\n`,
    args: ['login', '--dry-run'],
    succeeds: true,
  },
  {
    given: 'an address in the environment, in a rehearsal',
    env: { AWS_ENDPOINT_URL_STS: ENDPOINT },
    args: ['login', '--dry-run'],
    succeeds: true,
  },
];

export const network: Row[] = [...proxies, ...certificates, ...addresses];
