/**
 * Measures the built program on the Node that runs this: whole processes, each in turn with an empty Node
 * (`node -e 0`), so that a machine that speeds up or slows down does so for both. Prints the table and writes it to
 * docs/performance.md. A benchmark, no test: nothing fails here.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../test/support/sandbox.ts';
import { costs, peers, tarballSize } from './costs.ts';
import { figure, median } from './figures.ts';
import {
  emptyNode,
  emptyNodeInTerminal,
  exited,
  home,
  startAws,
  storedSession,
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
    lines.push(...(await costs(homes.few, http)), ...(await peers(homes.few, http)));
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
      what: '`login`, session still valid',
      target: 1.5,
      run: exited(['login'], valid.env),
      against: emptyNode,
    },
    {
      what: 'start → prompt on the screen',
      target: 1.7,
      run: toPrompt(few, https),
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

/** Both in turn, so many times; the first pair only warms the disk. @returns a line of the table */
async function measure({ what, target, run, against }: Row): Promise<string> {
  const pairs: [number, number][] = [];
  for (let pair = 0; pair <= PAIRS; pair++) pairs.push([await run(), await against()]);
  const counted = pairs.slice(1);
  const mine = figure(median(counted.map(([first]) => first)));
  const other = figure(median(counted.map(([, second]) => second)));
  const ratio = median(counted.map(([first, second]) => first / second));
  return `| ${what} | ${mine} | ${other} | **${ratio.toFixed(2)}** | ≤ ${target} | ${ratio <= target ? 'met' : 'not met'} |`;
}

const HEAD = '| what | median, ms | against, ms | ratio | target | |\n|---|---|---|---|---|---|';

/** One section a major version of Node; those of others stay as they were. */
function write(table: string): void {
  const title = `## Node ${process.versions.node.split('.')[0] ?? ''}`;
  const machine = `Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? ''}, ${cpus().length} cores, ${PAIRS} pairs.`;
  const section = `${title}\n\n${machine}\n\n${table}`;
  const before = existsSync(page) ? readFileSync(page, 'utf8') : INTRODUCTION;
  const [head = '', ...sections] = before.split(/^(?=## Node )/m);
  const all = [...sections.filter((text) => !text.startsWith(`${title}\n`)), section].sort();
  writeFileSync(page, [head, ...all].map((text) => text.trim()).join('\n\n') + '\n');
  console.log(`\n${section}\n\nWritten to docs/performance.md.`);
}

const INTRODUCTION = `# Performance

Written by \`npm run bench\`. Every figure is of whole processes, taken in turn with an empty Node (\`node -e 0\`) on the
same machine; the ratio is the median of the ratios pair by pair.
`;

void main();
