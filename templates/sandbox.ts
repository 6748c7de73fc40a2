import type { Role } from '../domain/people/roles.ts';

/** What the sandbox (沙盘) says itself; what the bot says in its chats is in `messages/`. */

/** Why something cannot be done, and what to do instead. */
export const refusals = {
  notHere: '沙盘只在本机打开，请用 http://127.0.0.1 或 http://localhost 访问。',
  notJson: '请求要用 JSON 格式，请刷新页面再试。',
  badRequest: '请求的内容不对，请刷新页面再试。',
  noAddress: '没有这个地址，请回到沙盘首页。',
  noFile: '没有这个文件，请刷新页面再试。',
  noPerson: '没有这个人，请在左边重新选一个。',
  noStudent: '没有这个学生，请在档案里重新找。',
  noPaper: '没有这份文书，请刷新页面再试。',
  noRecording: '没有这段录音，或不是发给这个人的，请刷新页面再试。',
  sealedPaper: '这份文书打不开：启动时没有给出数据密钥，请补上后重新启动。',
  paperClosed: '你的岗位看不到这份文书，请换有权查看的人。',
  noStory: '没有这个故事，请刷新页面再选。',
  storyRuns: '故事正在演，请先按停止，再拨时间或选别的故事。',
  nothingNext: '眼下没有等着到期的事，可以先发一条消息，或者拨时间。',
  emptyMessage: '消息是空的，请说点什么再发送。',
  badMessage: '消息发不出去：发送人、编号或内容不对，请刷新页面再发。',
  longMessage: '这条消息太长了（超过60KB），请分成几条发。',
  badMove: '时间只能加10分钟、加1天、到下一个时限，或自动走时。',
  fileClosed: '你的岗位看不到这个学生的档案，请换有权查看的人。',
  purposeNeeded: '查看个案要留记录，请说明用途。',
  fault: '沙盘出了故障，刚才的操作可能没有完成，请再试一次；原因见运行日志。',
} as const;

export const groups = { villages: '村（居）和帮扶', guardians: '家长' } as const;

/** Somebody without a post today, and a post without anybody. */
export const nobody = { title: '今天没有岗位', name: '（空缺）' } as const;

/** "张伟的家长（三(1)班）"; with several children all their names. */
export const guardianTitle = (children: readonly { name: string; className: string | null }[]): string => {
  const names = children.map(({ name }) => name).join('、');
  const classes = [...new Set(children.flatMap(({ className }) => className ?? []))].join('、');
  return classes ? `${names}的家长（${classes}）` : `${names}的家长`;
};

/** Names from the person's own surroundings, so that an example can be sent as it is. */
export interface ExampleWorld {
  className: string;
  size: number;
  pupil: string;
  other: string;
}

const SCHOOL_LEADER = ({ pupil }: ExampleWorld): string[] => [
  '今天谁没来',
  `${pupil}怎么样了`,
  '我还有什么没做',
];
const VISITOR = ({ pupil }: ExampleWorld): string[] => [
  `今天到${pupil}家家访，家长答应明天送来`,
  `${pupil}不在家，外出打工了`,
  '我还有什么没做',
];
const LEADER = (): string[] => ['我还有什么没做', '你能做什么'];

const EXAMPLES: Partial<Record<Role, (world: ExampleWorld) => string[]>> = {
  guardian: ({ pupil }) => [`${pupil}发烧了，请假一天`, `${pupil}明天就去上学`, '孩子不想读了，怎么办'],
  homeroom_teacher: ({ className, size, pupil, other }) => [
    `${className}应到${size}实到${size - 1}，${pupil}没来`,
    '全到齐',
    `${other}请假到周五`,
    `${pupil}家长联系上了，发烧`,
    `今天到${pupil}家家访，家长答应明天送来`,
  ],
  subject_teacher: VISITOR,
  academic_office: SCHOOL_LEADER,
  principal: SCHOOL_LEADER,
  group_cadre: VISITOR,
  village_cadre: VISITOR,
  first_secretary: VISITOR,
  work_team: VISITOR,
  household_helper: VISITOR,
  township_officer: VISITOR,
};

/** Sentences that a person in this role would say. */
export const examplesFor = (role: Role, world: ExampleWorld): string[] => (EXAMPLES[role] ?? LEADER)(world);

const PREVIEW = 40;

/** What a step of a story is: somebody speaks, the time goes on, the end. */
export const storySteps = {
  says: (name: string, text: string): string =>
    `${name}：${text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text}`,
  waits: (when: string, what: string): string => `${when}　${what}`,
  goesOn: (when: string): string => `时间走到${when}`,
} as const;

/** What comes next when it is no duty of anybody. */
export const schoolClock = '学校的下一个时点';
