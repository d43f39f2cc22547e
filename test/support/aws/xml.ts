/** The XML of AWS' query protocol: the few shapes that STS and IAM answer with. */

export type XmlTree = string | number | readonly XmlTree[] | { [name: string]: XmlTree | undefined };

/** Elements for a tree of names and values; a list is one `<member>` after the other. An undefined value is left out, as AWS leaves out what it lacks. */
export function elements(tree: XmlTree): string {
  if (typeof tree !== 'object') return escape(String(tree));
  if (tree instanceof Array) return tree.map((member) => elements({ member })).join('');
  return Object.entries(tree)
    .map(([name, value]) => (value === undefined ? '' : `<${name}>${elements(value)}</${name}>`))
    .join('');
}

/** A document with a namespace: `<name xmlns="…">…</name>`. */
export function document(name: string, namespace: string, tree: XmlTree): string {
  return `<${name} xmlns="${namespace}">${elements(tree)}</${name}>\n`;
}

/** A time in whole seconds. */
export function isoTime(date: Date): string {
  return date.toISOString().replace(/\.\d+/, '');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
