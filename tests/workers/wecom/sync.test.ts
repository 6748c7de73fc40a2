import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seedDemo } from '../../../bot/parts.ts';
import { at, type Instant } from '../../../domain/calendar/time.ts';
import { openSecrets } from '../../../prisma/secrets.ts';
import { CountyKeeper } from '../../../prisma/stores/county-store.ts';
import { loadDirectory } from '../../../prisma/stores/directory-store.ts';
import { DemoCounty } from '../../../seeds/demo/loaded.ts';
import { loadNationalCalendar } from '../../../seeds/load-calendar.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';
import { loadWecomCodes } from '../../../seeds/load-wecom-codes.ts';
import { loadWecomPosts } from '../../../seeds/load-wecom-posts.ts';
import { makePlan } from '../../../seeds/scenario.ts';
import { openApi } from '../../../workers/wecom/api.ts';
import { directoryApi } from '../../../workers/wecom/directory-api.ts';
import type { BookChange } from '../../../workers/wecom/sync/books.ts';
import { openSync, type Sync } from '../../../workers/wecom/sync/sync.ts';
import { openTokens, tokenSource } from '../../../workers/wecom/token.ts';
import { openWire } from '../../../workers/wecom/wire.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { startWecom, type WecomDouble } from '../../support/wecom/api-double.ts';
import { type Corp, directoryRoutes, emptyCorp } from '../../support/wecom/directory-double.ts';

const secrets = openSecrets(randomBytes(32));
const START = at('2026-10-12', '07:00');
const DAY = 24 * 3_600_000;

/** A county's corp: 教体局 with two schools, two townships, a school book of two campuses. */
const county = (): Corp => ({
  ...emptyCorp(),
  departments: [
    { id: 1, name: '云岭区教育体育局', parentid: 0 },
    { id: 2, name: '控辍保学办公室', parentid: 1 },
    { id: 10, name: '乡镇（街道）', parentid: 1 },
    { id: 11, name: '清溪镇人民政府', parentid: 10 },
    { id: 12, name: '石桥镇', parentid: 10 },
    { id: 21, name: '清溪中心小学', parentid: 1 },
    { id: 22, name: '二中', parentid: 12 },
    { id: 30, name: '民政局', parentid: 0 },
  ],
  members: [
    { userid: 'ZhouHua', name: '周华', department: [2], position: '控辍保学专干' },
    { userid: 'sun', name: '孙明', department: [11], position: '副镇长' },
    { userid: 'shen', name: '申强', department: [11], position: '镇长' },
    { userid: 'zhao', name: '赵主任', department: [21], position: '教务处主任' },
    { userid: 'duty', name: '督导员', department: [21], position: '督导主任' },
    { userid: 'wang', name: '王芳', department: [21], position: '语文教师' },
    { userid: 'shi', name: '施云', department: [21], position: '' },
    { userid: 'min', name: '闵科长', department: [30], position: '联络员' },
    { userid: 'gone', name: '走了', department: [21], position: '', status: 5 },
  ],
  schoolDepartments: [
    { id: 1, parentid: 0, name: '云岭区', type: 5 },
    {
      id: 100,
      parentid: 1,
      name: '清溪中心小学',
      type: 4,
      department_admins: [{ userid: 'Qian', type: 1 }],
    },
    { id: 110, parentid: 100, name: '小学', type: 3 },
    { id: 113, parentid: 110, name: '三年级', type: 2, standard_grade: 3 },
    {
      id: 131,
      parentid: 113,
      name: '1班',
      type: 1,
      department_admins: [
        { userid: 'wang', type: 3 },
        { userid: 'shi', type: 4, subject: '数学' },
      ],
    },
    { id: 132, parentid: 113, name: '2班', type: 1, department_admins: [{ userid: 'Shi', type: 3 }] },
    { id: 200, parentid: 1, name: '二中', type: 4 },
    {
      id: 220,
      parentid: 200,
      name: '初中部',
      type: 3,
      department_admins: [{ userid: 'fan', type: 5 }],
    },
    { id: 227, parentid: 220, name: '七年级', type: 2, standard_grade: 7 },
    { id: 271, parentid: 227, name: '启航班', type: 1, department_admins: [] },
    { id: 229, parentid: 220, name: '九年级', type: 2, is_graduated: 1 },
    { id: 291, parentid: 229, name: '1班', type: 1, department_admins: [] },
  ],
  students: [
    { student_userid: 'Zhang', name: '张伟', department: [131] },
    { student_userid: 'li', name: '李思雨', department: [132] },
    { student_userid: 'ma', name: '马建平', department: [271] },
    { student_userid: 'old', name: '毕业生', department: [291] },
  ],
  parents: [
    {
      parent_userid: 'p1',
      mobile: '19900000001',
      is_subscribe: 1,
      children: [
        { student_userid: 'Zhang', relation: '妈妈' },
        { student_userid: 'li', relation: '其他' },
      ],
    },
    {
      parent_userid: 'Wang',
      mobile: '19900000001',
      is_subscribe: 0,
      children: [{ student_userid: 'li', relation: '爸爸' }],
    },
  ],
});

