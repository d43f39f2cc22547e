/**
 * Makes the files of a release, in release/: the npm tarball, the standalone programs, a Debian package, manifests for
 * Homebrew, Scoop and winget, bills of materials, release notes and hashes. Publishes nothing.
 *
 * npm run release -- [--dry-run] [--repository URL] [--maintainer "Name <mail>"] [--target linux-x64]…
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { compile, standalonePath } from '../standalone/compile.ts';
import { findTarget, TARGETS } from '../standalone/targets.ts';
import { filesIn, packArchive } from './archives.ts';
import { packDebian } from './debian.ts';
import { manifests } from './manifests.ts';
import { writeMaterials } from './materials.ts';
import { releaseNotes, releaseProblems, tagOf, type ReleaseState } from './version.ts';

export interface Release {
  version: string;
  /** The folder of the sources. */
  root: string;
  /** Where the files of the release go. */
  output: string;
  /** A folder for what is packed. It is removed in the end. */
  staging: string;
  /** Of the commit, in seconds since 1970: every packed file has it, so that two builds give the same bytes. */
  time: number;
  /** Where the project lives. */
  repository: string;
  /** Where the files of this release are downloaded from. */
  address: string;
  /** Of the Debian package. */
  maintainer: string;
}

const root = join(import.meta.dirname, '../..');

const { values: given } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    /** Without the others, there are no manifests. */
    target: { type: 'string', multiple: true },
    repository: { type: 'string', default: 'https://example.com/aws-mfa' },
    maintainer: { type: 'string', default: 'the aws-mfa authors <aws-mfa@example.com>' },
  },
});

async function main(): Promise<void> {
  const state = releaseState();
  const problems = releaseProblems(state, given['dry-run']);
  if (problems.length > 0) throw new Error(`No release:\n${problems.map((text) => `- ${text}`).join('\n')}`);
  const staging = mkdtempSync(join(tmpdir(), 'aws-mfa-release-'));
  try {
    const release: Release = {
      version,
      root,
      output: join(root, 'release'),
      staging,
      time: Number(git('log', '-1', '--format=%ct')),
      repository: given.repository,
      address: `${given.repository}/releases/download/${tagOf(version)}`,
      maintainer: given.maintainer,
    };
    await make(release, state);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function make(release: Release, state: ReleaseState): Promise<void> {
  const { output } = release;
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(output, path)), { recursive: true });
    writeFileSync(join(output, path), text);
  };
  // This builds the bundle, too.
  execFileSync('npm', ['pack', '--silent', '--pack-destination', output], { cwd: root, stdio: 'inherit' });
  const targets = given.target?.map(findTarget) ?? TARGETS;
  for (const target of targets) {
    compile(target, dirname(standalonePath(target)));
    console.log(packArchive(target, release));
    const debian = packDebian(target, release);
    if (debian !== undefined) console.log(debian);
  }
  await writeMaterials(release);
  const hashOf = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(output, file)))
      .digest('hex');
  const files = filesIn(output);
  if (targets === TARGETS)
    for (const [path, text] of Object.entries(manifests({ ...release, hashOf }))) write(path, text);
  write('SHA256SUMS', files.map((file) => `${hashOf(file)}  ${file}\n`).join(''));
  write('RELEASE-NOTES.md', releaseNotes(state, release.address));
}

function releaseState(): ReleaseState {
  return {
    version,
    changelog: readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
    isClean: git('status', '--porcelain') === '',
    tags: git('tag', '--points-at', 'HEAD').split('\n').filter(Boolean),
    allTags: git('tag').split('\n').filter(Boolean),
  };
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
