/** The texts that an expression of a source file can be, as far as that file tells; `…` for whatever it does not. */
import ts from 'typescript';

/** What the parameters of a function are given by one of its calls. */
export type Given = ReadonlyMap<string, ts.Expression>;

const NOTHING: Given = new Map();
const UNKNOWN = ['…'];

export function possibleTexts(node: ts.Expression, given: Given = NOTHING): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return possibleTexts(node.expression, given);
  if (ts.isTemplateExpression(node)) return templateTexts(node, given);
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap((branch) => possibleTexts(branch, given));
  // What a function makes of itself is left out.
  const sources = sourcesOf(node, given).filter((source) => !isWithin(node, source));
  return sources.length > 0 ? sources.flatMap((source) => possibleTexts(source)) : UNKNOWN;
}

function templateTexts({ head, templateSpans }: ts.TemplateExpression, given: Given): string[] {
  return templateSpans.reduce(
    (begun, { expression, literal }) =>
      begun.flatMap((text) => possibleTexts(expression, given).map((part) => text + part + literal.text)),
    [head.text],
  );
}

/** The expressions that a name, a call or a look-up in a table stands for. */
function sourcesOf(node: ts.Expression, given: Given): ts.Expression[] {
  if (ts.isIdentifier(node)) return [given.get(node.text) ?? constantNamed(node) ?? pairsNamed(node)].flat();
  if (ts.isCallExpression(node)) return textsMadeBy(node.expression);
  const table = ts.isElementAccessExpression(node) ? variableNamed(node.expression)?.initializer : undefined;
  const entries = table && ts.isObjectLiteralExpression(table) ? table.properties : [];
  return [...entries].filter(ts.isPropertyAssignment).map(({ initializer }) => initializer);
}

/** A `const` with words in it. */
function constantNamed(name: ts.Identifier): ts.Expression | undefined {
  const words = variableNamed(name)?.initializer;
  const isText =
    words &&
    (ts.isStringLiteralLike(words) || ts.isTemplateExpression(words) || ts.isConditionalExpression(words));
  return isText ? words : undefined;
}

/** The sentences of `const [name, …] = …`, where a function of the same file gives such pairs. */
function pairsNamed(name: ts.Identifier): ts.Expression[] {
  const value = variablesSeenFrom(name).find(
    ({ name: own }) => ts.isArrayBindingPattern(own) && own.elements[0]?.getText() === name.text,
  )?.initializer;
  const makers = value ? nodesIn(value).filter(ts.isIdentifier) : [];
  const pairs = nodesIn(name.getSourceFile()).filter(ts.isArrayLiteralExpression).filter(isPair);
  return pairs
    .filter((pair) => makers.some(({ text }) => text === nameOf(functionAround(pair))))
    .flatMap(({ elements: [says] }) => says ?? []);
}

/** What a function of the same file returns, where it returns text. */
function textsMadeBy(called: ts.Expression): ts.Expression[] {
  const maker = nodesIn(called.getSourceFile())
    .filter(ts.isFunctionDeclaration)
    .find(({ name, type }) => name?.text === called.getText() && type?.getText() === 'string');
  const returns = maker ? nodesIn(maker).filter(ts.isReturnStatement) : [];
  return returns.flatMap(({ expression }) => expression ?? []);
}

/** Whether it is a sentence with its remedy: what a function returns that says so in its type. */
export function isPair(array: ts.ArrayLiteralExpression): boolean {
  const { parent, elements } = array;
  const type = functionAround(array)?.type?.getText() ?? '';
  const isReturned = ts.isReturnStatement(parent) || ts.isConditionalExpression(parent);
  return elements.length === 2 && isReturned && type.startsWith('[what: string, remedy: string]');
}

/** What the calls of a function in its own file give it; once nothing, where it is not called there. */
export function callsOf(called: ts.SignatureDeclaration | undefined): Given[] {
  const name = nameOf(called);
  if (!called || !name) return [NOTHING];
  const calls = nodesIn(called.getSourceFile())
    .filter(ts.isCallExpression)
    .filter(({ expression }) => expression.getText() === name);
  const parameters = called.parameters.map((parameter) => parameter.name.getText());
  const given = calls.map(
    ({ arguments: values }) =>
      new Map(
        parameters.flatMap((parameter, index) => {
          const value = values[index];
          return value && !ts.isSpreadElement(value) ? [[parameter, value] as const] : [];
        }),
      ),
  );
  return given.length > 0 ? given : [NOTHING];
}

export function functionAround(node: ts.Node): ts.SignatureDeclaration | undefined {
  return ts.findAncestor(node.parent, ts.isFunctionLike);
}

function nameOf(node: ts.SignatureDeclaration | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isFunctionDeclaration(node)) return node.name?.text;
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
}

function variableNamed(name: ts.Expression): ts.VariableDeclaration | undefined {
  return variablesSeenFrom(name).find((variable) => variable.name.getText() === name.getText());
}

/** Those of the file, and of the functions around a node. */
function variablesSeenFrom(node: ts.Node): ts.VariableDeclaration[] {
  return nodesIn(node.getSourceFile())
    .filter(ts.isVariableDeclaration)
    .filter((variable) => isWithin(node, functionAround(variable) ?? node.getSourceFile()));
}

function isWithin(node: ts.Node, around: ts.Node): boolean {
  return ts.findAncestor(node, (above) => above === around) !== undefined;
}

/** Everything below a node. */
export function nodesIn(node: ts.Node): ts.Node[] {
  const below: ts.Node[] = [];
  ts.forEachChild(node, (child) => void below.push(child, ...nodesIn(child)));
  return below;
}