let database: TestDatabase;
let double: WecomDouble;
let corp: Corp;
let sync: Sync;
let now: Instant;
let corps = 0;

const openAt = (contactSecret: string | null, schoolSecret: string | null): Sync => {
  const wire = openWire({
    codes: loadWecomCodes(),
    now: () => now,
    sleep: async () => undefined,
    random: () => 0,
    timeoutMs: 2000,
  });
  const api = (secret: string) => {
    const source = { wire, baseUrl: double.url, corp: double.corp, secret, now: () => now };
    const tokens = openTokens({
      database: database.prisma,
      secrets,
      now: () => now,
      app: `${double.corp}:${secret}`,
      fetchToken: tokenSource(source),
    });
    return openApi({ baseUrl: double.url, wire, tokens });
  };
  return openSync({
    database: database.prisma,
    secrets,
    contact: contactSecret === null ? null : api(contactSecret),
    school: schoolSecret === null ? null : api(schoolSecret),
    now: () => now,
  });
};

beforeEach(async () => {
  database = await testDatabase();
  corp = county();
  now = START;
  corps += 1;
  double = await startWecom({
    corp: `wwbook${corps}`,
    apps: [
      { secret: 'CONTACT', agentId: 1 },
      { secret: 'SCHOOL', agentId: 2 },
    ],
    now: () => now,
    routes: directoryRoutes(corp),
  });
  sync = openAt('CONTACT', 'SCHOOL');
});

afterEach(() => double.close());

const nextDay = (): void => {
  now += DAY;
};

const today = (): string => new Date(now).toISOString().slice(0, 10);

const postsNow = async (): Promise<string[]> => {
  const directory = await loadDirectory(database.prisma);
  return directory.parts.posts
    .filter(({ until }) => until === null)
    .map(({ person, role, unit }) => `${person} ${role} ${unit}`)
    .sort();
};

const rows = async () => {
  const { prisma } = database;
  const [units, people, posts, students, guardians, accounts] = await Promise.all([
    prisma.unit.findMany({ orderBy: { id: 'asc' } }),
    prisma.person.findMany({ orderBy: { id: 'asc' } }),
    prisma.post.findMany({ orderBy: { id: 'asc' } }),
    prisma.student.findMany({ orderBy: { id: 'asc' } }),
    prisma.guardian.findMany({ orderBy: [{ student: 'asc' }, { person: 'asc' }] }),
    prisma.account.findMany({ orderBy: [{ channel: 'asc' }, { id: 'asc' }] }),
  ]);
  return { units, people, posts, students, guardians, accounts };
};

const one = (book: BookChange['book'], change: string, id: string, newId: string | null = null) =>
  sync.one({ book, change, id, newId });

