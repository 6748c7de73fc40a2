import type { Health } from '../../templates/doctor.ts';

/** What one look found: fine, or what to do. */
export interface Finding {
  health: Health;
  what: string;
  say: string;
}

export const fine = (what: string, say: string): Finding => ({ health: 'fine', what, say });
export const bad = (what: string, say: string): Finding => ({ health: 'bad', what, say });
export const off = (what: string, say: string): Finding => ({ health: 'off', what, say });
export const unsure = (what: string, say: string): Finding => ({ health: 'unsure', what, say });
