/** What Homebrew, Scoop and winget need to install a release: addresses and hashes. */
import type { Release } from './release.ts';

const DESCRIPTION = 'MFA session credentials for the AWS CLI, Terraform and the SDKs';

/** What the manifests are made of. */
export interface Downloads extends Pick<Release, 'version' | 'repository' | 'address'> {
  /** @returns the SHA-256 of a file of the release, in hexadecimal digits */
  hashOf: (fileName: string) => string;
}

/** @returns file name → text */
export function manifests(downloads: Downloads): Record<string, string> {
  return {
    'homebrew/aws-mfa.rb': homebrew(downloads),
    'scoop/aws-mfa.json': scoop(downloads),
    ...winget(downloads),
  };
}

function homebrew({ version, repository, address, hashOf }: Downloads): string {
  const source = (target: string): string => {
    const file = `aws-mfa-${version}-${target}.tar.gz`;
    return `url "${address}/${file}"\n      sha256 "${hashOf(file)}"`;
  };
  return `class AwsMfa < Formula
  desc "${DESCRIPTION}"
  homepage "${repository}"
  version "${version}"
  license "MIT"

  on_macos do
    on_arm do
      ${source('darwin-arm64')}
    end
    on_intel do
      ${source('darwin-x64')}
    end
  end

  on_linux do
    on_arm do
      ${source('linux-arm64')}
    end
    on_intel do
      ${source('linux-x64')}
    end
  end

  def install
    bin.install "aws-mfa"
    man1.install "aws-mfa.1"
    bash_completion.install "completions/aws-mfa.bash" => "aws-mfa"
    zsh_completion.install "completions/aws-mfa.zsh" => "_aws-mfa"
    fish_completion.install "completions/aws-mfa.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/aws-mfa --version")
  end
end
`;
}

function scoop({ version, repository, address, hashOf }: Downloads): string {
  const folder = `aws-mfa-${version}-windows-x64`;
  const manifest = {
    version,
    description: DESCRIPTION,
    homepage: repository,
    license: 'MIT',
    architecture: {
      '64bit': {
        url: `${address}/${folder}.zip`,
        hash: hashOf(`${folder}.zip`),
        extract_dir: folder,
      },
    },
    bin: 'aws-mfa.exe',
  };
  return `${JSON.stringify(manifest, null, 4)}\n`;
}

const WINGET_IDENTIFIER = 'aws-mfa.aws-mfa';
const WINGET_SCHEMA = '1.6.0';

function winget({ version, repository, address, hashOf }: Downloads): Record<string, string> {
  const folder = `aws-mfa-${version}-windows-x64`;
  const manifest = (type: string, fields: string): string =>
    `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${type.toLowerCase()}.${WINGET_SCHEMA}.schema.json
PackageIdentifier: ${WINGET_IDENTIFIER}
PackageVersion: ${version}
${fields}ManifestType: ${type}
ManifestVersion: ${WINGET_SCHEMA}
`;
  return {
    [`winget/${WINGET_IDENTIFIER}.yaml`]: manifest('version', 'DefaultLocale: en-US\n'),
    [`winget/${WINGET_IDENTIFIER}.installer.yaml`]: manifest(
      'installer',
      `InstallerType: zip
NestedInstallerType: portable
NestedInstallerFiles:
  - RelativeFilePath: ${folder}\\aws-mfa.exe
    PortableCommandAlias: aws-mfa
Installers:
  - Architecture: x64
    InstallerUrl: ${address}/${folder}.zip
    InstallerSha256: ${hashOf(`${folder}.zip`).toUpperCase()}
`,
    ),
    [`winget/${WINGET_IDENTIFIER}.locale.en-US.yaml`]: manifest(
      'defaultLocale',
      `PackageLocale: en-US
Publisher: the aws-mfa authors
PackageName: aws-mfa
PackageUrl: ${repository}
License: MIT
ShortDescription: ${DESCRIPTION}
`,
    ),
  };
}
