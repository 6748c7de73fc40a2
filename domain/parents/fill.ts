import { dayOf } from '../calendar/time.ts';
import { type CaseFile, inChargeOf, isPlacedElsewhere } from '../cases/file.ts';
import { isInSteps, recordOf } from '../cases/four-step.ts';
import { servedOn } from '../cases/legal-dates.ts';
import type { World } from '../decision.ts';
import type { Step } from '../facts/case-fact.ts';
import { callName } from '../people/call-name.ts';
import type { Student } from '../people/directory.ts';
import type { Role } from '../people/roles.ts';
import type { Subject } from '../signals.ts';
import type { ParentText } from './texts.ts';
import { OPTIONAL } from './values.ts';

/** By the names of `values.ts`; null where nothing is known. */
export type Values = Record<string, string | number | null>;

/**
 * What the texts about a pupil are filled with: the given name and class, never what kind of household it is
 * (policy.md §5.2.2); and the case as it stands.
 */
export const valuesFor = (file: CaseFile, student: Student, world: World): Values => {
  const { directory, place } = world;
  return {
    child: callName(student.name),
    class: directory.classes.get(student.class ?? '')?.name ?? place.name,
    school: directory.schools.get(student.school)?.name ?? place.name,
    teacher: signerOf(file, student, world),
    ...ofTheDay(file, world),
    ...ofTheTownship(file, world),
    ...ofThePaper(file, world),
  };
};

/** Whether a text can be said whole: without a limit there is no reminder of it. */
export const isFilled = ({ values: wanted }: ParentText, values: Values): boolean =>
  wanted.every((name) => OPTIONAL.has(name) || (values[name] ?? null) !== null);

const nameOf = (role: Role, about: Subject, { directory, now }: World): string | null => {
  const { holder } = directory.resolve(role, about, dayOf(now));
  return holder && directory.nameOf(holder.person);
};

/**
 * Who answers the family: the class teacher. Of an early marriage the teacher whom the principal has named for the
 * child, a woman if there is one; where the school is complained of, the principal (law.md §9).
 */
const signerOf = (file: CaseFile, { id }: Student, world: World): string =>
  namedTeacher(file) ?? nameOf(signingRole(file), { student: id }, world) ?? world.place.name;

const namedTeacher = ({ family, teacher }: CaseFile): string | null =>
  family?.circumstances.includes('girl') ? teacher : null;

/** Who signs for the school until step 1, and is asked to telephone. */
export const signingRole = ({ family }: CaseFile): Role =>
  family?.circumstances.includes('alleged') ? 'principal' : 'homeroom_teacher';

/** Whose telephone stands under a text: of whoever signs it; null where that is somebody known by name alone. */
export const contactOf = (
  { step }: ParentText,
  file: CaseFile,
  { id }: Student,
  { directory, now }: World,
): string | null => {
  if (step < 2 && namedTeacher(file)) return null;
  const { holder } =
    step < 2
      ? directory.resolve(signingRole(file), { student: id }, dayOf(now))
      : directory.resolve('township_officer', inChargeOf(file), dayOf(now));
  return holder?.person ?? null;
};

const ofTheDay = (file: CaseFile, { now, policy: { settings } }: World): Values => {
  const today = dayOf(now);
  const tries = file.contacts.filter(({ at }) => dayOf(at) === today).length;
  return {
    tries: tries || null,
    until: settings['quiet.parent'].from,
    visitors: file.team ?? settings['parents.visitors'],
    // The thanks for a return may come the morning after, and are true then too.
    placed: isPlacedElsewhere(file) ? file.placement : null,
    day: file.stage === 'RETURNED' ? file.returnedOn : (file.family?.dealtUntil ?? null),
  };
};

const townshipOf = (file: CaseFile, { directory }: World): string | null =>
  directory.townships.get(directory.unitFor('township_officer', inChargeOf(file)) ?? '')?.name ?? null;

const ofTheTownship = (file: CaseFile, world: World): Values => ({
  township: townshipOf(file, world),
  officer: nameOf('township_officer', inChargeOf(file), world),
});

/** The paper of the open step, as it was recorded. */
const ofThePaper = (file: CaseFile, world: World): Values => {
  const document = isInSteps(file) ? recordOf(file, file.fourStep as Step)?.document : null;
  if (!document) return {};
  const { settings } = world.policy;
  const isNotice = document.paper === 'notice';
  return {
    paper: isNotice ? 'notice' : 'decision',
    document: settings['parents.papers'][isNotice ? 'NOTICE' : (file.fourStep as Step)] ?? null,
    number: document.number,
    served: servedOn(document),
    limit: document.until,
    issuer: issuerOf(townshipOf(file, world), settings['parents.issuers']),
  };
};

/** 汤丹镇 issues as 汤丹镇人民政府, 铜都街道 as 铜都街道办事处. */
const issuerOf = (township: string | null, issuers: Readonly<Record<string, string>>): string | null => {
  const kind = Object.keys(issuers).find((ending) => township?.endsWith(ending));
  return kind ? `${township}${issuers[kind]}` : null;
};
