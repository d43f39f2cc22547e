/**
 * What the program can say went wrong: the sentences of every error that it makes on purpose, read from its source by
 * TypeScript's own parser. What is put in when it runs stands as `…`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { callsOf, functionAround, isPair, nodesIn, possibleTexts } from './possible-texts.ts';

/** A sentence of an error, or one of several that the same line of the source may make. */
export interface ErrorSentence {
  /** Below the root of the repository. */
  file: string;
  says: string;
  /** Those of the error; `…` for one that is known only when it runs, none for a pair of a sentence and its remedy. */
  kinds: string[];
}

/** Where an error is made, or a pair of a sentence and its remedy. */
export interface ErrorPlace {
  file: string;
  isPair: boolean;
  /** None where it comes whole from another place. */
  sentences: ErrorSentence[];
}

/** @param root of the repository */
export function errorPlaces(root: string): ErrorPlace[] {
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.split(sep).join('/'))
    .sort()
    .flatMap((path) => placesIn(`src/${path}`, readFileSync(join(root, 'src', path), 'utf8')));
}

function placesIn(file: string, text: string): ErrorPlace[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return nodesIn(source).flatMap((node) => {
    const { kind, says } = errorIn(node) ?? {};
    if (!says) return [];
    // Where a function makes it of its parameters, what they are given is looked up in each call of that function.
    const sentences = callsOf(functionAround(node)).flatMap((given) => {
      const kinds = kind ? possibleTexts(kind, given) : [];
      const texts = possibleTexts(says, given).filter(isSentence);
      return texts.map((sentence) => ({ file, says: sentence.replace(/…+/g, '…').trim(), kinds }));
    });
    return { file, isPair: !kind, sentences };
  });
}

/** `new AwsMfaError(kind, says, …)`, the same of a class that extends it, or a pair `[says, remedy]`. */
function errorIn(node: ts.Node): { kind?: ts.Expression; says?: ts.Expression | undefined } | undefined {
  if (ts.isArrayLiteralExpression(node)) return isPair(node) ? { says: node.elements[0] } : undefined;
  const isError =
    (ts.isNewExpression(node) && node.expression.getText() === 'AwsMfaError') ||
    (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword);
  const [kind, says] = isError ? (node.arguments ?? []) : [];
  return kind && { kind, says };
}

/** Not what is but a part of one, or comes whole from elsewhere. */
function isSentence(text: string): boolean {
  return /^[^a-z]/.test(text) && /[a-z]{2}/.test(text.replaceAll('…', ''));
}
