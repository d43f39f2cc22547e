/** What the packages load and this program has no use for. */
import type { Plugin } from 'rolldown';

/** What a package loads and we do not use, or not for that: its importer, the module, and what stands in its place. */
const LEFT_OUT = [
  // The SDK's search for keys, seven packages, loaded even where it is handed the keys; we always hand them over.
  {
    by: '/client-sts/',
    module: '@aws-sdk/credential-provider-node',
    code: 'export const defaultProvider = () => () => Promise.reject(new Error("no keys were handed over"));',
  },
  {
    by: '/client-iam/',
    module: '@aws-sdk/credential-provider-node',
    code: 'export const defaultProvider = () => () => Promise.reject(new Error("no keys were handed over"));',
  },
  // The streams of browsers, which Node loads when one asks for them; STS' answers come in Node's own.
  {
    by: '/util-stream/stream-collector',
    module: './stream-type-check',
    code: 'export const isBlob = () => false; export const isReadableStream = () => false;',
  },
  // Node's asynchronous files, which take longer to load than our one small file takes to read. As a buffer first:
  // Node 20 aborts where a file that it reads as text at once cannot be closed.
  {
    by: '/shared-ini-file-loader/',
    module: 'node:fs/promises',
    code: `import { readFileSync } from 'node:fs';
      export const readFile = async (path, encoding) => readFileSync(path).toString(encoding);`,
  },
  // What commander suggests for a misspelt word; we suggest in our own words.
  { by: '/commander/', module: './suggestSimilar.js', code: "export const suggestSimilar = () => '';" },
  // What the proxies' agents say of themselves where DEBUG is set: addresses, with the passwords in them.
  { by: '-proxy-agent/', module: 'debug', code: 'export default () => () => undefined;' },
  // Kerberos, for proxies that want it, would need a package that is compiled; it is not offered.
  {
    by: '-proxy-agent/',
    module: 'proxy-agent-negotiate',
    code: 'export const createNegotiateAuth = () => undefined;',
  },
  // Chalk finds out what colours a terminal has; we tell it.
  { by: '/chalk/', module: '#supports-color', code: 'export default { stdout: false, stderr: false };' },
];

export const leaveOut: Plugin = {
  name: 'leave-out',
  resolveId: (id, importer = '') =>
    LEFT_OUT.some(({ by, module }) => id === module && importer.includes(by)) ? `\0${id}` : null,
  load: (id) => LEFT_OUT.find(({ module }) => id === `\0${module}`)?.code ?? null,
};
