/** What is told of a failure, and what only `--debug` tells. */
import { describe, expect, it } from 'vitest';
import { AwsMfaError, codeMark } from '../../../src/errors.ts';
import { reportError, typedReportOptions, type ReportOptions } from '../../../src/cli/run.ts';

function told(thrown: unknown, options: ReportOptions = {}): { kind: string; lines: string[] } {
  const lines: string[] = [];
  const kind = reportError(thrown, options, {
    say: (tone, text) => lines.push(`${tone}: ${text}`),
    printJson: (value) => lines.push(JSON.stringify(value)),
    printError: (text) => lines.push(`raw: ${text}`),
  });
  return { kind, lines };
}

const cause = Object.assign(new TypeError('y is not a function'), { code: 'E_Y' });

describe('reportError', () => {
  it('tells what happened and the remedy', () => {
    const error = new AwsMfaError('access_denied', 'AWS said no.', 'Ask again.', cause);
    expect(told(error)).toEqual({ kind: 'refused', lines: ['error: AWS said no.', 'remedy: Ask again.'] });
    expect(told(new AwsMfaError('invalid_usage', 'What?')).lines).toEqual(['error: What?']);
  });

  it('tells it as JSON', () => {
    const error = new AwsMfaError('access_denied', 'AWS said no.', 'Ask `again`.');
    const json = {
      error: { kind: 'refused', code: 'access_denied', message: 'AWS said no.', remedy: 'Ask again.' },
    };
    expect(told(error, { json: true }).lines).toEqual([JSON.stringify(json)]);
  });

  it('for another run of this program: its code, too', () => {
    const error = new AwsMfaError('command_loop', 'It runs in a circle.');
    expect(told(error, { code: true }).lines).toEqual([
      'error: It runs in a circle.',
      `raw: ${codeMark('command_loop')}\n`,
    ]);
  });

  it('--debug: the errors underneath, without a stack', () => {
    const error = new AwsMfaError('access_denied', 'No.', undefined, new Error('z', { cause }));
    expect(told(error, { debug: true }).lines.slice(1)).toEqual([
      'debug: caused by Error: z',
      'debug: caused by TypeError E_Y: y is not a function',
    ]);
  });

  it('a mistake of our own: nothing of it, but how to see it; with --debug also the way it came', () => {
    expect(told(cause)).toEqual({
      kind: 'unreachable',
      lines: ['error: aws-mfa failed unexpectedly.', 'remedy: Run it again with `--debug` to see the cause.'],
    });
    const [, , message, ...frames] = told(cause, { debug: true }).lines;
    expect(message).toBe('debug: caused by TypeError E_Y: y is not a function');
    expect(frames[0]).toMatch(/^debug: +at .*report-error\.test\.ts/);
  });

  it('what is thrown and is no error is told all the same', () => {
    expect(told('x', { debug: true }).kind).toBe('unreachable');
  });
});

describe('typedReportOptions', () => {
  it.each<[args: string[], options: ReportOptions]>([
    [['login'], { json: false, debug: false }],
    [['login', '--json', '--debug'], { json: true, debug: true }],
    [['exec', '--debug', '--', 'aws', '--json'], { json: false, debug: true }],
  ])('%j', (args, manner) => {
    expect(typedReportOptions(args)).toEqual(manner);
  });
});
