/**
 * Measures the built program on the Node that runs this: whole processes, each in turn with an empty Node
 * (`node -e 0`), so that a machine that speeds up or slows down does so for both. Prints the table and writes it to
 * docs/performance.md. A benchmark, no test: nothing fails here.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../test/support/sandbox.ts';
import { bundle } from '../bundle.ts';
import { costs, peers, tarballSize } from './costs.ts';
import { figure, median } from './figures.ts';
import {
  emptyNode,
  emptyNodeInTerminal,
  exited,
  home,
  startAws,
  storedSession,
  floorCall,
  floorPrompt,
  floorRead,
  toPrompt,
  toResult,
  withToken,
  type Aws,
  type Run,
} from './runs.ts';

const PAIRS = Number(process.env['PAIRS'] ?? 15);
const root = join(__dirname, '..', '..');
const page = join(root, 'docs', 'performance.md');

interface Row {
  what: string;
  target: number;
  run: Run;
  /** What it is held against. */
  against: Run;
}

async function main(): Promise<void> {
  const [http, https] = [await startAws(), await startAws('--tls')];
  const homes = { few: home(10), many: home(1000), valid: home(10, storedSession()) };
  try {
    const lines = [HEAD];
    for (const row of rows(homes, http, https)) {
      const line = await measure(row);
      console.log(line);
      lines.push(line);
    }
    const kilobytes = figure(tarballSize(root) / 1000);
    lines.push(
      `| packed tarball, kB | ${kilobytes} | | | ≤ 250 | ${Number(kilobytes) <= 250 ? 'met' : 'not met'} |`,
    );
    lines.push(
      ...(await floors(homes, http, https)),
      ...(await costs(homes.few, http)),
      ...(await peers(homes.few, http)),
    );
    write(lines.join('\n'));
  } finally {
    Object.values(homes).forEach((at) => at.dispose());
    http.stop();
    https.stop();
  }
}

function rows({ few, many, valid }: Record<'few' | 'many' | 'valid', Sandbox>, http: Aws, https: Aws): Row[] {
  const token = withToken(few, http);
  return [
    { what: '`--version`', target: 1.25, run: exited(['--version'], few.env), against: emptyNode },
    {
      what: '`completion bash`',
      target: 1.4,
      run: exited(['completion', 'bash'], few.env),
      against: emptyNode,
    },
    {
      what: 'Tab: names of 10 profiles',
      target: 1.4,
      run: exited(['completion', 'profiles'], few.env),
      against: emptyNode,
    },
    { what: '`status`', target: 1.4, run: exited(['status'], valid.env), against: emptyNode },
    {
      what: '`login`, session still valid',
      target: 1.5,
      run: exited(['login'], valid.env),
      against: emptyNode,
    },
    {
      what: '`export`, session still valid',
      target: 1.5,
      run: exited(['export'], valid.env),
      against: emptyNode,
    },
    {
      what: 'start → prompt on the screen',
      target: 1.7,
      run: toPrompt(few, http),
      against: emptyNodeInTerminal,
    },
    {
      what: 'Enter → result on the screen, HTTPS',
      target: 0.8,
      run: toResult(few, https),
      against: emptyNodeInTerminal,
    },
    { what: '`login --token`, HTTP', target: 3.3, run: token, against: emptyNode },
    { what: '`login --token`, HTTPS', target: 4.3, run: withToken(few, https), against: emptyNode },
    {
      what: 'the same by HTTP, 1,000 profiles to 10',
      target: 1.15,
      run: withToken(many, http),
      against: token,
    },
  ];
}

