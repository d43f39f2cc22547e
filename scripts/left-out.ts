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
  // What the proxies' agents say of themselves where DEBUG is set: addresses, with the passwords in them.
  { by: '-proxy-agent/', module: 'debug', code: 'export default () => () => undefined;' },
  // Commander starts subcommands that are programs of their own; there are none.
  { by: '/commander/', module: 'node:child_process', code: 'export default {};' },
  // Kerberos, for proxies that want it, would need a package that is compiled; it is not offered.
  {
    by: '-proxy-agent/',
    module: 'proxy-agent-negotiate',
    code: 'export const createNegotiateAuth = () => undefined;',
  },
];

export const leaveOut: Plugin = {
  name: 'leave-out',
  resolveId: (id, importer = '') =>
    LEFT_OUT.some(({ by, module }) => id === module && importer.includes(by)) ? `\0${id}` : null,
  load: (id) => LEFT_OUT.find(({ module }) => id === `\0${module}`)?.code ?? null,
};
