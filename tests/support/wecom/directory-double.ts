/**
 * The two address books of a corp in memory, as WeCom's server tells them: departments, members, school departments,
 * pupils, parents, and who follows the school's notices. Change the corp, and the next question is answered accordingly.
 */

export interface CorpMember {
  userid: string;
  name: string;
  department: number[];
  position?: string;
  is_leader_in_dept?: number[];
  status?: number;
}
export interface CorpDepartment {
  id: number;
  name: string;
  parentid: number;
}
export interface CorpSchoolDepartment {
  id: number;
  parentid: number;
  name: string;
  /** 1 class, 2 grade, 3 section, 4 campus, 5 school. */
  type: number;
  standard_grade?: number;
  is_graduated?: number;
  department_admins?: { userid: string; type: number; subject?: string }[];
}
export interface CorpStudent {
  student_userid: string;
  name: string;
  department: number[];
}
export interface CorpParent {
  parent_userid: string;
  mobile: string;
  is_subscribe: 0 | 1;
  children: { student_userid: string; relation: string }[];
}
export interface CorpTag {
  id: number;
  members: string[];
  departments: number[];
}

export interface Corp {
  departments: CorpDepartment[];
  members: CorpMember[];
  schoolDepartments: CorpSchoolDepartment[];
  students: CorpStudent[];
  parents: CorpParent[];
  tags: CorpTag[];
  /** Codes in place of answers, by path. */
  refusals: Map<string, number | ((query: URLSearchParams) => number | null)>;
  /** Pupils are told without their parents, as older apps are. */
  isTerse?: boolean;
  /** Allowed scopes as arrays, as one client library has them, in place of objects. */
  isFlat?: boolean;
  /** Every question, with its path. */
  asked: string[];
}

export const emptyCorp = (): Corp => ({
  departments: [],
  members: [],
  schoolDepartments: [],
  students: [],
  parents: [],
  tags: [],
  refusals: new Map(),
  asked: [],
});

const ok = (body: object) => ({ errcode: 0, errmsg: 'ok', ...body });
const no = (errcode: number) => ({ errcode, errmsg: `refused for the test, hint: [${errcode}]` });

const same = (one: string, other: string | null): boolean => one.toLowerCase() === other?.toLowerCase();

type Route = (corp: Corp, query: URLSearchParams, body: unknown) => object;

const parentsOf = (corp: Corp, student: string) =>
  corp.parents.flatMap(({ children, ...parent }) =>
    children
      .filter(({ student_userid }) => same(student_userid, student))
      .map(({ relation }) => ({ ...parent, relation, ...external(parent) })),
  );

const external = ({ parent_userid, is_subscribe }: Pick<CorpParent, 'parent_userid' | 'is_subscribe'>) =>
  is_subscribe === 1 ? { external_userid: `wm-${parent_userid}` } : {};

const studentOf = (corp: Corp, student: CorpStudent) => ({
  ...student,
  ...(corp.isTerse ? {} : { parents: parentsOf(corp, student.student_userid) }),
});

const inClass = (corp: Corp, query: URLSearchParams) =>
  corp.students.filter(({ department }) => department.includes(Number(query.get('department_id'))));

const LIMIT = 2;