describe('a full sync into an empty database', () => {
  test('makes schools, classes, townships and the district', async () => {
    const report = await sync.full();
    expect(report.notes).toEqual([]);
    const { parts } = await loadDirectory(database.prisma);
    expect(parts.district).toEqual({ id: 'district', name: '云岭区' });
    expect(parts.townships.map(({ id, name }) => [id, name])).toEqual([
      ['o-11', '清溪镇'],
      ['o-12', '石桥镇'],
    ]);
    expect(parts.schools.map(({ id, name, township }) => [id, name, township])).toEqual([
      ['d-100', '清溪中心小学', 'o-11'],
      ['d-200', '二中', 'o-12'],
    ]);
    expect(parts.classes.map(({ id, name, school }) => [id, name, school])).toEqual([
      ['d-131', '三(1)班', 'd-100'],
      ['d-132', '三(2)班', 'd-100'],
      ['d-271', '七年级启航班', 'd-200'],
    ]);
    const streams = await database.prisma.stream.findMany({ orderBy: { id: 'asc' } });
    expect(streams.map(({ id, nextAt }) => [id, nextAt.getTime()])).toEqual([
      ['d-100', START],
      ['d-200', START],
      ['district', START],
    ]);
  });

  test('gives posts by what the books say, and no county post to somebody of a school', async () => {
    await sync.full();
    expect(await postsNow()).toEqual([
      'm-fan principal d-200',
      'm-min unit district',
      'm-qian principal d-100',
      'm-shen township_head o-11',
      'm-shi homeroom_teacher d-132',
      'm-shi subject_teacher d-131',
      'm-sun township_officer o-11',
      'm-wang homeroom_teacher d-131',
      'm-zhao academic_office d-100',
      'm-zhouhua bureau_officer district',
    ]);
    const unit = await database.prisma.post.findFirstOrThrow({ where: { role: 'unit' } });
    expect(unit.office).toBe('民政局');
  });

  test('takes pupils with their parents, phones sealed, and who follows the notices', async () => {
    await sync.full();
    const directory = await loadDirectory(database.prisma);
    expect(directory.students.get('s-zhang')).toMatchObject({
      name: '张伟',
      class: 'd-131',
      school: 'd-100',
      household: 'o-11',
      guardians: ['p-p1'],
    });
    expect(directory.students.get('s-li')?.guardians).toEqual(['p-p1', 'p-wang']);
    expect(directory.students.has('s-old')).toBe(false);
    // WeCom has no names of parents; one of several children is the first by id.
    expect(directory.nameOf('p-p1')).toBe('李思雨的家长');
    expect(directory.nameOf('p-wang')).toBe('李思雨的爸爸');
    const phone = await database.prisma.person.findUniqueOrThrow({ where: { id: 'p-p1' } });
    expect(secrets.open(phone.phone ?? '', { table: 'person', column: 'phone', row: 'p-p1' })).toBe(
      '19900000001',
    );
    const accounts = await database.prisma.account.findMany({ orderBy: [{ channel: 'asc' }, { id: 'asc' }] });
    expect(accounts.filter(({ channel }) => channel === 'parent')).toEqual([
      { channel: 'parent', id: 'p1', person: 'p-p1', subscribed: true },
      { channel: 'parent', id: 'wang', person: 'p-wang', subscribed: false },
    ]);
    // A parent's userid may be a member's too.
    expect(accounts.find(({ channel, id }) => channel === 'member' && id === 'wang')?.person).toBe('m-wang');
    expect(accounts.some(({ id }) => id === 'gone')).toBe(false);
  });

  test('done twice, changes nothing the second time', async () => {
    await sync.full();
    // A roster's word, which no address book takes back.
    await database.prisma.account.create({ data: { channel: 'wechaty', id: 'Wx_1', person: 'm-wang' } });
    const before = await rows();
    nextDay();
    expect((await sync.full()).size).toBe(0);
    expect(await rows()).toEqual(before);
  });

  test('tells how far it is', async () => {
    const seen: string[] = [];
    await sync.full({ onProgress: (book, done, total) => seen.push(`${book} ${done}/${total}`) });
    expect(seen).toContain('staff 9/9');
    expect(seen.at(-1)).toBe('school 3/3');
  });

  test('an older app that is told pupils without parents asks for the parents', async () => {
    corp.isTerse = true;
    await sync.full();
    expect((await loadDirectory(database.prisma)).students.get('s-li')?.guardians).toEqual([
      'p-p1',
      'p-wang',
    ]);
  });

  test('real people are not mixed into the invented county', async () => {
    await seedDemo(database.prisma, secrets);
    await expect(sync.full()).rejects.toThrow(DemoCounty);
    await expect(one('school', 'update_student', 'Zhang')).rejects.toThrow('npm run sync -- --replace-demo');
  });

  test('the invented county is replaced when told to, as if it had never been', async () => {
    await sync.full();
    const fresh = await rows();
    database = await testDatabase();
    sync = openAt('CONTACT', 'SCHOOL');
    await seedDemo(database.prisma, secrets);
    await sync.full({ isReplacing: true });
    const replaced = await rows();
    expect(replaced.units).toEqual(fresh.units);
    expect(replaced.students).toEqual(fresh.students);
    expect(replaced.accounts).toEqual(fresh.accounts);
    expect(await database.prisma.stream.count()).toBe(3);
  });

  test('told to replace where there is no invented county, it wipes nothing', async () => {
    await sync.full();
    corp.students.splice(0, 1);
    nextDay();
    await sync.full({ isReplacing: true });
    const gone = await database.prisma.student.findUniqueOrThrow({ where: { id: 's-zhang' } });
    expect(gone.until).not.toBeNull();
  });

  test('where neither book may be read, the invented county stays', async () => {
    await seedDemo(database.prisma, secrets);
    const before = await rows();
    corp.refusals.set('/cgi-bin/school/department/list', 48001);
    corp.refusals.set('/cgi-bin/department/list', 48002);
    corp.refusals.set('/cgi-bin/department/simplelist', 48002);
    const report = await sync.full({ isReplacing: true });
    expect(report.notes).toHaveLength(2);
    expect(await rows()).toEqual(before);
  });
});

