/** A home folder on Windows whose name has blanks and other letters, with alice's keys and a loopback AWS. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CONFIG, CREDENTIALS } from '../support/login-setup.ts';
import { startLoopbackAws, type LoopbackAws } from '../support/loopback-aws.ts';
import { createSandbox, WIDE, type Sandbox } from '../support/sandbox.ts';
import { onWindows, prepared, runWine, wineEnv, type WineResult } from './wine.ts';

export interface WindowsHome {
  aws: LoopbackAws;
  sandbox: Sandbox;
  /** For any program of Windows. */
  env: Record<string, string>;
  /** `node.exe` and the program, as arguments of `wine`. */
  program: string[];
  /** Runs `aws-mfa`. */
  run: (args: readonly string[], variables?: Record<string, string>) => Promise<WineResult>;
  /** The path of `node.exe` on Windows. */
  node: string;
}

export async function windowsHome(
  files: { credentials?: string; config?: string } = {},
): Promise<WindowsHome> {
  if (!prepared) throw new Error('There is no Wine.');
  const aws = await startLoopbackAws();
  onTestFinished(aws.close);
  const home = join(mkdtempSync(join(tmpdir(), 'windows-home-')), 'Jörg Müller 名前');
  mkdirSync(home);
  const sandbox = createSandbox({ credentials: CREDENTIALS, config: CONFIG, ...files }, home);
  onTestFinished(sandbox.dispose);
  const env = wineEnv(prepared, { ...WIDE, ...aws.env, TEST_HOME: onWindows(home) });
  const preload = onWindows(join(import.meta.dirname, 'home.cjs'));
  const program = [onWindows(prepared.node), '--require', preload, onWindows(prepared.program)];
  return {
    aws,
    sandbox,
    env,
    program,
    run: (args, variables = {}) => runWine([...program, ...args], { env: { ...env, ...variables } }),
    node: onWindows(prepared.node),
  };
}
