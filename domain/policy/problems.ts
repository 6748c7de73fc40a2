import { categoryProblems } from '../cases/category.ts';
import { passagesOf } from '../conversation/law-questions.ts';
import { isAboveSchool } from '../duties/subjects.ts';
import { STEP_OF } from '../parents/moment.ts';
import { isForAnyNeed } from '../support/addressing.ts';
import { referralProblems } from '../support/problems.ts';
import { NAMED_IN_CODE } from './named-in-code.ts';
import type { BoundDuty, Policy, SeriesRow } from './policy.ts';
import type { Settings } from './settings.ts';

/** Everything in a county's rules that contradicts itself though each row is well formed; one sentence each. */
export const policyProblems = (policy: Policy): string[] => [
  ...missing(policy),
  ...noRoom(policy.settings),
  ...categoryProblems(policy.settings),
  ...[...policy.named.values()].flatMap((bound) => [
    ...unknownRule(bound, policy),
    ...wrongActor(bound),
    ...wrongSubject(bound),
    ...wrongSettings(bound, policy.settings),
    ...dueBeforeBegun(bound, policy.settings),
    ...twiceAKey(bound),
  ]),
  ...referralProblems(policy),
  ...policy.series.flatMap((row) => wrongText(row, policy)),
  ...unknownMeant(policy),
  ...uncheckedArticles(policy),
];

/** What is answered with an article is answered in its words. */
const uncheckedArticles = ({ lawQuestions, parentTexts }: Policy): string[] =>
  lawQuestions.questions
    .filter(({ article }) => passagesOf(article, parentTexts.law).length === 0)
    .map(({ article }) => `law-questions: ${article} is no article whose words were checked`);

/** Which of several duties somebody's words mean is told by name. */
const unknownMeant = ({ told, named }: Policy): string[] =>
  Object.entries(told).flatMap(([act, { means = [] }]) =>
    means
      .flatMap(({ duties = [] }) => duties)
      .filter((duty) => !named.has(duty))
      .map((duty) => `told: ${act} means ${duty}, which is no duty of these rules`),
  );

/** Nothing of a step before the step; and from step 2 on a named person lets each text go out (law.md §8.7, §9). */
const wrongText = ({ rule, text, when, released }: SeriesRow, { parentTexts }: Policy): string[] => {
  const step = parentTexts.find(text)?.step;
  if (step === undefined) return [`${rule.id}: tells guardians ${text}, which is no text`];
  return [
    ...(step > STEP_OF[when]
      ? [`${rule.id}: ${text} speaks of step ${step}, which has not come at ${when}`]
      : []),
    ...(step >= 2 && !released ? [`${rule.id}: ${text} is of step ${step} and wants released: true`] : []),
  ];
};

const missing = ({ rules, named }: Policy): string[] => {
  const ids = new Set([...rules.map(({ id }) => id), ...named.keys()]);
  return NAMED_IN_CODE.filter((name) => !ids.has(name)).map(
    (name) => `${name}: the program means it by this id, and the county has no such rule`,
  );
};

/** Each gathering of a day is one of its messages, and something must be left for what comes before. */
const noRoom = (settings: Settings): string[] =>
  (['daily.most_homeroom', 'daily.most_others'] as const).flatMap((key) =>
    settings[key] > settings['daily.gathered'].length
      ? []
      : [
          `${key}: ${settings[key]} messages a day leave none beside the ${settings['daily.gathered'].length} times of daily.gathered`,
        ],
  );

const unknownRule = ({ name, duty: { opens, subject } }: BoundDuty, { named }: Policy): string[] => {
  if (typeof opens === 'string' || 'on' in opens || 'referred' in opens) return [];
  const other = 'after' in opens ? opens.after : opens.late;
  const before = named.get(other);
  if (!before) return [`${name}: follows ${other}, which is no duty of these rules`];
  if ('late' in opens && before.duty.ladder.length === 0)
    return [`${name}: follows ${other} when it is late, which nobody above is told of and so never is`];
  return isAboveSchool(before.duty.subject) === isAboveSchool(subject)
    ? []
    : [`${name}: follows ${other}, which stands in another ledger (school or district)`];
};

const wrongActor = (bound: BoundDuty): string[] => {
  const { name } = bound;
  const { actor, unit } = bound.duty;
  if (actor === 'unit' && !unit && bound.duty.subject !== 'unit' && !isForAnyNeed(bound))
    return [`${name}: the actor is a member unit; say which with unit:`];
  return unit && actor !== 'unit' ? [`${name}: unit: is for the actor unit alone`] : [];
};

/** The clock opens no duty for every pupil: cost grows with facts, not with pupils and days. */
const wrongSubject = ({ name, duty: { opens, subject } }: BoundDuty): string[] =>
  typeof opens !== 'string' && 'on' in opens && subject === 'student'
    ? [
        `${name}: a day of the year begins no duty about single pupils; let it be about their class, school or village`,
      ]
    : [];

const DATE = /^\d\d-\d\d$/;
const TIME = /^\d\d:\d\d$/;

/** Settings are named by key; each place wants one of its kind. */
const wrongSettings = ({ name, duty }: BoundDuty, settings: Settings): string[] => {
  const check = (part: object, where: string): string[] =>
    Object.entries(part).flatMap(([place, key]) => {
      if (typeof key !== 'string' || !(key in settings)) return [];
      const value = settings[key as keyof Settings];
      const fits =
        place === 'at'
          ? TIME.test(String(value))
          : place === 'date' || place === 'year'
            ? DATE.test(String(value))
            : typeof value === 'number';
      return fits
        ? []
        : [`${name}: ${where}.${place} names ${key}, whose value ${String(value)} is of another kind`];
    });
  const { opens, due, accept } = duty;
  return [
    ...(typeof opens !== 'string' && 'on' in opens ? check(opens.on, 'opens.on') : []),
    ...check(due, 'due'),
    ...(accept ? check(accept, 'accept') : []),
  ];
};

/** A date of the year is this year's, so it cannot lie before the day on which the duty begins. */
const dueBeforeBegun = ({ name, duty: { opens, due } }: BoundDuty, settings: Settings): string[] => {
  if (typeof opens === 'string' || !('on' in opens) || !('year' in opens.on) || !('date' in due)) return [];
  const dateOf = (key: string): string => String(key in settings ? settings[key as keyof Settings] : key);
  const [begins, ends] = [dateOf(opens.on.year), dateOf(due.date)];
  return ends < begins ? [`${name}: is due on ${ends}, before it begins on ${begins}`] : [];
};

const twiceAKey = ({ name, duty: { replies = [] } }: BoundDuty): string[] => {
  const keys = replies.map(({ key }) => key);
  return new Set(keys).size === keys.length ? [] : [`${name}: two replies have the same number`];
};