describe('what may not be read', () => {
  test('48001 on the school book is told; the staff is taken over all the same', async () => {
    corp.refusals.set('/cgi-bin/school/department/list', 48001);
    const report = await sync.full();
    expect(report.notes).toEqual([expect.stringContaining('家校通讯录的班级没有读到')]);
    expect(await postsNow()).toContain('m-sun township_officer o-11');
  });

  test('without the secret of 通讯录同步 the members are listed department by department', async () => {
    corp.refusals.set('/cgi-bin/user/list_id', 48002);
    const report = await sync.full();
    expect(report.notes).toEqual([]);
    expect(await postsNow()).toContain('m-zhao academic_office d-100');
  });

  test('60011 on the department list is got round one by one', async () => {
    corp.refusals.set('/cgi-bin/department/list', 60011);
    expect((await sync.full()).notes).toEqual([]);
    expect((await loadDirectory(database.prisma)).townships.size).toBe(2);
  });

  test('one class that may not be read keeps its pupils, one member their posts', async () => {
    await sync.full();
    nextDay();
    corp.refusals.set('/cgi-bin/school/user/list', (query) =>
      query.get('department_id') === '132' ? 60011 : null,
    );
    corp.refusals.set('/cgi-bin/user/get', (query) => (query.get('userid') === 'zhao' ? 60011 : null));
    const report = await sync.full();
    expect(report.notes).toHaveLength(2);
    expect(report.pupils.left).toEqual([]);
    expect(report.size).toBe(0);
  });

  test('a book that has become empty is taken for a lost permission', async () => {
    await sync.full();
    nextDay();
    corp.students = [];
    const report = await sync.full();
    expect(report.notes).toEqual([expect.stringContaining('读到的是空的')]);
    expect(report.pupils.left).toEqual([]);
  });

  test('with one secret only, one book is read and the other named', async () => {
    sync = openAt(null, 'SCHOOL');
    const report = await sync.full();
    expect(report.notes[0]).toContain('WECOM_CONTACT_SECRET');
    const directory = await loadDirectory(database.prisma);
    expect(directory.parts.posts.map(({ role }) => role)).toContain('homeroom_teacher');
    // Names of teachers come from wherever they can be read; schools stand under the bureau until a township is known.
    expect(directory.nameOf('m-wang')).toBe('王芳');
    expect(report.notes).toContainEqual(expect.stringContaining('没有找到所属的乡镇'));
  });

  test('a sync that is cut off half-way changes nothing', async () => {
    await sync.full();
    const before = await rows();
    nextDay();
    corp.students.splice(0, 1);
    corp.members = corp.members.slice(0, 3);
    const cut = { kind: 'reset', isDone: false } as const;
    double.fail('/cgi-bin/school/user/list', ...Array.from({ length: 40 }, () => cut));
    await expect(sync.full()).rejects.toThrow('no answer');
    expect(await rows()).toEqual(before);
  });
});

