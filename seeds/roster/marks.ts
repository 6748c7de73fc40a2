import type { Secrets } from '../../prisma/secrets.ts';

/** The marks of a roster's phones and identity numbers, and what each stands for. */
export class Marks {
  readonly plain = new Map<string, string>();
  readonly #secrets: Secrets;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  of(told: string | null, kind: 'phone' | 'id_number'): string | null {
    if (told === null) return null;
    const mark = this.#secrets.index(told, kind);
    this.plain.set(mark, told);
    return mark;
  }
}
