/** The SDK's reader and nothing of ours: the credentials file before and after, as every write is read back. */
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';

const [, , filepath = ''] = process.argv;
const read = () => loadSharedConfigFiles({ filepath, configFilepath: '/dev/null', ignoreCache: true });
void read().then(read);
