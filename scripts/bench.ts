/**
 * Measures the built program on the Node that runs this: whole processes, each in turn with an empty Node
 * (`node -e 0`), so that a machine that speeds up or slows down does so for both. Prints the table and writes it to
 * docs/performance.md. A benchmark, no test: nothing fails here.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  readFileSync,
  statSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLoopbackAws, type LoopbackAws } from '../test/support/loopback-aws.ts';
import { programPath } from '../test/support/program.ts';
import { createSandbox, type Sandbox } from '../test/support/sandbox.ts';
import { openTerminal, openTerminalOf, type Terminal } from '../test/support/terminal.ts';

const PAIRS = Number(process.env['PAIRS'] ?? 15);
const root = join(__dirname, '..');
const page = join(root, 'docs', 'performance.md');

const KEYS =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
const CONFIG = '[default]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n';

/** One way to run something: milliseconds from its start to the moment that counts. */
type Run = () => Promise<number>;

interface Row {
  what: string;
  target: number;
  run: Run;
  /** What it is held against; an empty Node if nothing else is said. */
  against?: Run;
}

interface Measured extends Row {
  median: number;
  baseline: number;
  ratio: number;
}

async function main(): Promise<void> {
  const http = await startLoopbackAws();
  const https = await startLoopbackAws({ tls: true });
  const sandboxes: Sandbox[] = [];
  const sandbox = (profiles: number) => {
    const made = createSandbox({ credentials: credentials(profiles), config: CONFIG });
    sandboxes.push(made);
    return made;
  };
  try {
    const measured: Measured[] = [];
    for (const row of rows(http, https, sandbox)) {
      measured.push(await measure(row));
      console.log(line(measured.at(-1)));
    }
    const table = [
      HEAD,
      ...measured.map(line),
      tarball(),
      '',
      ...(await costs(http, sandbox(10))),
      ...(await peers(http, sandbox(10))),
    ];
    write(table.join('\n'));
  } finally {
    sandboxes.forEach((made) => made.dispose());
    await Promise.all([http.close(), https.close()]);
  }
}

function rows(http: LoopbackAws, https: LoopbackAws, sandbox: (profiles: number) => Sandbox): Row[] {
  const [few, many] = [sandbox(10), sandbox(1000)];
  const valid = sandbox(10);
  writeFileSync(valid.credentialsPath, valid.read() + storedSession());
  const token =
    (aws: LoopbackAws, home: Sandbox): Run =>
    async () => {
      const code = freshCode(aws);
      return exited(['login', '--token', code], envOf(home, aws));
    };
  return [
    { what: '`--version`', target: 1.25, run: () => exited(['--version'], few.env) },
    { what: '`login`, session still valid', target: 1.5, run: () => exited(['login'], valid.env) },
    {
      what: 'start → prompt on the screen',
      target: 1.7,
      run: () => toPrompt(envOf(sandbox(10), https)),
      against: emptyNodeInTerminal,
    },
    {
      what: 'Enter → result on the screen, HTTPS',
      target: 0.8,
      run: () => toResult(sandbox(10), https),
      against: emptyNodeInTerminal,
    },
    { what: '`login --token`, HTTP', target: 3.3, run: token(http, few) },
    { what: '`login --token`, HTTPS', target: 4.3, run: token(https, few) },
    {
      what: 'the same, HTTP, 1,000 profiles to 10',
      target: 1.15,
      run: token(http, many),
      against: token(http, few),
    },
  ];
}

/** Both in turn, so many times; the first pair only warms the disk. */
async function measure(row: Row): Promise<Measured> {
  const against = row.against ?? emptyNode;
  const pairs: [number, number][] = [];
  for (let pair = 0; pair <= PAIRS; pair++) pairs.push([await row.run(), await against()]);
  const counted = pairs.slice(1);
  return {
    ...row,
    median: median(counted.map(([mine]) => mine)),
    baseline: median(counted.map(([, other]) => other)),
    ratio: median(counted.map(([mine, other]) => mine / other)),
  };
}

