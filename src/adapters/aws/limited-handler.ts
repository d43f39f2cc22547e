/** The SDK's HTTP handler, with a limit to the size of an answer: the SDK itself keeps whatever a server sends. */
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream';

/** Bytes. The longest answer that AWS gives to our questions is a hundredth of it. */
const LIMIT = 1024 * 1024;

/** The code of the error with which the body of a longer answer ends. */
export const ANSWER_TOO_LARGE = 'ERR_ANSWER_TOO_LARGE';

export class LimitedHandler extends NodeHttpHandler {
  override async handle(...args: Parameters<NodeHttpHandler['handle']>) {
    const { response } = await super.handle(...args);
    const limit = new AnswerLimit();
    // Its errors, and those of the connection, reach whoever reads the body.
    response.body = pipeline(response.body as Readable, limit, () => undefined);
    return { response };
  }
}

/** Nothing is unpacked on the way (the SDK asks for no compression), so these are the bytes that come. */
class AnswerLimit extends Transform {
  private size = 0;

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.size += bytes.length;
    if (this.size <= LIMIT) done(null, bytes);
    else done(Object.assign(new Error('The answer is too large.'), { code: ANSWER_TOO_LARGE }));
  }
}
