/** The platforms that get a standalone program, and the npm package that brings the runtime for each. */

export interface Target {
  name: string;
  /** Of the npm registry. The baseline builds also run on processors without AVX2. */
  runtime: string;
  /** What the compiler calls it. */
  compilerTarget: string;
  fileName: string;
}

export const TARGETS: readonly Target[] = [
  {
    name: 'linux-x64',
    runtime: '@oven/bun-linux-x64-baseline',
    compilerTarget: 'bun-linux-x64-baseline',
    fileName: 'aws-mfa',
  },
  {
    name: 'linux-arm64',
    runtime: '@oven/bun-linux-aarch64',
    compilerTarget: 'bun-linux-arm64',
    fileName: 'aws-mfa',
  },
  {
    name: 'windows-x64',
    runtime: '@oven/bun-windows-x64-baseline',
    compilerTarget: 'bun-windows-x64-baseline',
    fileName: 'aws-mfa.exe',
  },
  {
    name: 'darwin-arm64',
    runtime: '@oven/bun-darwin-aarch64',
    compilerTarget: 'bun-darwin-arm64',
    fileName: 'aws-mfa',
  },
  {
    name: 'darwin-x64',
    runtime: '@oven/bun-darwin-x64',
    compilerTarget: 'bun-darwin-x64',
    fileName: 'aws-mfa',
  },
];

/** @throws if there is no such target */
export function findTarget(name: string): Target {
  const target = TARGETS.find((each) => each.name === name);
  if (!target)
    throw new Error(`No target "${name}". There are: ${TARGETS.map((each) => each.name).join(', ')}`);
  return target;
}

/** The target of the machine that runs this. */
export function hostTarget(): Target {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return findTarget(`${system}-${process.arch}`);
}
