/** The type of an action in the loopback AWS, and its services. */
import type { AwsState, Caller } from './state.ts';
import type { XmlTree } from './xml.ts';

export interface Api {
  /** The name in the credential scope of a signature. */
  service: string;
  /** The `Version` that requests carry. */
  version: string;
  /** The xmlns of its answers. */
  namespace: string;
  /** Whether the service has one region for a partition, which every signature must name. */
  isGlobal?: true;
}

export interface Action {
  api: Api;
  name: string;
  /**
   * Answers a request whose signature is valid.
   *
   * @returns the content of `<…Result>`
   * @throws Refusal
   */
  answer: (params: Record<string, string>, caller: Caller, state: AwsState) => XmlTree;
}

export const sts: Api = {
  service: 'sts',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

export const iam: Api = {
  service: 'iam',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  isGlobal: true,
};
