/** The docs are complete: every option, variable, key, exit code, check and library. All links lead to something. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/commands/doctor/finding.ts';
import { readEnvironment } from '../../src/environment.ts';
import { ERROR_KINDS as KINDS, exitCode } from '../../src/errors.ts';
import { Alias } from '../../src/cli/options.ts';
import { describedProgram } from '../../src/cli/program.ts';
import { ERROR_KINDS } from '../support/error-kinds.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const exitCodes = read('docs/reference/exit-codes.md');
const decisions = read('docs/internals/decisions.md');
const configuration = read('docs/reference/configuration.md');
const doctor = read('docs/reference/doctor.md');

/** Including the pages for developers. */
const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdownIn('docs')];

describe('docs/internals/decisions.md', () => {
  it('says why every library is there', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: object };
    const missing = Object.keys(devDependencies).filter((name) => !decisions.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

describe('docs/reference/exit-codes.md', () => {
  it('has every exit code in its table, and no other', () => {
    const codes = tableRows(exitCodes, '\\d').flatMap((row) => row.match(/\d+/g) ?? []);
    expect(codes.sort()).toEqual(['0', '1', ...ERROR_KINDS.map((kind) => String(exitCode(kind)))].sort());
  });
});

describe('docs/reference/configuration.md', () => {
  const [settings = '', variables = ''] = configuration.split('## Environment variables');
  const cells = settings.split('\n').filter((line) => line.startsWith('|'));
  const column = (number: number) => cells.map((row) => row.split('|')[number] ?? '').join(' ');
  const named = (text: string, form: RegExp) => [...new Set(text.match(form) ?? [])].sort();

  it('has every option of every command, and no other', () => {
    const options = describedProgram().commands.flatMap((command) => command.options);
    const own = options.filter((option) => !(option instanceof Alias));
    const wanted = new Set(own.map(({ long }) => long));
    expect(named(column(2), /--[a-z][a-z-]*/g)).toEqual([...wanted].sort());
  });

  it('has every environment variable, and no other', () => {
    // The settings have one spelling of each. The last two are read where messages are printed.
    const upperCase = variablesRead().filter((name) => name === name.toUpperCase());
    const described = ['AWS_DEFAULT_PROFILE', 'AWS_MFA_NESTED'];
    const set = [...upperCase.filter((name) => !described.includes(name)), 'NO_COLOR', 'COLUMNS'];
    expect(named(column(3), /\b[A-Z][A-Z_]+\b/g)).toEqual([...new Set(set)].sort());
    const rows = variables.split('\n').map((row) => row.split('|')[1] ?? '');
    const withoutToken = [...variablesRead(), 'NO_COLOR', 'COLUMNS'].filter(
      (name) => name !== 'AWS_SESSION_TOKEN',
    );
    expect(named(rows.join(' '), /\b[A-Za-z][A-Za-z]*_[A-Za-z_]+\b|\b(?:CI|COLUMNS)\b/g)).toEqual(
      [...new Set(withoutToken)].sort(),
    );
  });

  it('has every key that is read, and no other', () => {
    const elsewhere = [
      ...['sso_account_id', 'sso_role_name', 'sso_session', 'sso_start_url'],
      'web_identity_token_file',
      'login_session',
    ];
    const found = named(column(4), /`[a-z_]+`/g).map((name) => name.slice(1, -1));
    expect(found.filter((name) => !['sts', 'iam'].includes(name))).toEqual(
      keysRead().filter((key) => !elsewhere.includes(key)),
    );
    elsewhere.forEach((key) => expect(configuration).toContain(`\`${key}\``));
  });
});

describe('docs/reference/error-codes.md', () => {
  it('has every code with its kind, in the order of the sources', () => {
    const rows = [...read('docs/reference/error-codes.md').matchAll(/^\| `([a-z_]+)` +\| ([a-z]+) +\| \S/gm)];
    expect(rows.map(([, code, kind]) => [code, kind])).toEqual(Object.entries(KINDS));
  });
});

describe('docs/reference/doctor.md', () => {
  it('has every check in a table, and no other', () => {
    const ids = tableRows(doctor, '[a-z-]+` ').map((cell) => cell.replace(/[` ]/g, ''));
    const statuses = ['ok', 'skipped', 'warning', 'error'];
    expect(ids.filter((id) => !statuses.includes(id)).sort()).toEqual(Object.keys(CHECKS).sort());
  });
});

describe('docs/ja.md', () => {
  const guide = read('docs/ja.md');

  it('has only exit codes that there are', () => {
    const codes = tableRows(guide, '\\d').flatMap((row) => row.match(/\d+/g) ?? []);
    expect(codes).toContain('252');
    expect(tableRows(exitCodes, '\\d').join(' ').match(/\d+/g)).toEqual(expect.arrayContaining(codes));
  });
});

describe.each(PAGES)('links of %s', (path) => {
  it('lead to a file, and to a heading in it', () => {
    expect(localLinks(read(path)).filter((link) => !leadsSomewhere(path, link))).toEqual([]);
  });
});

describe.each(['CONTRIBUTING.md', ...markdownIn('docs/internals')])('files named in %s', (path) => {
  it('are there', () => {
    const named = [...read(path).matchAll(/`((?:src|scripts|test|bin)\/[\w./-]+)`/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });
});

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function sourceFiles(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/${path.split(sep).join('/')}`)
    .sort();
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .sort();
}

/** The first cells of table rows. @param first a regular expression for the beginning of the cell */
function tableRows(markdown: string, first: string): string[] {
  const row = new RegExp(`^\\| \`?${first}.*`, 'gm');
  return (markdown.match(row) ?? []).map((text) => text.split('|')[1] ?? '');
}

/** The variables that `readEnvironment` reads. */
function variablesRead(): string[] {
  const names: string[] = [];
  const watch = (_: object, name: string | symbol): undefined => void names.push(String(name));
  readEnvironment(new Proxy({}, { get: watch }));
  return [...new Set(names)];
}

/**
 * The keys of the shared files that the sources name: each word with an underscore, the other words in a list with one, and
 * arguments of the functions that read a key.
 */
function keysRead(): string[] {
  const paths = sourceFiles().filter((path) =>
    /^src\/(commands|login|aws|session|profiles|shared-files)\//.test(path),
  );
  const code = paths.map(read).join('\n');
  const lists = code.match(/'[a-z][a-z_]*'(?:,\s*'[a-z][a-z_]*')*/g) ?? [];
  const asked = code.match(/(?:settingOf|keyOf|\.get)\((?:[^()]|\([^()]*\))*?'[a-z]+'\)/g) ?? [];
  const named = [
    ...lists.filter((list) => list.includes('_')),
    ...asked.map((call) => call.slice(call.indexOf("'"))),
  ];
  const keys = new Set(named.flatMap((text) => text.match(/[a-z_]+(?=')/g) ?? []));
  // These are not keys, but a profile and the error codes.
  ['default', ...Object.keys(KINDS)].forEach((name) => keys.delete(name));
  return [...keys].sort();
}

function localLinks(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || headings(read(target)).includes(anchor);
}

/** The anchors of a document's headings, as GitHub makes them. */
function headings(markdown: string): string[] {
  return (markdown.match(/^#+ .+$/gm) ?? []).map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
