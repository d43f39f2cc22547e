/** A separate process that adds one line to a file by the safe write: `jiti update-once.ts FILE LINE`. */
import { updateFile } from '../../src/system/files/update-file.ts';

const [path = '', line = ''] = process.argv.slice(2);
await updateFile({
  path,
  edit: (text = '') => `${text}${line}\n`,
  verify: () => Promise.resolve(),
  signal: new AbortController().signal,
});
