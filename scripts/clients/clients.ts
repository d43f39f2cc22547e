/**
 * `npm run test:clients`: which client works in which way, tried with the real clients that this machine has, against the
 * loopback AWS, which verifies their signatures. Prints the table and writes it to docs/guide/clients.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLoopbackAws, type LoopbackAws } from '../../test/support/loopback-aws.ts';
import { programPath } from '../../test/support/program.ts';
import { role } from '../../test/support/aws/roles.ts';
import { startProgram } from '../../test/support/run.ts';
import { createSandbox, type Sandbox } from '../../test/support/sandbox.ts';
import { clientsHere, type Client } from './installed.ts';

const USER = 'arn:aws:iam::123456789012:user/alice';
const ROLE = 'arn:aws:iam::123456789012:role/admin';
const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';

const CREDENTIALS = `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`;

const CONFIG = `[default]
region = eu-west-1
mfa_serial = ${DEVICE}
[profile mfa]
region = eu-west-1
[profile admin]
role_arn = ${ROLE}
source_profile = mfa
region = eu-west-1
[profile mfa-live]
credential_process = '${process.execPath}' '${programPath}' export --format process --profile default
region = eu-west-1
`;

interface Way {
  title: string;
  /** `AWS_PROFILE` */
  profile?: string;
  /** What stands before the client's own command. */
  wrapper?: readonly string[];
  /** The start of the ARN that the client must act for. */
  identity: string;
  /** Whether the client itself asks for a role. */
  assumesRole?: boolean;
}

const ASSUMED = 'arn:aws:sts::123456789012:assumed-role/admin/';

const WAYS: readonly Way[] = [
  { title: '`AWS_PROFILE=mfa`', profile: 'mfa', identity: USER },
  { title: '`credential_process`', profile: 'mfa-live', identity: USER },
  { title: '`exec`', wrapper: ['exec', '--'], identity: USER },
  { title: 'role, `AWS_PROFILE=admin`', profile: 'admin', identity: ASSUMED, assumesRole: true },
  {
    title: 'role, `exec`',
    profile: 'admin',
    wrapper: ['exec', '--'],
    identity: ASSUMED,
    assumesRole: true,
  },
  {
    title: 'role, `exec --role-keys`',
    profile: 'admin',
    wrapper: ['exec', '--role-keys', '--'],
    identity: ASSUMED,
  },
];

async function main(): Promise<void> {
  const aws = await startLoopbackAws({ roles: [role('admin', { trusts: [USER] })] });
  const sandbox = createSandbox({ credentials: CREDENTIALS, config: CONFIG });
  const lines = [
    `| client | ${WAYS.map(({ title }) => title).join(' | ')} |`,
    `|---|${'---|'.repeat(WAYS.length)}`,
  ];
  try {
    await logIn(sandbox, aws);
    lines.forEach((line) => console.log(line));
    for (const client of clientsHere()) {
      const cells: string[] = [];
      for (const way of WAYS) cells.push(await cell(client, way, sandbox, aws));
      const line = `| ${client.name} | ${cells.join(' | ')} |`;
      console.log(line);
      lines.push(line);
    }
  } finally {
    sandbox.dispose();
    await aws.close();
  }
  writeTable(lines.join('\n'));
}

async function logIn(sandbox: Sandbox, aws: LoopbackAws): Promise<void> {
  const args = [programPath, 'login', '--token', aws.nextCode()];
  const { code, stderr } = await startProgram(process.execPath, args, {
    env: { ...sandbox.env, ...aws.env },
  }).result;
  if (code !== 0) throw new Error(`The login failed: ${stderr}`);
}

async function cell(client: Client, way: Way, sandbox: Sandbox, aws: LoopbackAws): Promise<string> {
  if (client.ignoresEndpoint && way.assumesRole) return 'not tried';
  return (await works(client, way, sandbox, aws)) ? 'works' : 'no';
}

/** Whether AWS saw a request of this client, other than AssumeRole, that it accepted, from the right identity. */
async function works(client: Client, way: Way, sandbox: Sandbox, aws: LoopbackAws): Promise<boolean> {
  const seen = aws.requests.length;
  const [command = '', ...args] = client.command(aws.url);
  const own = way.wrapper
    ? [process.execPath, programPath, ...way.wrapper, command, ...args]
    : [command, ...args];
  const env = {
    ...sandbox.env,
    ...aws.env,
    AWS_ENDPOINT_URL_S3: aws.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...client.env,
    ...(way.profile !== undefined && { AWS_PROFILE: way.profile }),
  };
  const run = await startProgram(own[0] ?? '', own.slice(1), { env, cwd: sandbox.home, timeoutMs: 60_000 })
    .result;
  if (process.env['DEBUG_CLIENTS']) console.error(client.name, way.title, run);
  return aws.requests
    .slice(seen)
    .some(
      ({ action, status = 0, accessKeyId }) =>
        action !== 'AssumeRole' &&
        (status < 300 || status === 404) &&
        aws.identityOf(accessKeyId)?.startsWith(way.identity) === true,
    );
}

const page = join(__dirname, '..', '..', 'docs', 'guide', 'clients.md');
const [BEGIN, END] = ['<!-- clients -->', '<!-- /clients -->'];

function writeTable(table: string): void {
  if (!existsSync(page)) return;
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  writeFileSync(page, `${before}${BEGIN}\n\n${table}\n\n${END}${rest.split(END)[1] ?? ''}`);
}

void main();
