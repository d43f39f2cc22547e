/** Replaces modules that the libraries load and this program does not use. */
import type { Plugin } from 'rolldown';

/** The importing file, the module, and the source text that replaces it. */
const LEFT_OUT = [
  // The SDK's search for credentials: seven packages, loaded even if the credentials are given, as they always are here.
  {
    by: '/client-',
    module: '@aws-sdk/credential-provider-node',
    code: 'export const defaultProvider = () => () => Promise.reject(new Error("no keys were handed over"));',
  },
  // For services that stream events. STS and IAM do not.
  {
    by: '/@smithy/core/',
    module: '@smithy/core/event-streams',
    code: 'export const EventStreamSerde = undefined, eventStreamSerdeProvider = undefined;',
  },
  // In AWS Lambda, calls carry the ID of the function's own call. This program does not run there.
  {
    by: '/@aws-sdk/core/',
    module: '@aws/lambda-invoke-store',
    code: 'export const InvokeStore = { getInstanceAsync: () => Promise.resolve(undefined) };',
  },
  // The region is always given, and never asked from the metadata service of a virtual machine.
  ...['./getInstanceMetadataRegion', '../config-resolver/regionConfig/getInstanceMetadataRegion'].map(
    (module) => ({
      by: '/@smithy/core/',
      module,
      code: 'export const getInstanceMetadataRegion = () => Promise.resolve(undefined);',
    }),
  ),
  // For a Node without SHA-256. There is none.
  { by: '/@smithy/core/', module: './Sha256Js', code: 'export const Sha256Js = undefined;' },
  // Signatures for several regions at once, which STS does not ask for.
  {
    by: '/client-sts/',
    module: '@aws-sdk/signature-v4-multi-region',
    code: `import { SignatureV4 } from ${JSON.stringify(require.resolve('@smithy/signature-v4').replace('dist-cjs', 'dist-es'))};
      export class SignatureV4MultiRegion extends SignatureV4 {
        static sigv4aDependency() { return 'none'; }
      }`,
  },
  // A call is never retried by the SDK, in no mode.
  {
    by: '/@smithy/core/',
    module: '../util-retry/AdaptiveRetryStrategy',
    code: 'export const AdaptiveRetryStrategy = undefined;',
  },
  // With DEBUG set, the proxy agents print addresses, including passwords.
  { by: '-proxy-agent/', module: 'debug', code: 'export default () => () => undefined;' },
  // Commander can start other programs as subcommands. There are none.
  { by: '/commander/', module: 'node:child_process', code: 'export default {};' },
  // The SDK's reader asks for the home folder before it looks at the path, and fails for a user who has none.
  {
    by: '/shared-ini-file-loader/',
    module: './getHomeDir',
    code: 'export const getHomeDir = () => process.env.HOME ?? "";',
  },
  // Kerberos for proxies would need a native package, and is not supported.
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
