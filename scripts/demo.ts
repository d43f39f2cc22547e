/**
 * Shows a login on this machine only: the built program, a mock AWS on 127.0.0.1, an authenticator in software, and a
 * temporary home folder.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import chalk from 'chalk';
import { startLoopbackAws, type LoopbackAws } from '../test/support/loopback-aws.ts';
import { programPath } from '../test/support/program.ts';
import { createSandbox, type Sandbox } from '../test/support/sandbox.ts';
import { whoAmI } from '../test/support/sts-client.ts';

const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';

const CREDENTIALS = `# The keys of my IAM user. Do not share.
[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

; another account, written another way
[client.acme]
aws_access_key_id=AKIAI44QH8DHBEXAMPLE
aws_secret_access_key=je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
`;

const CONFIG = `[default]
region = eu-west-1
mfa_serial = ${DEVICE}
`;

async function main(): Promise<void> {
  // The SDK prints which Node versions it will drop, at the GetCallerIdentity below.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const aws = await startLoopbackAws();
  const sandbox = createSandbox({ credentials: CREDENTIALS, config: CONFIG });
  try {
    process.exitCode = await show(aws, sandbox);
  } finally {
    sandbox.dispose();
    await aws.close();
  }
}

async function show(aws: LoopbackAws, sandbox: Sandbox): Promise<number> {
  say(
    `This is a demo. AWS is a small server at ${aws.url},\nand ~/.aws is a temporary folder. Your own is not touched.`,
  );
  title('The credentials file before');
  showFile(sandbox.read());

  const code = aws.nextCode();
  // A real code expires after half a minute. This one waits until the user has read the screen.
  aws.acceptCodes(code);
  title('The authenticator');
  say(`${chalk.bold(`${code.slice(0, 3)} ${code.slice(3)}`)}   (what your phone would show now)`);

  const asks = process.stdin.isTTY && process.stderr.isTTY;
  const args = asks ? ['login'] : ['login', '--token', code];
  title(`$ aws-mfa ${args.join(' ')}`);
  const exit = await run(args, sandbox, aws);
  if (exit !== 0) {
    say(`aws-mfa ended with exit code ${exit}. The file is unchanged.`);
    return exit;
  }

  title('The credentials file after');
  showFile(sandbox.read(), CREDENTIALS);
  title('Does it work? A signed GetCallerIdentity with the keys of [mfa]');
  say(`${await callerOf(sandbox, aws)}`);
  title('With a real account');
  say(NEXT_STEPS);
  return 0;
}

const NEXT_STEPS = `npm pack && npm install -g ./aws-mfa-*.tgz
aws-mfa setup              # access key, MFA device, first login
aws s3 ls --profile mfa`;

/** Runs the built program on the user's terminal. @returns its exit code */
async function run(args: string[], sandbox: Sandbox, aws: LoopbackAws): Promise<number> {
  // Ctrl-C ends the program. This script continues, to clean up.
  process.on('SIGINT', () => undefined);
  const child = spawn(process.execPath, [programPath, ...args], {
    stdio: 'inherit',
    env: { ...sandbox.env, AWS_ENDPOINT_URL_STS: aws.url },
  });
  await once(child, 'exit');
  return child.exitCode ?? 1;
}

async function callerOf(sandbox: Sandbox, aws: LoopbackAws): Promise<string | undefined> {
  const files = await loadSharedConfigFiles({
    filepath: sandbox.credentialsPath,
    configFilepath: sandbox.configPath,
    ignoreCache: true,
  });
  const keys = files.credentialsFile['mfa'] ?? {};
  return whoAmI(aws, {
    accessKeyId: keys['aws_access_key_id'] ?? '',
    secretAccessKey: keys['aws_secret_access_key'] ?? '',
    sessionToken: keys['aws_session_token'] ?? '',
  });
}

/** Prints a file. Long lines are cut, and new lines are green. */
function showFile(text: string, before = text): void {
  const known = new Set(before.split('\n'));
  for (const line of text.trimEnd().split('\n')) {
    const shown = line.length > 76 ? `${line.slice(0, 75)}…` : line;
    console.log(`  ${known.has(line) ? shown : chalk.green(shown)}`);
  }
}

function title(text: string): void {
  console.log(`\n${chalk.bold(text)}`);
}

function say(text: string): void {
  for (const line of text.split('\n')) console.log(`  ${line}`);
}

void main();
