/**
 * `npm run bench`: measures the built program with the Node that runs this script. Each run of a whole process alternates
 * with an empty Node (`node -e 0`), so that a machine that becomes faster or slower affects both. Prints the table and writes
 * it to docs/internals/performance.md. It never fails. With the argument `growth`: see growth.ts. `npm run bench:standalone` does the
 * same with the standalone program.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isStandalone } from '../../test/support/program.ts';
import type { Sandbox } from '../../test/support/sandbox.ts';
import { bundle } from '../bundle.ts';
import { costs, executableSizes, peers, tarballSize } from './costs.ts';
import { figure, median } from './figures.ts';
import { growth } from './growth.ts';
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
  floorVersion,
  toPrompt,
  toResult,
  withToken,
  type Aws,
  type Run,
} from './runs.ts';

const PAIRS = Number(process.env['PAIRS'] ?? 15);
const root = join(__dirname, '..', '..');
const page = join(root, 'docs', 'internals', 'performance.md');

interface Row {
  what: string;
  target: number;
  /** The target of the standalone program; without one, it is not measured. */
  standalone?: number;
  run: Run;
  /** What it is compared with. */
  against: Run;
}

async function main(): Promise<void> {
  const [http, https] = [await startAws(), await startAws('--tls')];
  const homes = { few: home(10), many: home(1000), valid: home(10, storedSession()) };
  try {
    const lines = [HEAD];
    for (const row of rows(homes, http, https)) {
      const target = isStandalone ? row.standalone : row.target;
      if (target === undefined) continue;
      const line = await measure({ ...row, target });
      console.log(line);
      lines.push(line);
    }
    lines.push(...sizes());
    if (!isStandalone) lines.push(...(await floors(homes, http, https)));
    lines.push(...(await costs(homes.few, http)), ...(await peers(homes.few, http)));
    write(lines.join('\n'));
  } finally {
    Object.values(homes).forEach((at) => at.dispose());
    http.stop();
    https.stop();
  }
}

function sizes(): string[] {
  const row = (what: string, size: number, target: number): string =>
    `| ${what} | ${figure(size)} | | | ≤ ${target} | ${size <= target ? 'met' : 'not met'} |`;
  if (!isStandalone) return [row('packed tarball, kB', tarballSize(root) / 1000, 250)];
  const [bytes, compressed] = executableSizes();
  return [row('size, MB', bytes / 1e6, 120), row('size compressed, MB', compressed / 1e6, 55)];
}

function rows({ few, many, valid }: Record<'few' | 'many' | 'valid', Sandbox>, http: Aws, https: Aws): Row[] {
  const token = withToken(few, http);
  return [
    {
      what: '`--version`',
      target: 1.25,
      standalone: 0.5,
      run: exited(['--version'], few.env),
      against: emptyNode,
    },
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
    {
      what: '`status`',
      target: 1.75,
      standalone: 0.9,
      run: exited(['status'], valid.env),
      against: emptyNode,
    },
    {
      what: '`login`, session still valid',
      target: 1.85,
      standalone: 0.9,
      run: exited(['login'], valid.env),
      against: emptyNode,
    },
    {
      what: '`export`, session still valid',
      target: 1.85,
      standalone: 0.8,
      run: exited(['export'], valid.env),
      against: emptyNode,
    },
    {
      what: 'start → prompt on the screen',
      target: 2.8,
      standalone: 1.1,
      run: toPrompt(few, http),
      against: emptyNodeInTerminal,
    },
    {
      what: 'Enter → result on the screen, HTTPS',
      target: 0.8,
      standalone: 0.8,
      run: toResult(few, https),
      against: emptyNodeInTerminal,
    },
    { what: '`login --token`, HTTP', target: 4.1, standalone: 1.8, run: token, against: emptyNode },
    {
      what: '`login --token`, HTTPS',
      target: 4.3,
      standalone: 2.0,
      run: withToken(few, https),
      against: emptyNode,
    },
    {
      what: 'the same by HTTP, 1,000 profiles to 10',
      target: 1.5,
      run: withToken(many, http),
      against: token,
    },
  ];
}

/** The libraries alone: the least that a program built on them can take. */
async function floors(
  { few, many }: Record<'few' | 'many', Sandbox>,
  http: Aws,
  https: Aws,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-floors-'));
  const built = (name: string) => join(folder, name, `${name}.js`);
  try {
    for (const name of ['version', 'prompt', 'call', 'read'])
      await bundle(join(__dirname, 'floors', `${name}.ts`), join(folder, name));
    const rows: Omit<Row, 'target'>[] = [
      {
        what: 'commander with eleven commands, `--version`',
        run: floorVersion(built('version'), few),
        against: emptyNode,
      },
      {
        what: 'Inquirer, one question → on the screen',
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
    const lines = ['', 'The libraries alone, bundled in the same way:', '', FLOOR_HEAD];
    for (const row of rows) lines.push(await measure(row));
    return lines;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs both in turn. The first pair only warms up the disk cache. @returns a line of the table */
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

/** Replaces the section of this major version of Node, and keeps the rest of the page. */
function write(table: string): void {
  const title = isStandalone
    ? '## Standalone program'
    : `## Node ${process.versions.node.split('.')[0] ?? ''}`;
  const machine = `Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? ''}, ${cpus().length} cores, ${PAIRS} pairs.`;
  const section = `${title}\n\n${machine}\n\n${table}`;
  const [introduction = '', ...sections] = readFileSync(page, 'utf8').split(/^(?=## (?:Node|Standalone) )/m);
  const all = [...sections.filter((text) => !text.startsWith(`${title}\n`)), section].sort();
  writeFileSync(page, [introduction, ...all].map((text) => text.trim()).join('\n\n') + '\n');
  console.log(`\n${section}\n\nWritten to docs/internals/performance.md.`);
}

const [which, ...words] = process.argv.slice(2);
void (which === 'growth' ? growth(words) : main());
