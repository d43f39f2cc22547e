/**
 * Fills the pages with recorded screens. A screen is a comment and the code block below it. Between them there may be a
 * heading: it becomes the first sentence of the error on the screen.
 *
 *     <!-- screen: wrong-code -->
 *
 *     ### AWS rejected the code.
 *
 *     ```console
 *     $ aws-mfa login
 *     ```
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { inPool } from '../../test/support/in-pool.ts';
import { drawTerminal } from './draw-terminal.ts';
import { readRows } from './read-rows.ts';
import { record, type Recording } from './record.ts';
import { STORIES } from './stories.ts';

const root = join(__dirname, '../..');
/** A heading that becomes the first sentence of an error, on a page without its screen. */
const HEADING = /(<!-- error: ([a-z-]+) -->\n\n#+ ).*/g;
const BLOCK = /(<!-- screen: ([a-z-]+) -->\n\n)(#+ .*\n\n)?```console\n[^]*?```/g;

export interface Page {
  /** From the root of the repository. */
  path: string;
  kept: string;
  recorded: string;
}

/**
 * @returns every page with screens, and the picture in the README, as they are and as they should be
 * @throws Error if a page names a screen that no story has, or if no page shows a screen
 */
export async function recordPages(): Promise<Page[]> {
  const screens = await recordStories();
  const unused = new Set(screens.keys());
  const screen = (name: string): Recording => {
    const recording = screens.get(name);
    if (!recording) throw new Error(`There is no screen "${name}" in scripts/screens/stories.ts.`);
    unused.delete(name);
    return recording;
  };
  const pages = markdownPages().map((path): Page => {
    const kept = read(path);
    const headed = kept.replace(
      HEADING,
      (_, start: string, name: string) => start + errorOn(screen(name).text),
    );
    const recorded = headed.replace(BLOCK, (_, comment: string, name: string, heading?: string) => {
      const { text } = screen(name);
      const title = heading?.replace(/ .*/, ` ${errorOn(text)}`) ?? '';
      return `${comment}${title}\`\`\`console\n${text}\n\`\`\``;
    });
    return { path, kept, recorded };
  });
  const { output, columns } = screen('picture');
  const rows = await readRows(output, columns);
  const caption = { title: 'aws-mfa login, then aws-mfa status', heading: 'aws-mfa' };
  const picture = 'docs/aws-mfa.svg';
  pages.push({ path: picture, kept: read(picture), recorded: drawTerminal(rows, columns, caption) });
  if (unused.size > 0) throw new Error(`No page shows these screens: ${[...unused].join(', ')}`);
  return pages;
}

async function recordStories(): Promise<Map<string, Recording>> {
  const recorded = await inPool(STORIES, 3, record);
  return new Map(recorded.flatMap((screens) => [...screens]));
}

/** The first sentence of the error message, without its period. */
function errorOn(screen: string): string {
  const [, message = ''] = /^✗ ([^]*)/m.exec(screen) ?? [];
  return message.replace(/\n +/g, ' ').split(/\.(?: |$)|\n/)[0] ?? '';
}

function markdownPages(): string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.split(sep).join('/')}`);
  return ['README.md', ...docs.sort()];
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