const routes: Readonly<Record<string, Route>> = {
  'GET /cgi-bin/school/department/list': (corp) =>
    ok({
      departments: corp.schoolDepartments.map(({ department_admins = [], ...rest }, order) => ({
        register_year: 2024,
        order,
        open_group_chat: 0,
        is_graduated: 0,
        ...rest,
        department_admins,
      })),
    }),
  'GET /cgi-bin/school/user/list': (corp, query) =>
    ok({ students: inClass(corp, query).map((student) => studentOf(corp, student)) }),
  'GET /cgi-bin/school/user/list_parent': (corp, query) => {
    const there = new Set(inClass(corp, query).map(({ student_userid }) => student_userid));
    return ok({
      parents: corp.parents
        .filter(({ children }) => children.some(({ student_userid }) => there.has(student_userid)))
        .map((parent) => ({
          ...parent,
          ...external(parent),
          children: parent.children.map((child) => ({
            ...child,
            name: corp.students.find(({ student_userid }) => student_userid === child.student_userid)?.name,
          })),
        })),
    });
  },
  'GET /cgi-bin/school/user/get': (corp, query) => {
    const id = query.get('userid');
    const student = corp.students.find(({ student_userid }) => same(student_userid, id));
    if (student)
      return ok({
        user_type: 1,
        student: { ...student, parents: parentsOf(corp, student.student_userid) },
      });
    const parent = corp.parents.find(({ parent_userid }) => same(parent_userid, id));
    return parent ? ok({ user_type: 2, parent: { ...parent, ...external(parent) } }) : no(60111);
  },
  'GET /cgi-bin/school/agent/get_allow_scope': (corp) => {
    const students = corp.students.map(({ student_userid }) => student_userid);
    const departments = corp.schoolDepartments.filter(({ type }) => type === 1).map(({ id }) => id);
    return ok({
      allow_scope: corp.isFlat
        ? { students: students.map((userid) => ({ userid })), departments }
        : { students: { userid: students }, departments: { partyid: departments } },
    });
  },
  'GET /cgi-bin/externalcontact/get_subscribe_qr_code': () =>
    ok({
      qrcode_big: 'https://example.invalid/big.png',
      qrcode_middle: 'https://example.invalid/middle.png',
      qrcode_thumb: 'https://example.invalid/thumb.png',
    }),
  'GET /cgi-bin/user/get': (corp, query) => {
    const member = corp.members.find(({ userid }) => same(userid, query.get('userid')));
    if (!member) return no(60111);
    const { department } = member;
    return ok({
      position: '',
      is_leader_in_dept: department.map(() => 0),
      order: department.map(() => 0),
      main_department: department[0],
      status: 1,
      ...member,
    });
  },
  'GET /cgi-bin/user/simplelist': (corp, query) =>
    ok({
      userlist: corp.members
        .filter(({ department }) => department.includes(Number(query.get('department_id'))))
        .map(({ userid, name, department }) => ({ userid, name, department, open_userid: `wo-${userid}` })),
    }),
  'POST /cgi-bin/user/list_id': (corp, _, body) => {
    const from = Number((body as { cursor?: string }).cursor || 0);
    const page = corp.members.slice(from, from + LIMIT);
    const next = from + LIMIT < corp.members.length ? `${from + LIMIT}` : '';
    return ok({
      dept_user: page.flatMap(({ userid, department }) =>
        department.map((id) => ({ userid, department: id })),
      ),
      next_cursor: next,
    });
  },
  'GET /cgi-bin/department/simplelist': (corp) =>
    ok({ department_id: corp.departments.map(({ id, parentid }, order) => ({ id, parentid, order })) }),
  'GET /cgi-bin/department/list': (corp) => ok({ department: corp.departments }),
  'GET /cgi-bin/department/get': (corp, query) => {
    const department = corp.departments.find(({ id }) => id === Number(query.get('id')));
    return department ? ok({ department }) : no(60123);
  },
  'GET /cgi-bin/tag/get': (corp, query) => {
    const tag = corp.tags.find(({ id }) => id === Number(query.get('tagid')));
    return tag
      ? ok({
          tagname: '标签',
          userlist: tag.members.map((userid) => ({ userid, name: userid })),
          partylist: tag.departments,
        })
      : no(40068);
  },
};

/** The answers of a corp's address books; undefined for what is none of theirs. */
export const directoryRoutes =
  (corp: Corp) =>
  (method: string, path: string, query: URLSearchParams, body: unknown): object | undefined => {
    const route = routes[`${method} ${path}`];
    if (!route) return undefined;
    corp.asked.push(path);
    const refusal = corp.refusals.get(path);
    const code = typeof refusal === 'function' ? refusal(query) : refusal;
    return typeof code === 'number' ? no(code) : route(corp, query, body);
  };
