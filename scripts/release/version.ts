/** Whether the version, the tag and the changelog of a release agree, and what the release notes say. */

export interface ReleaseState {
  /** Of package.json. */
  version: string;
  /** The text of CHANGELOG.md. */
  changelog: string;
  /** Whether every file is committed. */
  isClean: boolean;
  /** Tags of the commit that is released. */
  tags: readonly string[];
  /** Tags of all commits. */
  allTags: readonly string[];
}

export function tagOf(version: string): string {
  return `v${version}`;
}

/**
 * @param isDryRun before there is a tag
 * @returns what has to be changed before the release; empty if nothing has to be
 */
export function releaseProblems(state: ReleaseState, isDryRun: boolean): string[] {
  const { version, changelog, isClean, tags, allTags } = state;
  const tag = tagOf(version);
  const others = tags.filter((name) => /^v\d/.test(name) && name !== tag);
  const problems = [
    !isClean && 'There are files that are not committed.',
    sectionOf(changelog, version) === undefined && `CHANGELOG.md has no section "## ${version}".`,
    sectionOf(changelog, version) === '' && `The section "## ${version}" of CHANGELOG.md is empty.`,
    others.length > 0 &&
      `package.json has version ${version}, but the commit has the tag ${others.join(', ')}.`,
    allTags.includes(tag) && !tags.includes(tag) && `The tag ${tag} is on another commit.`,
    !isDryRun && !allTags.includes(tag) && `There is no tag ${tag}.`,
    !isDryRun &&
      Boolean(sectionOf(changelog, 'Unreleased')) &&
      `CHANGELOG.md still has changes under "Unreleased".`,
  ];
  return problems.filter((problem) => problem !== false);
}

/**
 * @param title the first words of a heading of the second level
 * @returns the text below it, without blank lines at its ends; undefined if there is no such heading
 */
export function sectionOf(changelog: string, title: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split(/[,\s]/, 1)[0] === title);
  return section?.slice(section.indexOf('\n')).trim();
}

/** @param address where the files are downloaded from */
export function releaseNotes({ version, changelog }: ReleaseState, address: string): string {
  return `# aws-mfa ${version}

${sectionOf(changelog, version) ?? ''}

## Verify a download

\`SHA256SUMS\` has the hash of every file:

\`\`\`sh
curl -LO ${address}/SHA256SUMS
sha256sum --check --ignore-missing SHA256SUMS
\`\`\`

The program for Intel Macs (darwin-x64) is not signed. The programs for Windows and macOS are not signed by a known
publisher: the system may ask before the first run.
`;
}
