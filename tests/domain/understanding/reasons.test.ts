import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';
import { LABELLED } from './labelled.ts';

const folder = new URL('reasons/', LABELLED);
const calendar = publicSchoolDays();
const classes = [{ name: '三(2)班', students: ['张晓峰', '李兰芳'] }];

/** Beside these the words for a weaker state must not win. */
const REASONED = new Set(['sick_leave', 'personal_leave', 'unexcused']);

const statusesIn = (text: string): string[] =>
  (
    understand(
      {
        text,
        now: Date.parse('2026-09-22T08:30:00+08:00'),
        sender: { role: 'homeroom_teacher', class: '三(2)班' },
        classes,
      },
      calendar,
    ).entries ?? []
  ).map(({ student, status }) => `${student} ${status}`);

describe.each(readdirSync(folder))('%s: what people say of it, beside a name', (file) => {
  const status = file.replace('.txt', '');
  const reasons = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
  const misread = (say: (reason: string) => string): string[] =>
    reasons
      .map(say)
      .filter((text) => JSON.stringify(statusesIn(text)) !== JSON.stringify([`张晓峰 ${status}`]));

  it('tells the state', () => {
    expect(misread((reason) => `张晓峰${reason}`)).toEqual([]);
    expect(misread((reason) => `张晓峰，${reason}`)).toEqual([]);
  });

  if (REASONED.has(status))
    it('outranks 没来', () => {
      expect(misread((reason) => `张晓峰没来，${reason}`)).toEqual([]);
    });
});
