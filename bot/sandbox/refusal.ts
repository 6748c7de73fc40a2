/** What the sandbox does not do, with the sentence that says what to do instead; a handler returns it as its answer. */
export class Refusal {
  readonly status: 400 | 403 | 404 | 409 | 413 | 503;
  readonly message: string;

  constructor(status: Refusal['status'], message: string) {
    this.status = status;
    this.message = message;
  }
}
