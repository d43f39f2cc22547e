/** Lays out what is shown of a new MFA device: its QR code with the instructions beside it, or its key as text. */
import { textWidth, wrapped } from '../../text/columns.ts';
import { qrCode, type QrCode } from '../../text/qr-code.ts';

export interface ShownDevice {
  /** In base32. */
  seed: string;
  userName: string;
  /** Undefined if the ARN of the user names none. */
  account: string | undefined;
}

export interface Space {
  rows: number;
  columns: number;
  hasColor: boolean;
}

export interface View {
  lines: string[];
  /** Where a countdown of {@link NARROWEST} columns fits, counted from 0. */
  place: { row: number; column: number };
}

/** Columns of the longest complaint about a code. */
const COMPLAINT = 66;

/** Rows that a question and a complaint about its answer take. */
function questionRows(columns: number): number {
  return 1 + Math.ceil(COMPLAINT / columns);
}

/** Columns of the instructions beside the QR code, at least. */
const NARROWEST = 26;

const GAP = 2;

/**
 * @param news what happened before, if anything did
 * @param asText whether the user wants the key as text
 */
export function deviceView(
  device: ShownDevice,
  space: Space,
  { news, asText }: { news: string; asText: boolean },
): View {
  const code = asText ? undefined : fittingCode(device, space);
  if (!code) return textView(device, space, { news, isWanted: asText });
  const column = code.columns + GAP;
  const text = [news, BESIDE_CODE].filter(Boolean).join('\n\n');
  const texts = wrapped(text, space.columns - column - 1).split('\n');
  const { lines } = code;
  return {
    lines: lines.map((line, row) => (texts[row] ? `${line}${' '.repeat(GAP)}${texts[row]}` : line)),
    place: { row: texts.length + 1, column },
  };
}

const CODES = 'Then enter the code that the app shows, and after it the next one.';

const BESIDE_CODE = `Scan this with an authenticator app.

${CODES}

No camera? To see the key as text, enter s.`;

/** With as much around the key as fits: what scrolled away would be missing, or stay in a scrollback. */
function textView(
  { seed, userName, account }: ShownDevice,
  { columns, rows }: Space,
  { news, isWanted }: { news: string; isWanted: boolean },
): View {
  const name = account === undefined ? userName : `${userName}@${account}`;
  const key = (seed.match(/.{1,4}/g) ?? []).join(' ');
  const back = isWanted
    ? 'To see the QR code again, press Enter.'
    : 'The window is too small for a QR code. Enlarge it to see one.';
  const what = `Add this key to an authenticator app (Amazon Web Services, ${name}; time-based, 6 digits):`;
  const texts = [
    [news, what, key, `${CODES}\n${back}`].filter(Boolean).join('\n\n'),
    [news, `${what}\n${key}`, CODES].filter(Boolean).join('\n'),
    key,
    'Enlarge the window to see the key.',
    '',
  ].map((text) => wrapped(text, columns - 1).split('\n'));
  // A long name is wider than a narrow window.
  const height = (lines: string[]) =>
    lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / columns)), 0);
  // A countdown takes a row, too.
  const lines = texts.find((each) => height(each) + 1 + questionRows(columns) <= rows) ?? [];
  return { lines: [...lines, ''], place: { row: height(lines), column: 0 } };
}

/** The QR code with the most that fits: what it says first, then the quiet space around it. */
function fittingCode(device: ShownDevice, { rows, columns, hasColor }: Space): QrCode | undefined {
  for (const uri of uris(device)) {
    for (const border of [2, 1]) {
      const code = qrCode(uri, { border, hasColor });
      const isLow = code.lines.length + questionRows(columns) <= rows;
      if (isLow && code.columns + GAP + NARROWEST < columns) return code;
    }
  }
  return undefined;
}

/**
 * First as AWS writes it in its own QR codes (`QRCodePNG` in the IAM API reference), then shorter: a window of 24 lines
 * has room for 134 characters.
 */
function uris({ seed, userName, account }: ShownDevice): string[] {
  const user = encodeURIComponent(userName);
  const owner = account === undefined ? user : `${user}@${account}`;
  const issuer = 'Amazon%20Web%20Services';
  return [
    `otpauth://totp/${issuer}:${owner}?secret=${seed}&issuer=${issuer}`,
    `otpauth://totp/AWS:${owner}?secret=${seed}&issuer=AWS`,
    `otpauth://totp/AWS:${user}?secret=${seed}`,
  ];
}