/** What the libraries take that the design is bound to, by themselves: less than this no program built on them takes. */
async function floors(
  { few, many }: Record<'few' | 'many', Sandbox>,
  http: Aws,
  https: Aws,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-floors-'));
  const source = (name: string) => join(__dirname, 'floors', `${name}.ts`);
  const built = (name: string) => join(folder, `${name}.js`);
  try {
    await bundle({ prompt: source('prompt'), call: source('call'), read: source('read') }, folder);
    const rows: Omit<Row, 'target'>[] = [
      {
        what: 'commander and Inquirer, one question → on the screen',
        run: floorPrompt(built('prompt'), few),
        against: emptyNodeInTerminal,
      },
      { what: 'the SDK, one call by HTTP', run: floorCall(built('call'), few, http), against: emptyNode },
      { what: 'the SDK, one call by HTTPS', run: floorCall(built('call'), few, https), against: emptyNode },
      {
        what: "the SDK's reader, twice: 1,000 profiles to 10",
        run: floorRead(built('read'), many),
        against: floorRead(built('read'), few),
      },
    ];
    const lines = [
      '',
      'What the libraries take by themselves, bundled alike, with nothing of ours:',
      '',
      FLOOR_HEAD,
    ];
    for (const row of rows) lines.push(await measure(row));
    return lines;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both in turn, so many times; the first pair only warms the disk. @returns a line of the table */
async function measure({ what, target, run, against }: Omit<Row, 'target'> & Partial<Row>): Promise<string> {
  const pairs: [number, number][] = [];
  for (let pair = 0; pair <= PAIRS; pair++) pairs.push([await run(), await against()]);
  const counted = pairs.slice(1);
  const mine = figure(median(counted.map(([first]) => first)));
  const other = figure(median(counted.map(([, second]) => second)));
  const ratio = median(counted.map(([first, second]) => first / second));
  const measured = `| ${what} | ${mine} | ${other} | **${ratio.toFixed(2)}** |`;
  if (target === undefined) return measured;
  return `${measured} ≤ ${target} | ${ratio <= target ? 'met' : 'not met'} |`;
}

const FLOOR_HEAD = '| what | median, ms | against, ms | ratio |\n|---|---|---|---|';

const HEAD = '| what | median, ms | against, ms | ratio | target | |\n|---|---|---|---|---|---|';

/** One section a major version of Node; those of others stay as they were. */
function write(table: string): void {
  const title = `## Node ${process.versions.node.split('.')[0] ?? ''}`;
  const machine = `Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? ''}, ${cpus().length} cores, ${PAIRS} pairs.`;
  const section = `${title}\n\n${machine}\n\n${table}`;
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const [, ...sections] = before.split(/^(?=## Node )/m);
  const all = [...sections.filter((text) => !text.startsWith(`${title}\n`)), section].sort();
  writeFileSync(page, [INTRODUCTION, ...all].map((text) => text.trim()).join('\n\n') + '\n');
  console.log(`\n${section}\n\nWritten to docs/performance.md.`);
}

const INTRODUCTION = `# Performance

Written by \`npm run bench\`, one section for each Node that ran it. Every figure is of whole processes, taken in turn
with an empty Node (\`node -e 0\`) on the same machine; the ratio is the median of the ratios pair by pair.

## How it is quick

- What a run does not use, it does not load: \`--version\` two files, a session that is still good four, and neither
  the SDK nor the prompt nor a TLS stack. A test counts them.
- \`status\`, which prompts and jobs ask all day, is read without commander where it is typed plainly, as it mostly is:
  setting commander up takes as long as all the rest of it.
- The prompt is drawn, then the SDK is loaded and run through once: nothing signed, nothing sent, its answer made up on
  the spot. At the first digit the connection to STS is opened. Between Enter and the result remain one request on a
  warm connection, and the safe write.
- No setting is left to the SDK to look for: it opens no file of its own.
- \`scripts/bundle.ts\` says what is left out of each library, and why.

## Why a row is not met

The libraries are a part of the design, and the second table of each section has what they take with nothing of ours:

- **A session that is still good** comes out at the target, above or below it by the noise of the machine. Half of
  what it takes is commander and its options, a third is reading and weighing both files.
- **start → prompt**: commander and Inquirer, asking one question, leave 4 ms to the target. Into these would have to
  go reading both files, finding profile, device and region, and trying the edit out. That trial stands ahead of the
  prompt on purpose, so that nobody is asked for a code that could not be kept.
- **Enter → result**: some 15 ms are Inquirer taking leave, signing, the request and its answer, and the safe write
  with its two syncs and the SDK's own reading of the result; nothing of it may happen ahead of Enter.
- **\`--token\`**: the SDK alone, making the one call, leaves a quarter of an empty Node's time by HTTP, half of it by
  HTTPS. Into it go commander, both files, the trial, lock, write and read-back.
- **1,000 profiles**: the file is read back by the SDK's own reader, before and after, and that alone is the whole
  allowance. Ours reads it once; after an edit it reads the part that the edit can have changed.
`;

void main();
