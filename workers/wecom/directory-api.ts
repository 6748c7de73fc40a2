import { z } from 'zod';
import type { WecomApi } from './api.ts';

/** WeCom compares its userids without regard to case. */
const userid = z
  .string()
  .min(1)
  .transform((id) => id.toLowerCase());
const number = z.coerce.number().int();
const text = z.string().default('');
/** 1 and 0, or true and false, as this or that page has it. */
const flag = z.union([z.boolean(), z.coerce.number()]).transform(Boolean);
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

/** Classes, grades, sections, campuses, schools: `type` 1 to 5. */
export const SCHOOL_DEPARTMENT = { class: 1, grade: 2, section: 3, campus: 4, school: 5 } as const;
/** What an admin of such a department is: `type` of `department_admins`. */
export const SCHOOL_ADMIN = { campus: 1, grade: 2, homeroom: 3, subject: 4, section: 5 } as const;

const schoolDepartment = z.object({
  id: number,
  parentid: number.default(0),
  name: text,
  type: number,
  standard_grade: number.nullish(),
  is_graduated: flag.default(false),
  department_admins: list(z.object({ userid, type: number, subject: z.string().nullish() })),
});
export type SchoolDepartment = z.infer<typeof schoolDepartment>;

const schoolParent = z.object({
  parent_userid: userid,
  relation: text,
  mobile: text,
  is_subscribe: flag.nullish(),
});
export type SchoolParent = z.infer<typeof schoolParent>;

const student = z.object({
  student_userid: userid,
  name: text,
  department: list(number),
  parents: z.array(schoolParent).nullish(),
});
export type SchoolStudent = z.infer<typeof student>;

const child = z.object({ student_userid: userid, relation: text, name: text });
const parent = z.object({
  parent_userid: userid,
  mobile: text,
  is_subscribe: flag.nullish(),
  children: list(child),
});
export type ParentOfChildren = z.infer<typeof parent>;

/** A pupil or a parent, as asked for by id. */
export type SchoolUser =
  | { kind: 'student'; student: SchoolStudent }
  | { kind: 'parent'; parent: ParentOfChildren };

const schoolUser = z
  .object({ user_type: number, student: student.optional(), parent: parent.optional() })
  .transform(({ student: pupil, parent: guardian }, context): SchoolUser => {
    if (pupil) return { kind: 'student', student: pupil };
    if (guardian) return { kind: 'parent', parent: guardian };
    context.addIssue('is neither a student nor a parent');
    return z.NEVER;
  });

/** The documentation shows an object, a widely used client an array. */
const userids = z
  .union([z.array(userid), z.array(z.object({ userid })), z.object({ userid: list(userid) })])
  .transform((shape) =>
    Array.isArray(shape)
      ? shape.map((item) => (typeof item === 'string' ? item : item.userid))
      : shape.userid,
  );

const allowScope = z.object({
  allow_scope: z.object({
    students: userids.nullish().transform((found) => found ?? []),
    departments: z
      .union([z.array(number), z.object({ partyid: list(number) })])
      .nullish()
      .transform((shape) => (Array.isArray(shape) ? shape : (shape?.partyid ?? []))),
  }),
});

/** 1 active, 2 disabled, 4 not activated, 5 left. */
export const MEMBER_GONE: readonly number[] = [2, 5];

const member = z.object({
  userid,
  name: text,
  department: list(number),
  position: text,
  is_leader_in_dept: list(number),
  main_department: number.nullish(),
  status: number.default(1),
});
export type Member = z.infer<typeof member>;

const staffDepartment = z.object({ id: number, name: text, parentid: number.default(0) });
export type StaffDepartment = z.infer<typeof staffDepartment>;

const simpleMember = z.object({ userid, name: text, department: list(number) });

const idPage = z.object({
  dept_user: list(z.object({ userid, department: number.nullish() })),
  next_cursor: z.string().nullish(),
});

