/** `npm run messages`: prints every text of the program on one page, so that all of them can be read at once. */
import { readMessages } from './read-messages.ts';

function main(): void {
  let file = '';
  for (const message of readMessages()) {
    if (message.file !== file) console.log(`\n## ${message.file}\n`);
    file = message.file;
    const code = message.code === undefined ? '' : ` [${message.code}]`;
    console.log(`${message.line}${code}: ${message.text.replaceAll('\n', '\n    ')}`);
  }
}

main();
