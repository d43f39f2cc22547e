/**
 * `npm run try-debian`: in a fresh Debian without Node.js, made by debootstrap, the Debian package and the plain program each
 * log in against the loopback AWS. Takes the files that `npm run release` has made. Needs root, and a network.
 *
 * A folder as argument is a Debian that is there already.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';
import { sectionKeys } from '../test/support/section-keys.ts';
import { startLoopbackAws, type LoopbackAws } from '../test/support/loopback-aws.ts';
import { startProgram } from '../test/support/run.ts';
import { whoAmI } from '../test/support/sts-client.ts';

const release = join(__dirname, '../release');
const PACKAGE = `aws-mfa_${version}-1_amd64.deb`;

async function main(): Promise<void> {
  // The SDK announces which Node versions it will drop.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  if (!existsSync(join(release, PACKAGE)))
    throw new Error(`release/${PACKAGE} is missing. Make it first: npm run release -- --dry-run`);
  const [given] = process.argv.slice(2);
  const root = given ?? mkdtempSync(join(tmpdir(), 'aws-mfa-debian-'));
  const aws = await startLoopbackAws();
  try {
    if (given === undefined)
      execFileSync('debootstrap', ['--variant=minbase', 'bookworm', root], { stdio: 'ignore' });
    const inside = (script: string): string =>
      execFileSync('chroot', [root, 'sh', '-c', script], {
        encoding: 'utf8',
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      });
    // As every container has it; without it the runtime cannot start.
    execFileSync('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
    inside('! command -v node');

    copyFileSync(join(release, PACKAGE), join(root, 'tmp', PACKAGE));
    inside(`dpkg --install /tmp/${PACKAGE}`);
    await logIn(root, '/usr/bin/aws-mfa', aws);
    inside('dpkg --purge aws-mfa && ! command -v aws-mfa');

    const folder = `aws-mfa-${version}-linux-x64`;
    execFileSync('tar', ['-xzf', join(release, `${folder}.tar.gz`), '-C', join(root, 'tmp')]);
    await logIn(root, `/tmp/${folder}/aws-mfa`, aws);
  } finally {
    await aws.close();
    spawnSync('umount', [join(root, 'proc')]);
    if (given === undefined) rmSync(root, { recursive: true, force: true });
  }
}

/** From no files to a session that AWS accepts. */
async function logIn(root: string, program: string, aws: LoopbackAws): Promise<void> {
  rmSync(join(root, 'root/.aws'), { recursive: true, force: true });
  const env = {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    ...aws.env,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_REGION: 'eu-west-1',
    AWS_MFA_SERIAL: 'arn:aws:iam::123456789012:mfa/alice',
  };
  const args = [root, program, 'login', '--token', aws.nextCode()];
  const { code, stderr } = await startProgram('chroot', args, { env, timeoutMs: 60_000 }).result;
  if (code !== 0) throw new Error(`${program}: exit code ${String(code)}\n${stderr}`);
  const keys = sectionKeys(readFileSync(join(root, 'root/.aws/credentials'), 'utf8'), 'mfa') ?? {};
  const caller = await whoAmI(aws, {
    accessKeyId: keys['aws_access_key_id'] ?? '',
    secretAccessKey: keys['aws_secret_access_key'] ?? '',
    sessionToken: keys['aws_session_token'] ?? '',
  });
  console.log(`✓ ${program}: ${String(caller)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
