/** The Debian package, built by dpkg-deb. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { standalonePath } from '../standalone/compile.ts';
import type { Target } from '../standalone/targets.ts';
import { filesIn, setTimes } from './archives.ts';
import type { Release } from './release.ts';

/** What Debian calls the processors. */
const ARCHITECTURES: Readonly<Record<string, string>> = { 'linux-x64': 'amd64', 'linux-arm64': 'arm64' };

/** @returns the path of the package; undefined for a target that Debian does not have */
export function packDebian(target: Target, release: Release): string | undefined {
  const architecture = ARCHITECTURES[target.name];
  if (architecture === undefined) return undefined;
  const { version, root, output, staging, time } = release;
  const folder = join(staging, `debian-${architecture}`);
  const put = (path: string, content: string | Buffer, mode = 0o644): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  };
  const read = (path: string): Buffer => readFileSync(join(root, path));

  mkdirSync(join(folder, 'usr/bin'), { recursive: true });
  cpSync(standalonePath(target), join(folder, 'usr/bin/aws-mfa'));
  put('usr/share/man/man1/aws-mfa.1.gz', gzipSync(read('man/aws-mfa.1'), { level: 9 }));
  put('usr/share/bash-completion/completions/aws-mfa', read('dist/completions/aws-mfa.bash'));
  put('usr/share/zsh/vendor-completions/_aws-mfa', read('dist/completions/aws-mfa.zsh'));
  put('usr/share/fish/vendor_completions.d/aws-mfa.fish', read('dist/completions/aws-mfa.fish'));
  put('usr/share/lintian/overrides/aws-mfa', LINTIAN_OVERRIDES);
  put('usr/share/doc/aws-mfa/copyright', copyright(String(read('LICENSE'))));
  const thirdParties = read('dist/THIRD-PARTY-LICENSES.txt');
  put('usr/share/doc/aws-mfa/third-parties.txt.gz', gzipSync(thirdParties, { level: 9 }));
  const runtime = readFileSync(join(import.meta.dirname, 'RUNTIME-LICENSES.md'));
  put('usr/share/doc/aws-mfa/runtime.txt.gz', gzipSync(runtime, { level: 9 }));
  put('usr/share/doc/aws-mfa/changelog.gz', gzipSync(read('CHANGELOG.md'), { level: 9 }));
  put('usr/share/doc/aws-mfa/changelog.Debian.gz', gzipSync(debianChangelog(release), { level: 9 }));
  put('DEBIAN/md5sums', md5sums(folder));
  put('DEBIAN/control', control(release, architecture, installedSize(folder)));
  setTimes(folder, time);

  const file = join(output, `aws-mfa_${version}-1_${architecture}.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', folder, file], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(time) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return file;
}

/** @param size kibibytes */
function control({ version, repository, maintainer }: Release, architecture: string, size: number): string {
  return `Package: aws-mfa
Version: ${version}-1
Architecture: ${architecture}
Maintainer: ${maintainer}
Installed-Size: ${size}
Depends: libc6 (>= 2.17)
Suggests: awscli
Section: utils
Priority: optional
Homepage: ${repository}
Description: MFA session credentials for AWS
 Asks for the code of your MFA device, gets a session from AWS STS, and
 writes it to ~/.aws/credentials as a profile of its own. The AWS CLI,
 Terraform and the SDKs can use it from there.
 .
 Long-term access keys and every other byte of the file stay as they are.
`;
}

function debianChangelog({ version, maintainer, time }: Release): string {
  // As in "Mon, 30 Nov 2026 03:41:49 +0000".
  const date = new Date(time * 1000).toUTCString().replace('GMT', '+0000');
  return `aws-mfa (${version}-1) unstable; urgency=medium

  * Version ${version}. See changelog.gz.

 -- ${maintainer}  ${date}
`;
}

/** Debian forbids the text of the Apache license in this file, so the licenses of others have files of their own. */
function copyright(license: string): string {
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: aws-mfa
Comment: The program also holds the packages of third-parties.txt.gz and the
 runtime of runtime.txt.gz, with their own licenses.

Files: *
Copyright: 2026 the aws-mfa authors
License: Expat

License: Expat
${indented(license.replace(/^[\s\S]*?(?=Permission)/, ''))}
`;
}

/** As a field of several lines wants it. */
function indented(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`))
    .join('\n');
}

function md5sums(folder: string): string {
  return execFileSync('md5sum', filesIn(folder), { cwd: folder, encoding: 'utf8' });
}

function installedSize(folder: string): number {
  const bytes = filesIn(folder).map((path) => statSync(join(folder, path)).size);
  return Math.ceil(bytes.reduce((sum, size) => sum + size, 0) / 1024);
}

const LINTIAN_OVERRIDES = `# The program is in a section of the runtime's executable, which stripping would take away.
aws-mfa: unstripped-binary-or-object [usr/bin/aws-mfa]
# The runtime comes as one file, with its libraries inside.
aws-mfa: embedded-library *
`;
