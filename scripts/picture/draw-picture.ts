/** The picture as a whole: what is on the screen, drawn. */
import { drawTerminal } from './draw-terminal.ts';
import { recordSession } from './record-session.ts';

/** @returns an SVG; the same one as long as the program says the same */
export async function drawPicture(): Promise<string> {
  const { rows, columns } = await recordSession();
  return drawTerminal(rows, columns, { title: 'aws-mfa login, then aws-mfa status', heading: 'aws-mfa' });
}