describe('one change', () => {
  beforeEach(async () => {
    await sync.full();
    corp.asked.length = 0;
    nextDay();
  });

  test('create_student', async () => {
    corp.students.push({ student_userid: 'New', name: '新同学', department: [131] });
    corp.parents.push({
      parent_userid: 'pn',
      mobile: '19900000009',
      is_subscribe: 0,
      children: [{ student_userid: 'New', relation: '奶奶' }],
    });
    const report = await one('school', 'create_student', 'New');
    expect(report.pupils.added).toEqual(['s-new']);
    const directory = await loadDirectory(database.prisma);
    expect(directory.students.get('s-new')).toMatchObject({ class: 'd-131', guardians: ['p-pn'] });
    expect(directory.nameOf('p-pn')).toBe('新同学的奶奶');
    expect(corp.asked).toEqual(['/cgi-bin/school/user/get']);
    expect((await sync.full()).size).toBe(0);
  });

  test('update_student: the case file and the duties go to the new class', async () => {
    await database.prisma.caseFile.create({
      data: {
        student: 's-zhang',
        school: 'd-100',
        class: 'd-131',
        stage: 'SUSPECTED',
        active: true,
        state: {},
      },
    });
    await database.prisma.duty.create({ data: duty('visit', { student: 's-zhang' }, 'd-131', 'm-wang') });
    for (const student of corp.students) if (student.student_userid === 'Zhang') student.department = [271];
    const report = await one('school', 'update_student', 'zhang');
    expect(report.pupils.moved).toEqual(['s-zhang']);
    const file = await database.prisma.caseFile.findUniqueOrThrow({ where: { student: 's-zhang' } });
    expect([file.class, file.school]).toEqual(['d-271', 'd-200']);
    const moved = await database.prisma.duty.findUniqueOrThrow({ where: { id: 'visit' } });
    expect([moved.class, moved.stream]).toEqual(['d-271', 'd-200']);
    const stream = await database.prisma.stream.findUniqueOrThrow({ where: { id: 'd-200' } });
    expect([stream.turn, stream.nextAt.getTime()]).toEqual([1, START]);
  });

  test('update_student into a class nobody has told of reads the classes too', async () => {
    corp.schoolDepartments.push({ id: 133, parentid: 113, name: '3班', type: 1 });
    for (const student of corp.students) if (student.student_userid === 'Zhang') student.department = [133];
    const report = await one('school', 'update_student', 'Zhang');
    expect(report.places.added).toEqual([{ kind: 'class', name: '清溪中心小学三(3)班' }]);
    expect((await loadDirectory(database.prisma)).students.get('s-zhang')?.class).toBe('d-133');
  });

  test('delete_student: row, case and guardians stay', async () => {
    corp.students = corp.students.filter(({ student_userid }) => student_userid !== 'Zhang');
    const report = await one('school', 'delete_student', 'Zhang');
    expect(report.pupils.left).toEqual(['s-zhang']);
    const student = await database.prisma.student.findUniqueOrThrow({ where: { id: 's-zhang' } });
    expect([student.class, student.until?.toISOString().slice(0, 10)]).toEqual([null, '2026-10-12']);
    expect((await loadDirectory(database.prisma)).students.get('s-zhang')?.guardians).toEqual(['p-p1']);
  });

  test('create_parent and update_parent', async () => {
    corp.parents.push({
      parent_userid: 'p3',
      mobile: '19900000003',
      is_subscribe: 0,
      children: [{ student_userid: 'ma', relation: '爷爷' }],
    });
    await one('school', 'create_parent', 'p3');
    expect((await loadDirectory(database.prisma)).students.get('s-ma')?.guardians).toEqual(['p-p3']);
    for (const parent of corp.parents)
      if (parent.parent_userid === 'p3') {
        parent.mobile = '19900000004';
        parent.children = [{ student_userid: 'Zhang', relation: '爷爷' }];
      }
    await one('school', 'update_parent', 'P3');
    const directory = await loadDirectory(database.prisma);
    expect(directory.students.get('s-ma')?.guardians).toEqual([]);
    expect(directory.students.get('s-zhang')?.guardians).toEqual(['p-p1', 'p-p3']);
    const person = await database.prisma.person.findUniqueOrThrow({ where: { id: 'p-p3' } });
    expect(secrets.open(person.phone ?? '', { table: 'person', column: 'phone', row: 'p-p3' })).toBe(
      '19900000004',
    );
    expect((await sync.full()).size).toBe(0);
  });

  test('delete_parent', async () => {
    corp.parents = corp.parents.filter(({ parent_userid }) => parent_userid !== 'Wang');
    const report = await one('school', 'delete_parent', 'Wang');
    expect(report.guardians.left).toEqual(['p-wang']);
    expect((await loadDirectory(database.prisma)).students.get('s-li')?.guardians).toEqual(['p-p1']);
    // The teacher of the same userid is somebody else.
    expect(await postsNow()).toContain('m-wang homeroom_teacher d-131');
  });

  test('subscribe and unsubscribe, even where the parent may not be read', async () => {
    for (const parent of corp.parents) if (parent.parent_userid === 'Wang') parent.is_subscribe = 1;
    expect((await one('school', 'subscribe', 'Wang')).subscribed).toEqual(['p-wang']);
    corp.refusals.set('/cgi-bin/school/user/get', 48002);
    const report = await one('school', 'unsubscribe', 'p1');
    expect(report.unsubscribed).toEqual(['p-p1']);
    expect(report.notes).toHaveLength(1);
  });

  test.each(['create_department', 'create_deparmtment'])('%s', async (change) => {
    corp.schoolDepartments.push({
      id: 133,
      parentid: 113,
      name: '3班',
      type: 1,
      department_admins: [{ userid: 'duty', type: 3 }],
    });
    corp.students.push({ student_userid: 'New', name: '新同学', department: [133] });
    const report = await one('school', change, '133');
    expect(report.places.added).toEqual([{ kind: 'class', name: '清溪中心小学三(3)班' }]);
    expect(report.filled).toEqual([
      { person: '督导员', role: 'homeroom_teacher', place: '清溪中心小学三(3)班' },
    ]);
    expect(report.pupils.added).toEqual(['s-new']);
    // Only the new class was read.
    expect(corp.asked.filter((path) => path.endsWith('/user/list'))).toHaveLength(1);
    expect((await sync.full()).size).toBe(0);
  });

  test('update_department: a class is renamed, and its teacher changes', async () => {
    for (const item of corp.schoolDepartments)
      if (item.id === 132)
        Object.assign(item, { name: '5班', department_admins: [{ userid: 'duty', type: 3 }] });
    const report = await one('school', 'update_department', '132');
    expect(report.places.renamed).toEqual([{ was: '三(2)班', name: '清溪中心小学三(5)班' }]);
    expect(await postsNow()).toContain('m-duty homeroom_teacher d-132');
    expect(await postsNow()).not.toContain('m-shi homeroom_teacher d-132');
  });

  test('delete_department: the class ends, its pupils wait for a new one', async () => {
    corp.schoolDepartments = corp.schoolDepartments.filter(({ id }) => id !== 132);
    const report = await one('school', 'delete_department', '132');
    expect(report.places.closed).toEqual([{ kind: 'class', name: '清溪中心小学三(2)班' }]);
    const directory = await loadDirectory(database.prisma);
    expect(directory.classes.has('d-132')).toBe(false);
    expect(directory.students.get('s-li')?.class).toBeNull();
  });

  test('create_user, update_user with a new userid, delete_user', async () => {
    corp.members.push({ userid: 'he', name: '何静', department: [21], position: '心理教师' });
    await one('staff', 'create_user', 'he');
    expect(await postsNow()).toContain('m-he counsellor d-100');
    for (const member of corp.members) if (member.userid === 'he') member.userid = 'hejing';
    await one('staff', 'update_user', 'he', 'HeJing');
    const accounts = await database.prisma.account.findMany({ where: { person: 'm-he' } });
    expect(accounts.map(({ id }) => id)).toEqual(['hejing']);
    expect(await postsNow()).toContain('m-he counsellor d-100');
    expect((await sync.full()).size).toBe(0);
    corp.members = corp.members.filter(({ userid }) => userid !== 'hejing');
    const report = await one('staff', 'delete_user', 'hejing');
    expect(report.staff.left).toEqual(['m-he']);
    expect(report.vacated).toEqual([{ person: '何静', role: 'counsellor', place: '清溪中心小学' }]);
  });

  test('a new teacher under a userid that was given up is another person', async () => {
    for (const member of corp.members) if (member.userid === 'zhao') member.userid = 'zhao2';
    await one('staff', 'update_user', 'zhao', 'zhao2');
    corp.members.push({ userid: 'zhao', name: '新赵', department: [21], position: '' });
    await one('staff', 'create_user', 'zhao');
    const accounts = await database.prisma.account.findMany({ where: { id: { in: ['zhao', 'zhao2'] } } });
    expect(Object.fromEntries(accounts.map(({ id, person }) => [id, person]))).toEqual({
      zhao: 'm-zhao~',
      zhao2: 'm-zhao',
    });
    expect((await sync.full()).size).toBe(0);
  });

  test.each(['create_party', 'update_party'])('%s: a department becomes a township', async (change) => {
    corp.departments.push({ id: 13, name: '松林街道办事处', parentid: 10 });
    corp.members.push({ userid: 'lu', name: '陆书记', department: [13], position: '党工委书记' });
    const report = await one('staff', change, '13');
    expect(report.places.added).toEqual([{ kind: 'township', name: '松林街道' }]);
    expect(report.filled).toEqual([{ person: '陆书记', role: 'township_head', place: '松林街道' }]);
  });

  test('delete_party', async () => {
    corp.departments = corp.departments.filter(({ id }) => id !== 30);
    for (const member of corp.members) if (member.userid === 'min') member.department = [1];
    const report = await one('staff', 'delete_party', '30');
    expect(report.vacated).toEqual([{ person: '闵科长', role: 'unit', place: '云岭区' }]);
  });

  test('update_tag counts only where a rule names the tag', async () => {
    expect((await one('staff', 'update_tag', '5')).notes).toEqual([expect.stringContaining('不需要处理')]);
    expect(corp.asked).toEqual([]);
  });

  test('what is not known changes nothing', async () => {
    const before = await rows();
    await one('school', 'migrate_everything', '1');
    await one('staff', 'toString', '1');
    expect(await rows()).toEqual(before);
  });
});

