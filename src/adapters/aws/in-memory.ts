/** Texts that the SDK's loader of shared files reads as if they stood in one. */
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';

/** Paths that no file can have: the null byte ends every path. */
const IN_MEMORY = '\0in-memory';
/** A file without a word: the loader always reads both, and where one is wanted, the other is pointed here. */
export const NOWHERE = '\0nowhere';

externalDataInterceptor.interceptFile(NOWHERE, '');

/** @param read gets the path under which the text is found until it has read it */
export async function inMemory<T>(text: string, read: (path: string) => Promise<T>): Promise<T> {
  externalDataInterceptor.interceptFile(IN_MEMORY, text);
  try {
    return await read(IN_MEMORY);
  } finally {
    Reflect.deleteProperty(externalDataInterceptor.getFileRecord(), IN_MEMORY);
  }
}
