/** The message was certainly not shown, and may be by a later try: wait, or ask the process that is connected. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  /** `offline`: no connection from here; `busy`: WeCom asks for a pause. */
  readonly code: 'offline' | 'busy';

  constructor(code: NotSent['code'], options?: ErrorOptions) {
    super(`it was not sent: ${code}`, options);
    this.code = code;
  }
}
