/** Reads every text of the program from its sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..');

export interface Message {
  /** The source file, from the root of the project. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** The error code, if it is the message or the hint of an error. */
  code: string | undefined;
  text: string;
}

/**
 * Every text with two words or more in `src`, in the order of the files. An expression is shown as `<expression>`.
 */
export function readMessages(): Message[] {
  return sourceFiles(join(root, 'src')).flatMap((path) => {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: Message[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
      const text = textOf(node);
      if (text === undefined) {
        ts.forEachChild(node, visit);
        return;
      }
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      if (isProse(text)) found.push({ file: relative(root, path), line, code: codeOf(node), text });
      // A text may hold others: `${left ? 'until then' : 'forever'}`.
      if (ts.isTemplateExpression(node)) node.templateSpans.forEach(({ expression }) => visit(expression));
    };
    visit(source);
    return found;
  });
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name));
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  const rest = node.templateSpans.map(
    ({ expression, literal }) => `<${expression.getText().replace(/\s+/g, ' ')}>${literal.text}`,
  );
  return node.head.text + rest.join('');
}

/** Two words of letters with a blank between them. */
function isProse(text: string): boolean {
  return /\p{L}[^\s]*\s+\S*\p{L}/u.test(text.replace(/<[^>]*>/g, 'X'));
}

/** Of `new AwsMfaError('no_keys', …)`, if the text is in its arguments. */
function codeOf(node: ts.Node): string | undefined {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return undefined;
    if (!ts.isNewExpression(at) || at.expression.getText() !== 'AwsMfaError') continue;
    const [code] = at.arguments ?? [];
    return code && ts.isStringLiteral(code) ? code.text : undefined;
  }
  return undefined;
}
