/** NO_PROXY. The first table was tried with curl 7.88 and came out the same; the second is where others part from it. */
import { describe, expect, it } from 'vitest';
import { isExempt } from '../../../src/aws/network.ts';

describe('as curl has it', () => {
  it.each<[target: string, noProxy: string, exempt: boolean]>([
    ['http://a.b.test/', '', false],
    ['http://a.b.test/', '*', true],
    ['http://a.b.test/', 'b.test', true],
    ['http://a.b.test/', '.b.test', true],
    ['http://a.b.test/', 'a.b.test', true],
    ['http://a.b.test/', 'x.a.b.test', false],
    ['http://a.b.test/', 'test', true],
    ['http://a.b.test/', 'B.Test', true],
    ['http://a.b.test/', 'xb.test', false],
    ['http://ab.test/', 'b.test', false],
    ['http://ab.test/', '.b.test', false],
    ['http://b.test/', '.b.test', true],
    ['http://a.b.test/', 'b.test.', true],
    ['http://a.b.test./', 'b.test', true],
    ['http://a.b.test/', '..b.test', false],
    ['http://a.b.test/', '*.b.test', false],
    ['http://a.b.test/', 'x,*', false],
    ['http://a.b.test/', '*,x', false],
    ['http://a.b.test/', 'x,b.test', true],
    ['http://a.b.test/', 'x b.test', true],
    ['http://a.b.test/', 'x, b.test ,y', true],
    ['http://127.0.0.1:1/', '127.0.0.1', true],
    ['http://127.0.0.1:1/', '0.0.1', false],
    ['http://127.0.0.1:1/', '.0.0.1', false],
    ['http://127.0.0.1:1/', '127.0.0.1:2', false],
    ['http://[::1]:1/', '::1', true],
    ['http://[::1]:1/', '0:0:0:0:0:0:0:1', false],
    ['http://localhost:1/', 'localhost', true],
    ['http://localhost:1/', '127.0.0.1', false],
    ['http://localhost:1/', 'localhost:2', false],
  ])('%s, NO_PROXY=%s', (target, noProxy, exempt) => {
    expect(isExempt(new URL(target), noProxy)).toBe(exempt);
  });
});

describe('as the AWS CLI has it: ports and brackets', () => {
  it.each<[target: string, noProxy: string, exempt: boolean]>([
    ['https://sts.us-east-1.amazonaws.com', '.amazonaws.com', true],
    ['https://sts.us-east-1.amazonaws.com', 'amazonaws.com:443', true],
    ['https://sts.us-east-1.amazonaws.com', 'amazonaws.com:80', false],
    ['http://a.b.test/', 'a.b.test:80', true],
    ['https://127.0.0.1:1', '127.0.0.1:1', true],
    ['https://[::1]:1', '[::1]', true],
    ['https://[::1]:1', '[::1]:1', true],
    ['https://[::1]:1', '[::1]:2', false],
    ['https://127.0.0.1', '127.0.0.0/8', false],
    ['https://a.test', ', ,', false],
    ['https://a.test', ' * ', true],
  ])('%s, NO_PROXY=%s', (target, noProxy, exempt) => {
    expect(isExempt(new URL(target), noProxy)).toBe(exempt);
  });
});
