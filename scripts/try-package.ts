/** `npm run try-package`: packs the tarball, installs it in an empty folder, and logs in with it to the loopback AWS. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoopbackAws } from '../test/support/loopback-aws.ts';
import { startProgram } from '../test/support/run.ts';
import { createSandbox } from '../test/support/sandbox.ts';

const root = join(__dirname, '..');

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-package-'));
  const aws = await startLoopbackAws();
  const sandbox = createSandbox({
    credentials:
      '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
    config: '[default]\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n',
  });
  try {
    const program = install(folder);
    const env = { ...sandbox.env, AWS_ENDPOINT_URL_STS: aws.url };
    for (const args of [['--version'], ['login', '--token', aws.nextCode()]]) {
      const { code, stdout, stderr } = await startProgram(program, args, { env }).result;
      console.log(`$ aws-mfa ${args[0] ?? ''}\n${stdout}${stderr}`);
      if (code !== 0) throw new Error(`exit code ${String(code)}`);
    }
    if (!sandbox.read().includes('[mfa]\naws_access_key_id = ASIA'))
      throw new Error('no session in the file');
  } finally {
    sandbox.dispose();
    await aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns the path of the installed command */
function install(folder: string): string {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), '{}');
  // --offline: the install must not need a registry.
  execFileSync('npm', ['install', '--silent', '--offline', join(folder, tarball)], {
    cwd: folder,
    stdio: 'inherit',
  });
  return join(folder, 'node_modules', '.bin', 'aws-mfa');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