const tag = z.object({ userlist: list(z.object({ userid, name: text })), partylist: list(number) });

const qrCode = z.object({
  qrcode_big: z.string().nullish(),
  qrcode_middle: z.string().nullish(),
  qrcode_thumb: z.string().nullish(),
});

const MOST_IDS = 10_000;

/** The two address books as WeCom tells them: 通讯录 (staff) and 家校通讯录 (pupils, parents, classes). */
export const directoryApi = (api: WecomApi) => ({
  /** All departments of the school book, or those below `id`. */
  schoolDepartments: async (id?: number): Promise<SchoolDepartment[]> =>
    (
      await api.get(
        '/cgi-bin/school/department/list',
        z.object({ departments: z.array(schoolDepartment) }),
        id === undefined ? {} : { id },
      )
    ).departments,
  /** The pupils of one class, with their parents. */
  students: async (department: number): Promise<SchoolStudent[]> =>
    (
      await api.get('/cgi-bin/school/user/list', z.object({ students: list(student) }), {
        department_id: department,
      })
    ).students,
  parents: async (department: number): Promise<ParentOfChildren[]> =>
    (
      await api.get('/cgi-bin/school/user/list_parent', z.object({ parents: list(parent) }), {
        department_id: department,
      })
    ).parents,
  schoolUser: (id: string): Promise<SchoolUser> =>
    api.get('/cgi-bin/school/user/get', schoolUser, { userid: id }),
  /** Pupils and classes to whom the app may send notices. */
  allowScope: async (agentId: number): Promise<{ students: string[]; departments: number[] }> =>
    (await api.get('/cgi-bin/school/agent/get_allow_scope', allowScope, { agentid: agentId })).allow_scope,
  /** The address of the code that parents scan to follow the school's notices, the largest there is. */
  subscribeCode: async (): Promise<string | null> => {
    const codes = await api.get('/cgi-bin/externalcontact/get_subscribe_qr_code', qrCode);
    return codes.qrcode_big ?? codes.qrcode_middle ?? codes.qrcode_thumb ?? null;
  },
  member: (id: string): Promise<Member> => api.get('/cgi-bin/user/get', member, { userid: id }),
  /** Members directly in a department. */
  membersIn: async (department: number): Promise<z.infer<typeof simpleMember>[]> =>
    (
      await api.get('/cgi-bin/user/simplelist', z.object({ userlist: list(simpleMember) }), {
        department_id: department,
      })
    ).userlist,
  /** Every member's id; only with the secret of 通讯录同步. */
  memberIds: async (): Promise<string[]> => {
    const found = new Set<string>();
    let cursor = '';
    do {
      const body = JSON.stringify({ cursor, limit: MOST_IDS });
      const page = await api.post('/cgi-bin/user/list_id', body, idPage, { isRepeatable: true });
      for (const { userid: id } of page.dept_user) found.add(id);
      // An answer that points at itself must not keep us here for ever.
      cursor = page.next_cursor === cursor ? '' : (page.next_cursor ?? '');
    } while (cursor !== '');
    return [...found];
  },
  staffDepartments: async (): Promise<StaffDepartment[]> =>
    (await api.get('/cgi-bin/department/list', z.object({ department: z.array(staffDepartment) })))
      .department,
  /** Ids alone, for an app that may not list names. */
  staffDepartmentIds: async (): Promise<number[]> =>
    (
      await api.get(
        '/cgi-bin/department/simplelist',
        z.object({ department_id: list(z.object({ id: number })) }),
      )
    ).department_id.map(({ id }) => id),
  staffDepartment: async (id: number): Promise<StaffDepartment> =>
    (await api.get('/cgi-bin/department/get', z.object({ department: staffDepartment }), { id })).department,
  tag: (id: number): Promise<z.infer<typeof tag>> => api.get('/cgi-bin/tag/get', tag, { tagid: id }),
});

export type DirectoryApi = ReturnType<typeof directoryApi>;
