/** What was answered to requests already taken, so that one that comes again gets the same answer and does nothing. */
export class ReplayCache {
  private readonly answers = new Map<string, string>();
  private readonly most: number;

  /** Beyond `most`, the oldest is forgotten; then the inbox is what notices a message that comes twice. */
  constructor(most: number) {
    this.most = most;
  }

  answerTo(key: string): string | undefined {
    return this.answers.get(key);
  }

  keep(key: string, answer: string): void {
    this.answers.set(key, answer);
    if (this.answers.size <= this.most) return;
    for (const oldest of this.answers.keys()) {
      this.answers.delete(oldest);
      return;
    }
  }
}
