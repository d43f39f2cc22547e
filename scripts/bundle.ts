/**
 * The bundle: a few CommonJS files with everything inside, so that installing fetches nothing and starting reads
 * little. What a command does not use lies in chunks that it does not load.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'rolldown';
import license from 'rollup-plugin-license';

const root = join(__dirname, '..');

/** What a package loads and we do not use, or not for that: its importer, the module, and what stands in its place. */
const LEFT_OUT = [
  // The SDK's search for keys, seven packages, loaded even where it is handed the keys; we always hand them over.
  {
    by: '/client-sts/',
    module: '@aws-sdk/credential-provider-node',
    code: 'export const defaultProvider = () => () => Promise.reject(new Error("no keys were handed over"));',
  },
  {
    by: '/client-iam/',
    module: '@aws-sdk/credential-provider-node',
    code: 'export const defaultProvider = () => () => Promise.reject(new Error("no keys were handed over"));',
  },
  // The streams of browsers, which Node loads when one asks for them; STS' answers come in Node's own.
  {
    by: '/util-stream/stream-collector',
    module: './stream-type-check',
    code: 'export const isBlob = () => false; export const isReadableStream = () => false;',
  },
  // Node's asynchronous files, which take longer to load than our one small file takes to read. As a buffer first:
  // Node 20 aborts where a file that it reads as text at once cannot be closed.
  {
    by: '/shared-ini-file-loader/',
    module: 'node:fs/promises',
    code: `import { readFileSync } from 'node:fs';
      export const readFile = async (path, encoding) => readFileSync(path).toString(encoding);`,
  },
  // What commander suggests for a misspelt word; we suggest in our own words.
  { by: '/commander/', module: './suggestSimilar.js', code: "export const suggestSimilar = () => '';" },
  // What the proxies' agents say of themselves where DEBUG is set: addresses, with the passwords in them.
  { by: '-proxy-agent/', module: 'debug', code: 'export default () => () => undefined;' },
  // Kerberos, for proxies that want it, would need a package that is compiled; it is not offered.
  {
    by: '-proxy-agent/',
    module: 'proxy-agent-negotiate',
    code: 'export const createNegotiateAuth = () => undefined;',
  },
  // Chalk finds out what colours a terminal has; we tell it.
  { by: '/chalk/', module: '#supports-color', code: 'export default { stdout: false, stderr: false };' },
];

const leaveOut: Plugin = {
  name: 'leave-out',
  resolveId: (id, importer = '') =>
    LEFT_OUT.some(({ by, module }) => id === module && importer.includes(by)) ? `\0${id}` : null,
  load: (id) => LEFT_OUT.find(({ module }) => id === `\0${module}`)?.code ?? null,
};

/**
 * Commander as the ES modules it could be: each of its CommonJS files would stand in a function of its own, which
 * V8 reads twice. Its files are regular enough for two replacements. It could run subcommands that are programs of their
 * own; ours are not.
 */
const flattenCommander: Plugin = {
  name: 'flatten-commander',
  resolveId: (id) => (id === 'commander' ? join(root, 'node_modules/commander/index.js') : null),
  transform(code, id) {
    if (!id.includes('/node_modules/commander/')) return null;
    if (id.endsWith('/index.js'))
      return "export { Command } from './lib/command.js';export { CommanderError } from './lib/error.js';";
    return code
      .replace("const childProcess = require('node:child_process');", 'const childProcess = {};')
      .replace(/^const (\{.*\}) = require\(('\.\/\w+)(?:\.js)?'\);$/gm, "import $1 from $2.js';")
      .replace(/^exports\.(\w+) = \1;/gm, 'export { $1 };');
  },
};

/** The way in, and what every command needs that reads the two files: what stands in them, and words for it. */
const USED_BY_ALL = [
  'run',
  'commands/read-shared-files',
  'domain/profiles/(beats-session|shared-file-paths)',
  'domain/status/(find-session|stored-sessions)',
  'domain/(session/duration|report/local-time|shell-word)',
];

function modules(...paths: string[]): RegExp {
  return new RegExp(`src/(${paths.join('|')})\\.ts$`);
}

/**
 * What is loaded together stands together, for each file costs a third of a millisecond: what every command needs,
 * what a login needs to find its session still good, and what it needs to get a new one. The SDK comes in two pieces:
 * what reads files, and what makes the one call of a login; IAM, which few logins ask, rests on both.
 */
const CHUNKS = [
  { name: 'run', test: modules(...USED_BY_ALL) },
  { name: 'login', test: /src\/(commands\/login|domain\/session\/(nobody-to-ask|own-command))\.ts$/ },
  { name: 'hand-out', test: /src\/commands\/(export|exec)\.ts$/ },
  { name: 'status', test: /src\/commands\/status\.ts$/ },
  { name: 'sdk-reader', test: /src\/adapters\/aws\/sdk-reader\.ts$/ },
  { name: 'sts', test: /src\/adapters\/aws\/sts\.ts$/ },
  { name: 'renewal', test: /src\/commands\/(renew-session|warn-of-file|rehearse-login)\.ts$/ },
];

/**
 * Rolldown's runtime is a file of its own, which every chunk loads that is imported late, and every entry whether it uses
 * it or not. Of all that is in it most chunks use one function, which is written out here instead.
 */
const withoutRuntime: Plugin = {
  name: 'without-runtime',
  renderChunk(code) {
    const [line, name] = /^const (\w+) = require\("\.\/rolldown-runtime\.js"\);$/m.exec(code) ?? [];
    if (line === undefined || name === undefined) return null;
    const alone = code.replace(line, '').replaceAll(`${name}.__exportAll(`, `${EXPORT_ALL}(`);
    return alone.includes(name) ? null : alone;
  },
};

/**
 * Modules of Node's that most runs do without, required where they are used: they are not in the snapshot that Node
 * starts from, and take a quarter of a millisecond each.
 */
const lateBuiltins: Plugin = {
  name: 'late-builtins',
  renderChunk: (code) =>
    [...code.matchAll(/^let (\w+) = (require\("node:(?:os|timers\/promises)"\));$/gm)].reduce(
      (text, [line, name, load]) => text.replace(line, '').replaceAll(`${name}.`, `${load}.`),
      code,
    ),
};

const EXPORT_ALL =
  '((all) => { const to = {}; for (const name in all) Object.defineProperty(to, name, { get: all[name] }); return to; })';

/** @param inputs name → module; @param folder is emptied first */
export async function bundle(inputs: Record<string, string>, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    input: inputs,
    platform: 'node',
    // The packages' ES modules fall apart into used and unused; their CommonJS builds come as one piece.
    resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'import', 'node', 'default'] },
    plugins: [
      leaveOut,
      flattenCommander,
      withoutRuntime,
      lateBuiltins,
      license({ thirdParty: { output: join(folder, 'THIRD-PARTY-LICENSES.txt') } }),
    ],
    output: {
      dir: folder,
      format: 'cjs',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      // Names stay, so that a stack trace can be read without a source map.
      minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
      comments: false,
      // Node's own modules by `require`: an `import()` would start up the loader of ES modules.
      dynamicImportInCjs: false,
      minifyInternalExports: false,
      codeSplitting: { groups: CHUNKS },
    },
    logLevel: 'warn',
  });
}