const duty = (id: string, about: object, classId: string, actor: string) => ({
  id,
  name: 'P3.1-VISIT-3D',
  rule: 'P3.1-VISIT-3D',
  stream: 'd-100',
  student: 'student' in about ? String(about.student) : null,
  class: classId,
  period: '2026-10-12',
  role: 'homeroom_teacher',
  actor,
  openedAt: new Date(START),
  dueAt: new Date(START + DAY),
  nextAt: new Date(START + DAY),
  state: 'open',
  policy: '1',
  plan: { lateAt: START + DAY, steps: [], ladder: [], taken: 0, about },
});

describe('a teacher who moves to another class', () => {
  test('leaves the open duties to the successor, and keeps the history', async () => {
    await sync.full();
    await database.prisma.duty.createMany({
      data: [
        duty('class', { class: 'd-131' }, 'd-131', 'm-wang'),
        duty('pupil', { student: 's-zhang' }, 'd-131', 'm-wang'),
        duty('other', { class: 'd-132' }, 'd-132', 'm-shi'),
        { ...duty('done', { class: 'd-131' }, 'd-131', 'm-wang'), state: 'done' },
      ],
    });
    nextDay();
    const swap: Record<number, string> = { 131: 'shi', 132: 'wang' };
    for (const item of corp.schoolDepartments)
      if (swap[item.id]) item.department_admins = [{ userid: swap[item.id] ?? '', type: 3 }];
    const report = await sync.full();
    expect(report.moved.map(({ person, from, to }) => [person, from, to])).toEqual([
      ['王芳', '清溪中心小学三(1)班', '清溪中心小学三(2)班'],
      ['施云', '清溪中心小学三(2)班', '清溪中心小学三(1)班'],
    ]);
    const duties = await database.prisma.duty.findMany({ orderBy: { id: 'asc' } });
    expect(Object.fromEntries(duties.map(({ id, actor }) => [id, actor]))).toEqual({
      class: 'm-shi',
      pupil: 'm-shi',
      other: 'm-wang',
      done: 'm-wang',
    });
    const posts = await database.prisma.post.findMany({
      where: { person: 'm-wang', role: 'homeroom_teacher' },
      orderBy: { id: 'asc' },
    });
    expect(posts.map(({ unit, until }) => [unit, until?.toISOString().slice(0, 10) ?? null])).toEqual([
      ['d-131', '2026-10-12'],
      ['d-132', null],
    ]);
    expect(today()).toBe('2026-10-12');
  });

  test('a post that becomes vacant goes up the ladder', async () => {
    await sync.full();
    await database.prisma.duty.create({ data: duty('class', { class: 'd-131' }, 'd-131', 'm-wang') });
    nextDay();
    for (const item of corp.schoolDepartments) if (item.id === 131) item.department_admins = [];
    await sync.full();
    const row = await database.prisma.duty.findUniqueOrThrow({ where: { id: 'class' } });
    expect([row.actor, row.role]).toEqual(['m-zhao', 'academic_office']);
  });

  test('every process sees it', async () => {
    await sync.full();
    const policy = loadPolicy('dongchuan');
    const keeper = await CountyKeeper.open(database.prisma, {
      policy,
      plan: makePlan(),
      national: loadNationalCalendar(),
    });
    nextDay();
    for (const item of corp.schoolDepartments)
      if (item.id === 131) item.department_admins = [{ userid: 'duty', type: 3 }];
    await one('school', 'update_department', '131');
    await keeper.refresh();
    const { directory } = keeper.current();
    expect(directory.holders('homeroom_teacher', { class: 'd-131' }, '2026-10-13')).toEqual([
      { person: 'm-duty', role: 'homeroom_teacher' },
    ]);
  });
});

describe('the typed reads', () => {
  test.each([true, false])(
    'the allowed scope in both shapes (flat: %s), and the code to subscribe',
    async (isFlat) => {
      corp.isFlat = isFlat;
      const wire = openWire({
        codes: loadWecomCodes(),
        now: () => now,
        sleep: async () => undefined,
        random: () => 0,
      });
      const tokens = { current: tokenNow, insteadOf: tokenNow };
      async function tokenNow() {
        const source = { wire, baseUrl: double.url, corp: double.corp, secret: 'SCHOOL', now: () => now };
        return (await tokenSource(source)()).token;
      }
      const book = directoryApi(openApi({ baseUrl: double.url, wire, tokens }));
      expect(await book.allowScope(2)).toEqual({
        students: ['zhang', 'li', 'ma', 'old'],
        departments: [131, 132, 271, 291],
      });
      expect(await book.subscribeCode()).toBe('https://example.invalid/big.png');
    },
  );

  test('the rules of posts are complete and each at its level', () => {
    expect(() => loadWecomPosts()).not.toThrow();
  });
});
