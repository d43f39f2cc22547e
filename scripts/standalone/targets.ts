/** The platforms that get a standalone program, and the npm package that brings the runtime for each. */

export interface Target {
  name: string;
  /** Of the npm registry. The baseline builds also run on processors without AVX2. */
  runtime: string;
  /** What the compiler calls it. */
  compilerTarget: string;
  fileName: string;
}

const RUNTIMES = {
  'linux-x64': '@oven/bun-linux-x64-baseline',
  'linux-arm64': '@oven/bun-linux-aarch64',
  'windows-x64': '@oven/bun-windows-x64-baseline',
  'darwin-arm64': '@oven/bun-darwin-aarch64',
  'darwin-x64': '@oven/bun-darwin-x64',
};

export const TARGETS: readonly Target[] = Object.entries(RUNTIMES).map(([name, runtime]) => ({
  name,
  runtime,
  compilerTarget: runtime.replace('@oven/', '').replace('aarch64', 'arm64'),
  fileName: name.startsWith('windows') ? 'aws-mfa.exe' : 'aws-mfa',
}));

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
