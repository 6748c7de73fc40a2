import { afterEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { emptyFile } from '../../domain/cases/file.ts';
import { makeParentTexts, type ParentText } from '../../domain/parents/texts.ts';
import { watchReach } from '../../workers/reach.ts';
import { closeFields, Field, MONDAY, WORDS } from '../support/field.ts';

afterEach(closeFields);

const TEXT: ParentText = {
  ...{ id: 'L3', language: 'zh', words: 'parents/L3', instead: null, step: 1, title: '要来家访' },
  ...{ audience: 'guardian', articles: [], author: '区教体局', firstDay: false, replies: [], values: [] },
  ...{ digest: 'x', recording: null, untranslated: false },
};

/** A town in which one text asks families for an answer. */
const openTown = async () => {
  const field = await Field.open();
  const county = () => {
    const { policy, ...others } = field.county();
    return {
      ...others,
      policy: { ...policy, parentTexts: makeParentTexts({ all: [TEXT], law: new Map(), never: [] }, []) },
    };
  };
  const dependencies = { database: field.database, county, words: WORDS };
  return {
    field,
    look: () => watchReach(field.now, dependencies),
    /** A message to a guardian, as it stands in the outbox afterwards. */
    told: async (
      guardian: string,
      student: string,
      time: string,
      {
        state = 'sent',
        outcome = null as string | null,
        words = 'parents/L3',
        rules = ['P3.R2-VISIT-3D'],
      } = {},
    ) => {
      const when = new Date(at(MONDAY, time));
      await field.database.notice.create({
        data: {
          ...{
            key: [words, guardian, time].join('|'),
            recipient: guardian,
            role: 'guardian',
            kind: 'notice',
          },
          ...{
            stream: 'tangdan',
            matter: [words, time].join('|'),
            day: new Date(MONDAY),
            ordinal: 1,
            duties: [],
          },
          ...{ content: { words, rules, items: [{ about: { student } }], options: [], values: {} } },
          ...{
            at: when,
            sendAt: when,
            urgent: false,
            state,
            outcome,
            sentAt: state === 'sent' ? when : null,
          },
        },
      });
    },
  };
};

test('nobody answers for six hours: the class teacher telephones, then the village goes to the door', async () => {
  const { field, look, told } = await openTown();
  await told('g-c31-1', 'c31-1', '08:10');
  await field.goTo('14:05');
  await look();
  expect(await field.duties('P1.R4-PTA/phone')).toEqual([]);
  await field.goTo('14:11');
  await look();
  await look();
  expect(await field.duties('P1.R4-PTA/phone')).toEqual(['P1.R4-PTA/phone c31-1 open']);
  await field.goTo('14:41');
  expect(field.news('wang').join('\n')).toMatch(/打电话告诉家长[\s\S]*要来家访[\s\S]*6小时没有回话/);
  await field.goTo('18:20');
  expect(await field.duties('P1.R4-PTA/door')).toEqual(['P1.R4-PTA/door c31-1 open']);
  expect(field.news('luo').join('\n')).toMatch(/到家里说一声/);
});

test('nobody is asked to telephone in the evening or on a day off, and one call is for all that was not answered', async () => {
  const { field, look, told } = await openTown();
  await told('g-c31-1', 'c31-1', '15:00');
  await told('g-c31-1', 'c31-1', '15:10', { words: 'parents/ii/L3', state: 'refused' });
  for (const time of ['21:30', '2026-09-15 08:30', '2026-09-19 10:00']) {
    await field.goTo(time);
    await look();
    expect(await field.duties('P1.R4-PTA/phone')).toEqual([]);
  }
  // What Friday left open over the weekend is asked for on the next school day, within three days of it or not.
  await field.database.notice.updateMany({ data: { at: new Date(at('2026-09-18', '15:00')) } });
  await field.goTo('2026-09-20 09:05');
  await look();
  await look();
  expect(await field.duties('P1.R4-PTA/phone')).toEqual(['P1.R4-PTA/phone c31-1 open']);
  expect((await field.facts('family_unheard')).map(({ body }) => body)).toEqual([
    {
      kind: 'family_unheard',
      student: 'c31-1',
      text: expect.stringMatching(/没有回话；.*没有送到|没有送到；.*没有回话/),
    },
  ]);
});

test('the family writes, or the teacher has spoken with it: nobody telephones, and what was begun is over', async () => {
  const { field, look, told } = await openTown();
  await told('g-c31-1', 'c31-1', '08:10');
  await told('g-c31-2', 'c31-2', '08:10');
  await told('g-c31-3', 'c31-3', '08:10');
  await field.goTo('09:00');
  await field.says('g-c31-1', '我们知道了');
  await field.says('wang', '李思雨家长联系上了');
  await field.goTo('14:11');
  await look();
  expect(await field.duties('P1.R4-PTA/phone')).toEqual(['P1.R4-PTA/phone c31-3 open']);
  await field.says('g-c31-3', '我们知道了');
  await look();
  expect(await field.duties('P1.R4-PTA/phone')).toEqual(['P1.R4-PTA/phone c31-3 done']);
});

test('of a child who is back nobody is telephoned about what its family did not answer (T18)', async () => {
  const { field, look, told } = await openTown();
  for (const [student, stage, away] of [
    ['c31-1', 'RETURNED', null],
    ['c31-2', 'CLOSED', null],
    ['c31-3', 'RETURNED', MONDAY],
  ] as const) {
    await told(`g-${student}`, student, '08:10');
    await field.database.caseFile.create({
      data: {
        ...{ student, school: 'tangdan', class: 'c31', stage, active: true },
        state: { ...({ ...emptyFile(student), stage, away } as object) },
      },
    });
  }
  await field.goTo('14:11');
  await look();
  // Missing again, it is asked after as any other.
  expect((await field.facts('family_unheard')).map(({ body }) => body)).toMatchObject([{ student: 'c31-3' }]);
});

test('what reached nobody is said so; thanks and what the teacher telephones about anyway are not', async () => {
  const { field, look, told } = await openTown();
  await told('g-c31-1', 'c31-1', '08:10', { state: 'refused', outcome: 'school:not_subscribed' });
  await told('g-c31-2', 'c31-2', '08:10', { words: 'parents/L9' });
  await told('g-c31-3', 'c31-3', '08:10', { rules: ['P3.1-CHECK-1H'] });
  await field.goTo('14:11');
  await look();
  const found = await field.facts('family_unheard');
  expect(found.map(({ body }) => body)).toEqual([
    { kind: 'family_unheard', student: 'c31-1', text: expect.stringContaining('没有送到') },
  ]);
});

test('the first morning of the week the office hears how many families no notice reaches, and asks which', async () => {
  const { field, look } = await openTown();
  await field.goTo('08:00');
  await look();
  expect(await field.facts('contacts_stale')).toEqual([]);
  const parents = field.county().directory.parts.students.map(({ guardians: [person = ''] }) => person);
  await field.database.account.createMany({
    data: parents
      .filter((person) => person !== 'g-c31-2')
      .map((person) => ({
        channel: 'parent',
        id: person,
        person,
        subscribed: person !== 'g-c31-1' && person !== 'g-c32-1',
      })),
  });
  await field.goTo('09:05');
  await look();
  await look();
  await field.goTo('09:40');
  expect((await field.facts('contacts_stale')).map(({ body }) => body)).toMatchObject([
    { school: 'tangdan', families: 3 },
  ]);
  expect(field.news('zhao').join('\n')).toMatch(/核对家长联系方式[\s\S]*3家收不到学校通知/);
  const all = await field.says('zhao', '家长联系名单');
  expect(all).toMatch(/3家/);
  expect(all).toMatch(/三\(1\)班张伟：家长没有关注学校通知，也没有登记电话/);
  expect(all).toMatch(/三\(1\)班李思雨：没有登记家长微信/);
  const own = await field.says('wang', '家长联系名单');
  expect(own).toMatch(/2家/);
  expect(own).not.toMatch(/陈雨涵/);
  expect(await field.says('zhao', '1 已核对，张伟家补了电话')).toMatch(/核对家长联系方式|已记/);
  expect(await field.duties('P1.R4-PTA/contacts')).toEqual(['P1.R4-PTA/contacts  done']);
});

test('“家长收到了吗” tells who was reached, who answered and who was not, and never who has read', async () => {
  const { field, told } = await openTown();
  await told('g-c31-1', 'c31-1', '08:10');
  await told('g-c31-2', 'c31-2', '08:10', { state: 'refused', outcome: 'school:not_subscribed' });
  await told('g-c32-1', 'c32-1', '08:10');
  await field.goTo('08:30');
  await field.says('g-c31-1', '我们知道了');
  await field.goTo('09:00');
  const told31 = await field.says('wang', '家长收到了吗');
  expect(told31).toMatch(/今天给家长的通知2条，微信已接收1条，1条回了话/);
  expect(told31).toMatch(/张伟的家长，今天08:10微信已接收，今天08:30回了话/);
  expect(told31).toMatch(/李思雨（三\(1\)班）：李思雨的家长收不到，没有关注学校通知/);
  expect(told31).not.toMatch(/陈雨涵|已读/);
  expect(await field.says('wang', '张伟的家长看到通知没有')).not.toMatch(/思雨/);
  expect(await field.says('zhao', '家长都收到了没？')).toMatch(/3条/);
  expect(await field.says('liu', '家长收到通知了吗')).toMatch(/1条/);
  expect(await field.says('he', '家长收到了吗')).toMatch(/今天还没有给家长发过通知/);
});
