import { nameSubject } from '../../../domain/notices/item.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee, mustLogView } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Information } from '../../../domain/people/sight.ts';
import type { Support } from '../../../domain/support/file.ts';
import { needNamed } from '../../../domain/support/needs.ts';
import { keepLook } from '../../../prisma/stores/answer-store.ts';
import { benefitGaps } from '../../../prisma/stores/help-store.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';

const GAPS =
  /应(助|保|免)未(?:助|保|免)|应享未享|(?:谁|哪些(?:人|孩子|学生)?)(?:还)?没(?:有)?享受|资助(?:缺口|名单)/u;
const GROUPS: Readonly<Record<string, string>> = { 助: 'aid', 保: 'insure', 免: 'exempt' };
/** What fits on a phone. */
const MOST_SHOWN = 15;

/**
 * "应助未助名单": who should have a benefit and does not, in the speaker's own area (P5.R-FULL), each look from outside the school kept;
 * null for anything else.
 */
export const gapList = async (turn: Turn): Promise<Outcome | null> => {
  const asked = GAPS.exec(turn.text);
  if (!asked) return null;
  const group = GROUPS[asked[1] ?? ''] ?? null;
  const labels = new Set(
    turn.policy.benefits.filter((item) => group === null || item.group === group).map(({ label }) => label),
  );
  const { directory } = turn;
  const gaps = (await benefitGaps(turn.tx)).flatMap(({ student: id, missing, since }) => {
    const student = directory.students.get(id);
    const lacking = missing.filter((label) => labels.has(label));
    return student && isOwn(turn, student) && lacking.length > 0 ? [{ student, lacking, since }] : [];
  });
  const seen = gaps.filter(({ student }) =>
    maySee(turn.speaker.viewer, 'aid', aboutPupil(student, directory)),
  );
  const listed = seen.slice(0, MOST_SHOWN);
  const { person: viewer, role } = turn.speaker;
  const purpose = phrase(turn, 'gap_look');
  if (mustLogView(role))
    for (const { student } of listed)
      await keepLook(turn.tx, { viewer, role, student: student.id, purpose }, turn.now);
  const lines = listed.map(({ student, lacking, since }) =>
    phrase(turn, 'gap_line', {
      subject: nameSubject({ student: student.id }, worldFor(turn, student.school)),
      school: directory.schools.get(student.school)?.name,
      missing: lacking.join('、'),
      since,
    }),
  );
  return {
    act: 'query',
    reply: turn.words.say('replies/gaps', { values: { count: gaps.length }, lines, now: turn.now }),
    question: null,
  };
};

/** Pupils of the area that the speaker answers for; whose name may be told is another question. */
const isOwn = ({ speaker, directory }: Turn, student: Student): boolean =>
  speaker.district ||
  speaker.schools.includes(student.school) ||
  speaker.classes.includes(student.class ?? '') ||
  speaker.townships.includes(directory.schools.get(student.school)?.township ?? '') ||
  speaker.students.includes(student);

/** What a pupil's file says of help, as far as the speaker may see it. */
export const helpLines = (turn: Turn, student: Student, support: Support): string[] => {
  const { viewer, person } = turn.speaker;
  const about = aboutPupil(student, turn.directory);
  const shows = (what: Information): boolean => maySee(viewer, what, about);
  const { carer, buddy, missing, referrals } = support;
  const mine = referrals.filter(({ by, need }) => {
    const { restricted } = needNamed(turn.policy.referrals, need);
    return by === person || (shows('case_detail') && (!restricted || shows('restricted')));
  });
  return [
    ...(carer === null && shows('visit_task') ? [phrase(turn, 'help_no_carer')] : []),
    ...(carer && shows('visit_task') ? [phrase(turn, 'help_carer', { carer })] : []),
    ...(buddy && shows('visit_task') ? [phrase(turn, 'help_buddy', { teacher: buddy })] : []),
    ...(missing.length > 0 && shows('aid')
      ? [phrase(turn, 'help_missing', { missing: missing.join('、') })]
      : []),
    ...mine.map(({ number, need, answers }) =>
      phrase(turn, 'help_referral', {
        number,
        need: needNamed(turn.policy.referrals, need).label,
        state: phrase(turn, `referral_${answers.at(-1)?.state ?? 'waiting'}`),
      }),
    ),
  ];
};
