/** For programs: what is set off as a command is text like any other. */
export function plainText(text: string): string {
  return text.replace(/`([^`\n]+)`/g, '$1');
}