const emptyNode: Run = () => timed(['-e', '0'], bareEnv());
const emptyNodeInTerminal: Run = async () => {
  const begun = performance.now();
  await openTerminalOf(process.execPath, ['-e', '0'], { env: bareEnv() }).exit;
  return performance.now() - begun;
};

function exited(args: string[], env: Record<string, string>): Promise<number> {
  return timed([programPath, ...args], env);
}

async function timed(args: string[], env: Record<string, string>): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  const spent = performance.now() - begun;
  if (code !== 0) throw new Error(`exit code ${String(code)} of ${args.join(' ')}`);
  return spent;
}

async function toPrompt(env: Record<string, string>): Promise<number> {
  const begun = performance.now();
  const terminal = openTerminal(['login'], { env });
  await terminal.waitFor('code:');
  const spent = performance.now() - begun;
  await leave(terminal);
  return spent;
}

/** A quick typist: a digit every tenth of a second, after a look at the phone. */
async function toResult(home: Sandbox, aws: LoopbackAws): Promise<number> {
  atRest(home);
  const terminal = openTerminal(['login'], { env: envOf(home, aws) });
  await terminal.waitFor('code:');
  await sleep(500);
  for (const digit of freshCode(aws)) {
    terminal.type(digit);
    await sleep(100);
  }
  const begun = performance.now();
  terminal.press('enter');
  await terminal.waitFor('is good until');
  const spent = performance.now() - begun;
  await terminal.exit;
  return spent;
}

async function leave(terminal: Terminal): Promise<void> {
  terminal.press('ctrl-c');
  await terminal.exit;
}

let lastCode = 100_000;
/** A code that the server takes once, whatever the time. */
function freshCode(aws: LoopbackAws): string {
  const code = String(lastCode++);
  aws.acceptCodes(code);
  return code;
}

/** A file that was written a moment ago is looked at twice; people log in hours apart. */
function atRest(home: Sandbox): void {
  for (const path of [home.credentialsPath, home.configPath]) utimesSync(path, 1e9, 1e9);
}

function bareEnv(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '' };
}

/** NODE_EXTRA_CA_CERTS is left out but for the HTTPS server's own: on Node 20 a machine's bundle triples the floor. */
function envOf(home: Sandbox, aws: LoopbackAws): Record<string, string> {
  const isSecure = aws.url.startsWith('https:');
  return { ...home.env, ...aws.env, ...(isSecure ? { NODE_EXTRA_CA_CERTS: aws.caFile } : {}) };
}

function credentials(profiles: number): string {
  const others = Array.from(
    { length: profiles - 1 },
    (_, at) => `\n# account ${at}\n[client-${at}]\n${KEYS}`,
  );
  return `[default]\n${KEYS}${others.join('')}`;
}

function storedSession(): string {
  const expires = new Date(Date.now() + 40_000_000).toISOString().replace(/\.\d+/, '');
  return `\n[mfa]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\naws_session_token = token\nx_security_token_expires = ${expires}\nx_mfa_serial = arn:aws:iam::123456789012:mfa/alice\nx_source_profile = default\n`;
}

/** CPU, memory and files of single runs, where the tools that tell are there. */
async function costs(aws: LoopbackAws, home: Sandbox): Promise<string[]> {
  const commands: [string, string[]][] = [
    ['`node -e 0`', ['-e', '0']],
    ['`--version`', [programPath, '--version']],
    ['`login --token`, HTTP', [programPath, 'login', '--token', '']],
  ];
  const lines = ['', '| one run | CPU, ms | peak memory, MiB | files opened |', '|---|---|---|---|'];
  for (const [what, args] of commands) {
    const ready = () => args.map((arg) => arg || freshCode(aws));
    const usage = await output(
      '/usr/bin/time',
      ['-f', '%U %S %M', process.execPath, ...ready()],
      envOf(home, aws),
    );
    const opens = await output(
      'strace',
      ['-f', '-qq', '-e', 'trace=open,openat', '-e', 'signal=none', process.execPath, ...ready()],
      envOf(home, aws),
    );
    const [user = NaN, system = NaN, memory = NaN] =
      usage?.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
    const opened = opens?.split('\n').filter((text) => /open(at)?\(.*\) = \d/.test(text)).length;
    lines.push(
      `| ${what} | ${figure((user + system) * 1000)} | ${figure(memory / 1024)} | ${opened ?? '–'} |`,
    );
  }
  return lines;
}

