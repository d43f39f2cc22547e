/** The licenses of the packages in the bundle, each text once: many packages share one. */
import type { Dependency } from 'rollup-plugin-license';

export function licenseTexts(packages: readonly Dependency[]): string {
  const byText = new Map<string, { text: string; heads: string[] }>();
  for (const each of packages) {
    const text = [each.licenseText, each.noticeText].flatMap((part) => part?.trim() ?? []).join('\n\n');
    // Line ends and indents differ between copies of the same license.
    const key = text.replace(/\s+/g, ' ');
    const group = byText.get(key) ?? { text, heads: [] };
    byText.set(key, group);
    group.heads.push(headOf(each));
  }
  return [...byText.values()]
    .map(({ text, heads }) => `${heads.join('\n\n')}\n\n${text}\n`)
    .join('\n---\n\n');
}

function headOf({ name, version, license, repository }: Dependency): string {
  const url = typeof repository === 'string' ? repository : repository?.url;
  const lines = [`Name: ${name ?? ''}`, `Version: ${version ?? ''}`, `License: ${license ?? ''}`];
  return [...lines, ...(url ? [`Repository: ${url}`] : [])].join('\n');
}
