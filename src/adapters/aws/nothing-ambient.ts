/** Settings of the SDK's clients, all of them given, so that it reads no environment and no file of its own. */
export const NOTHING_AMBIENT = {
  ignoreConfiguredEndpointUrls: true,
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard',
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  userAgentAppId: () => Promise.resolve(undefined),
  authSchemePreference: () => Promise.resolve([]),
  sigv4aSigningRegionSet: () => Promise.resolve(undefined),
  disableClockSkewCorrection: false,
} as const;