/** The AWS CLI, where there is one, on the same machine at the same time. */
async function peers(aws: LoopbackAws, home: Sandbox): Promise<string[]> {
  const version = await output('aws', ['--version'], home.env, 'stdout');
  if (!version) return ['', 'No AWS CLI on the PATH to compare with.'];
  const env = { ...envOf(home, aws), AWS_ENDPOINT_URL: aws.url };
  await exited(['login', '--token', freshCode(aws)], envOf(home, aws));
  const call = () => [
    'sts',
    'get-session-token',
    '--endpoint-url',
    aws.url,
    '--serial-number',
    'arn:aws:iam::123456789012:mfa/alice',
    '--token-code',
    freshCode(aws),
  ];
  const rowsOfPeers: [string, () => string[]][] = [
    ['`aws sts get-session-token` (prints; writes nothing)', call],
    ['`aws configure export-credentials`', () => ['configure', 'export-credentials', '--profile', 'mfa']],
  ];
  const lines = ['', `Beside ${version.trim()}:`, '', '| command | median, ms |', '|---|---|'];
  for (const [what, args] of rowsOfPeers) {
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const begun = performance.now();
      if ((await output('aws', args(), env, 'stdout')) !== undefined) times.push(performance.now() - begun);
    }
    lines.push(`| ${what} | ${times.length > 0 ? figure(median(times)) : 'not in this version'} |`);
  }
  return lines;
}

/** What a command says, or nothing where it is missing or fails. */
function output(
  command: string,
  args: string[],
  env: Record<string, string>,
  from: 'stdout' | 'stderr' = 'stderr',
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (data) => (text += from === 'stdout' ? String(data) : ''));
    child.stderr.on('data', (data) => (text += from === 'stderr' ? String(data) : ''));
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? text : undefined));
  });
}

function tarball(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-pack-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    const file = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
    return `| packed tarball | | | | ≤ 250 kB | **${figure(statSync(join(folder, file)).size / 1000)} kB** |`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const HEAD = '| what | median, ms | against, ms | ratio | target | |\n|---|---|---|---|---|---|';

function line(row: Measured | undefined): string {
  if (!row) return '';
  const { what, median: mine, baseline, ratio, target } = row;
  return `| ${what} | ${figure(mine)} | ${figure(baseline)} | **${ratio.toFixed(2)}** | ≤ ${target} | ${ratio <= target ? 'met' : 'not met'} |`;
}

function figure(value: number): string {
  return Number.isNaN(value) ? '–' : value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** One section a major version of Node; the others stay as they were. */
function write(table: string): void {
  const major = process.versions.node.split('.')[0] ?? '';
  const title = `## Node ${major}`;
  const section = `${title}\n\nNode ${process.versions.node}, ${cpus()[0]?.model.trim() ?? ''}, ${cpus().length} cores, ${PAIRS} pairs.\n\n${table}\n`;
  const before = existsSync(page) ? readFileSync(page, 'utf8') : INTRODUCTION;
  const [head = '', ...sections] = before.split(/^(?=## Node )/m);
  const others = sections.filter((text) => !text.startsWith(`${title}\n`));
  const sorted = [...others, section].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  writeFileSync(page, [head.trimEnd(), ...sorted.map((text) => text.trim())].join('\n\n') + '\n');
  console.log(`\n${section}\nWritten to docs/performance.md.`);
}

const INTRODUCTION = `# Performance

Written by \`npm run bench\`. Every figure is of whole processes, taken in turn with an empty Node (\`node -e 0\`) on the
same machine; the ratio is the median of the ratios pair by pair.
`;

void main();
