import { at } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import type { Stilled, World } from '../decision.ts';
import type { SignalName } from '../signals.ts';
import { writtenTo } from './addressees.ts';
import { isOfAbsence } from './moment.ts';

/** The child is back, on leave, or out of the ordinary way: what waits for its family has lost its reason. */
const ENDS: ReadonlySet<SignalName> = new Set<SignalName>([
  'returned',
  'taken_back',
  'closed',
  'leave_recorded',
]);

/** What announces that somebody will come to the house: of no use once somebody has been there. */
const visitTexts = (series: World['policy']['series']): string[] =>
  series.filter(({ when }) => when === 'suspected').map(({ text }) => `parents/${text}`);

/** What a signal about a pupil means for texts that still wait: quiet hours, or another text that day, held them back. */
export const stilledBy = (name: SignalName, file: CaseFile, { policy, directory }: World): Stilled[] => {
  if (name === 'visited' || name === 'town_visited')
    return [{ student: file.student, texts: visitTexts(policy.series), recipients: null, until: null }];
  if (name === 'return_withdrawn') {
    const thanks = policy.series.filter(({ when }) => when === 'returned');
    return [
      {
        student: file.student,
        texts: thanks.map(({ text }) => `parents/${text}`),
        recipients: null,
        until: null,
      },
    ];
  }
  if (name !== 'safeguard' && name !== 'family_noted' && !ENDS.has(name)) return [];
  const { student, family } = file;
  const texts = (rows: typeof policy.series): string[] => rows.map(({ text }) => `parents/${text}`);
  const all = texts(policy.series);
  const ofAbsence = texts(policy.series.filter(({ when }) => isOfAbsence(when)));
  if (name === 'safeguard') return [{ student, texts: all, recipients: null, until: null }];
  if (ENDS.has(name)) return [{ student, texts: ofAbsence, recipients: null, until: null }];
  const guardians = directory.students.get(student)?.guardians ?? [];
  const safe = writtenTo(file, guardians);
  const unsafe = guardians.filter((person) => !safe.includes(person));
  return [
    ...(unsafe.length > 0 ? [{ student, texts: all, recipients: unsafe, until: null }] : []),
    ...(family?.dealtUntil
      ? [
          {
            student,
            texts: ofAbsence,
            recipients: null,
            until: at(family.dealtUntil, policy.settings['marking.deadline']),
          },
        ]
      : []),
  ];
};
