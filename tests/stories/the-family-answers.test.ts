import { expect, test } from 'vitest';
import { A_CASE, AN_ABSENCE, SCHOOL_DAYS, SCHOOL_WEEKS, SCHOOL_YEAR_ASKS } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

/** 张伟 is away on Monday, and the family has been asked. */
const AWAY = '09-14 08:05 wang 三(1)班应到6实到5，张伟没来';

/** g-zhang has two children, 张伟 and 李思雨. */
const TWO = {
  ...TOWN,
  students: TOWN.students.map((student) =>
    student.id === 'li' ? { ...student, guardians: ['g-zhang'] } : student,
  ),
};

test('an illness reaches the teacher at once as a request for leave; "1" gives it, and the family hears', async () => {
  const told = await story(
    { until: '09-14 18:30' },
    `${AWAY}
     09-14 08:20 g-zhang 孩子发烧了 今天去不了
     09-14 08:25 wang 1`,
  );
  expect(told.texts('g-zhang', 'reply')).toEqual([
    '收到：张伟请病假，9月14日（周一），已转给王老师，同意了就告诉您。好好养着。\n初次联系：孩子的信息怎么用，回“隐私”看。',
  ]);
  expect(told.during('09-14 08:20', '09-14 08:24', 'wang')).toEqual(['09-14 08:20 wang notice P3.3-TRACK']);
  expect(told.texts('wang').join('\n')).toContain(
    '【家长回话】张伟（三(1)班）的家长说：“孩子发烧了 今天去不了”\n请病假：9月14日（周一）。\n回复：1 同意　2 不同意',
  );
  expect(told.texts('g-zhang').at(-1)).toContain('王老师同意张伟请假，9月14日（周一）');
  expect(told.stage('zhang')).toBe('ABSENT_EXCUSED');
  // The hour is met, the cause is known, and nobody is sent to look.
  expect(told.duties('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:05 → 09-14 09:05 done 09-14 08:20']);
  expect(told.duties('P3.3-TRACK', 'zhang').filter((line) => line.includes('open'))).toEqual([]);
  expect(told.duties('P3.1-VERIFY-SD')).toEqual(['zhao 09-14 08:05 → 09-14 18:00 not_applicable']);
  expect(told.rest()).toEqual([
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 15:00 zhao escalation P3.3-ATT-1500',
  ]);
});

test('leave that is not given comes back with the reason, and the day counts', async () => {
  const told = await story(
    { until: '09-14 18:30' },
    `${AWAY}
     09-14 08:20 g-zhang 家里收苞谷要他帮忙
     09-14 08:25 wang 2
     09-14 08:26 wang 农忙不能请假，我下午来家里商量`,
  );
  expect(told.texts('wang', 'reply').at(-2)).toContain('请再回一句');
  expect(told.texts('g-zhang').at(-1)).toContain(
    '王老师没有同意张伟9月14日（周一）的请假：农忙不能请假，我下午来家里商量。',
  );
  expect(told.stage('zhang')).toBe('ABSENT_UNEXCUSED');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('three days go to the office, a week to the principal; the class teacher knows of it', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `${AWAY}
     09-14 08:20 g-zhang 请病假三天，医生说要输液
     09-14 08:30 zhao 1
     09-14 08:40 g-li 李思雨脚骨折了请假一个星期
     09-14 08:50 qian 1`,
  );
  expect(told.texts('wang').join('\n')).toContain(
    '请病假：9月14日（周一）至9月16日（周三）。已转赵主任决定。',
  );
  expect(told.texts('g-zhang').at(-1)).toContain('赵主任同意张伟请假，9月14日（周一）到9月16日（周三）');
  expect(told.texts('g-li').at(-1)).toContain('钱校长同意思雨请假，9月14日（周一）到9月18日（周五）');
  expect(told.rest()).toEqual([
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 08:20 zhao notice P3.3-TRACK',
    '09-14 08:40 qian notice P3.3-TRACK',
  ]);
});

test('why leave is wanted is asked once, hours later it is still its answer', async () => {
  const told = await story(
    { until: '09-14 20:00' },
    `${AWAY}
     09-14 08:20 g-zhang 想给孩子请个假
     09-14 13:20 g-zhang 牙疼 请到明天
     09-14 13:30 zhao 同意`,
  );
  const [first, second] = told.texts('g-zhang', 'reply');
  expect(first).toContain('是哪里不舒服还是家里有事，要请到哪天，请再回一句');
  expect(second).toContain('张伟请病假，9月14日（周一）到9月15日（周二），已转给赵主任');
  expect(told.duties('P3.3-TRACK', 'zhang')).toContain('wang 09-14 08:20 → 09-14 18:00 not_applicable');
  expect(told.texts('g-zhang').at(-1)).toContain('赵主任同意');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('nobody at home knows where the child is: the teacher searches within the hour, "2" raises the alarm', async () => {
  const told = await story(
    { until: '09-14 09:30' },
    `${AWAY}
     09-14 08:20 g-zhang 认不得他克哪点了
     09-14 08:50 wang 2`,
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain('已马上告诉王老师一起找张伟');
  expect(told.during('09-14 08:20', '09-14 08:20').map((line) => line.slice(12))).toEqual([
    'g-zhang reply',
    'wang notice P3.3-TRACK',
    'zhao notice P3.3-TRACK',
  ]);
  expect(told.during('09-14 08:50', '09-14 08:50').join('\n')).toContain('pan notice P3.3-TRACK');
  expect(told.duties('P3.3-TRACK', 'zhang')).toContain('qian 09-14 08:50 → 09-14 09:50 open');
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 g-zhang notice P3.1-CHECK-1H',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 09:20 qian reminder P3.3-TRACK',
  ]);
});

test('a child that left for school and is not there is looked for at once; that it was found comes back', async () => {
  const told = await story(
    { until: '09-14 09:30' },
    `${AWAY}
     09-14 08:20 g-zhang 他早上七点就去学校了啊
     09-14 08:40 wang 1 在操场后面，已经进教室了`,
  );
  expect(told.texts('wang').join('\n')).toContain('请马上在校内、沿路和校车上找');
  expect(told.texts('g-zhang').at(-1)).toBe(
    '张伟（三(1)班）的家长您好：您说的事，王老师答复：在操场后面，已经进教室了',
  );
  expect(told.rest()).toEqual([
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 08:20 zhao notice P3.3-TRACK',
    // Who heard that it is looked for hears that it was found.
    '09-14 08:40 zhao notice P3.3-TRACK',
  ]);
});

test('a guardian who misses the child raises the alarm of T22', async () => {
  const told = await story({ until: '09-14 08:30' }, '09-14 07:10 g-zhang 孩子不见了 一晚上没回家');
  expect(told.texts('g-zhang', 'reply')[0]).toContain('请您现在就打110');
  expect(told.of('P3.3-TRACK').join('\n')).toContain('09-14 07:10 qian notice');
  expect(told.of('P3.3-TRACK').join('\n')).toContain('09-14 07:10 pan notice');
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:10 wang reminder P3.1-ROLL',
    '09-14 08:10 zhao escalation P3.1-ROLL',
  ]);
});

test('"he does not want to" is a request for help, never a refusal; the answer comes back the same day', async () => {
  const told = await story(
    { until: '09-14 20:00' },
    `${AWAY}
     09-14 08:20 g-zhang 他不想读了 喊不动
     09-14 10:00 wang 2 我下午来家里和他聊聊，别逼他`,
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain('这不怪您');
  expect(told.texts('wang').join('\n')).toContain('是在求助，不算家长拒绝');
  expect(told.texts('g-zhang').at(-1)).toContain('王老师答复：我下午来家里和他聊聊，别逼他');
  expect(told.everythingKept()).not.toContain('refused');
  expect(told.rest()).toEqual([
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 13:02 zhao reminder P3.1-VERIFY-SD',
    '09-14 15:00 zhao escalation P3.3-ATT-1500',
    '09-14 17:00 zhao reminder P3.1-VERIFY-SD',
    '09-14 18:00 qian escalation P3.1-VERIFY-SD',
    '09-14 18:00 zhao reminder P3.1-VERIFY-SD',
  ]);
});

test('who has two children is asked which one; the number answers it the next day too', async () => {
  const told = await story(
    { until: '09-15 09:00', town: TWO },
    `09-14 07:20 g-zhang 感冒了请一天假
     09-15 07:10 g-zhang 1`,
  );
  const [asked, answered] = told.texts('g-zhang', 'reply');
  expect(asked).toBe('说的是哪个孩子？\n1 李思雨（三(1)班）\n2 张伟（三(1)班）\n3 两个都是');
  expect(answered).toContain('思雨请病假，9月15日（周二）');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('one child by name and one by kinship: it is asked whether both are meant, unless a child is looked for', async () => {
  const told = await story(
    { until: '09-14 09:00', town: TWO },
    `09-14 07:20 g-zhang 小伟和他姐感冒了，请一天假
     09-14 07:22 g-zhang 3
     09-14 07:30 g-zhang 小伟和他姐不见了`,
  );
  const [asked, answered, sought] = told.texts('g-zhang', 'reply');
  expect(asked).toBe('说的是哪个孩子？\n1 李思雨（三(1)班）\n2 张伟（三(1)班）\n3 两个都是');
  expect(answered).toMatch(/张伟请病假[\s\S]*思雨请病假|思雨请病假[\s\S]*张伟请病假/);
  expect(sought).not.toContain('哪个孩子');
  expect(told.of('P3.3-TRACK')).toContain('09-14 07:30 pan notice');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('of two children the one who is away is meant, and a name settles it', async () => {
  const told = await story(
    { until: '09-14 09:00', town: TWO },
    `${AWAY}
     09-14 08:20 g-zhang 发烧了
     09-14 08:30 g-zhang 思雨在路上了`,
  );
  expect(told.texts('g-zhang', 'reply').map((text) => text.split('\n')[0])).toEqual([
    '收到：张伟请病假，9月14日（周一），已转给王老师，同意了就告诉您。好好养着。',
    '收到，思雨在来的路上，已告诉王老师。路上慢点。',
  ]);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 g-zhang notice P3.1-CHECK-1H',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 08:20 wang notice P3.3-TRACK',
    '09-14 08:30 wang notice P3.3-TRACK',
  ]);
});

test('"no more messages" stops what may be stopped, and says what may not', async () => {
  const told = await story({ until: '09-14 09:00' }, '09-14 07:30 g-zhang 不要再发了');
  expect(told.texts('g-zhang')).toEqual([
    '好的，一般的提示和宣传不再发给您；孩子没到校、平安、请假和依法要告诉您的事，还会告诉您。想恢复，回“恢复提醒”。',
  ]);
  expect(told.to('wang')).not.toContain('09-14 07:30 notice P3.3-TRACK');
  expect(told.everythingKept()).toMatch(/"choice":"declined"/);
  expect(told.rest()).toEqual(['09-14 08:10 zhao escalation P3.1-ROLL']);
});

test('a wish to see, correct or delete is answered by a named person within ten working days, a refusal in writing', async () => {
  const told = await story(
    { until: '09-29 08:00' },
    `09-14 07:30 g-li 电话换了要改
     09-14 09:00 qian 1 已改成新号码
     09-15 07:30 g-zhang 删掉孩子的信息
     09-16 10:00 qian 2 到校记录依法要留两个学年，别的已经删了`,
  );
  expect(told.texts('g-li', 'reply')[0]).toContain(
    '您要更正思雨的信息，由钱校长在9月28日（周一）前书面答复您',
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain('能更正，不能删');
  expect(told.duties('P3.1-LEDGER', 'zhang')).toEqual([
    'qian 09-15 07:30 → 09-29 18:00 not_done 09-16 10:00',
  ]);
  expect(told.texts('g-li').at(-1)).toContain('钱校长答复：已改成新号码');
  expect(told.texts('g-zhang').at(-1)).toContain(
    '钱校长答复：到校记录依法要留两个学年，别的已经删了\n这件事没能照您说的办，理由如上。您不同意，可以找汤丹中心小学校长或区教体局再提。',
  );
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, SCHOOL_YEAR_ASKS);
  expect(told.rest()).toEqual([
    '09-14 07:30 qian notice P3.1-LEDGER',
    '09-15 07:30 qian notice P3.1-LEDGER',
    '09-16 10:00 zhou escalation P3.1-LEDGER',
  ]);
});

test('thanks go nowhere, and what nobody understands reaches the teacher word for word', async () => {
  const told = await story(
    { until: '09-14 09:00' },
    `09-14 07:30 g-zhang 谢谢老师
     09-14 07:35 g-zhang 他的药放在门卫室的窗台上了谢谢老师
     09-14 07:40 g-zhang 门卫大爷姓什么`,
  );
  expect(told.texts('g-zhang')).toHaveLength(2);
  expect(told.texts('wang').join('\n')).toContain(
    '张伟（三(1)班）的家长说：“他的药放在门卫室的窗台上了谢谢老师”',
  );
  expect(told.texts('wang').join('\n')).toContain('张伟（三(1)班）的家长说：“门卫大爷姓什么”');
  expect(told.rest()).toEqual(['09-14 08:10 zhao escalation P3.1-ROLL']);
});

test('a word about the school itself goes to principal and bureau, past the class teacher, and the answer comes back', async () => {
  const told = await story(
    { until: '09-15 12:00' },
    `${AWAY}
     09-14 08:20 g-zhang 王老师骂他笨，罚站一上午
     09-15 10:00 qian 1 已和王老师、孩子都谈了，换了座位，孩子愿意明天来`,
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain('不转给班主任');
  expect(told.texts('qian').join('\n')).toContain('的家长说：“王老师骂他笨，罚站一上午”');
  expect(told.of('P1.R4-HAZARD')).toContain('09-14 08:20 zhou notice');
  expect(told.texts('wang').join('\n')).not.toContain('罚站');
  expect(told.duties('P3.1-CHECK-1H')[0]).toBe('wang 09-14 08:05 → 09-14 09:05 done 09-14 08:20');
  expect(told.texts('g-zhang').at(-1)).toContain('钱校长答复：已和王老师、孩子都谈了');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('"tomorrow" is a promise with a date, and the family is left in peace until then', async () => {
  const told = await story({ until: '09-14 09:00' }, `${AWAY}\n09-14 08:20 g-zhang 明天就送来`);
  expect(told.texts('g-zhang', 'reply')[0]).toContain('张伟9月15日（周二）来上学');
  expect(told.everythingKept()).toMatch(/"kind":"dealt_with","until":"2026-09-15"|"until":"2026-09-15"/);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 g-zhang notice P3.1-CHECK-1H',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 08:20 wang notice P3.3-TRACK',
  ]);
});

test('a child that has left for school before the roll is news, and nobody is sent to search', async () => {
  const told = await story({ until: '09-14 08:30' }, '09-14 07:30 g-zhang 他早上七点就去学校了');
  expect(told.texts('g-zhang', 'reply')[0]).toContain('已经出门上学，已告诉王老师');
  expect(told.duties('P3.3-TRACK', 'zhang')).toEqual([]);
  expect(told.rest()).toEqual([
    '09-14 07:30 wang notice P3.3-TRACK',
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:10 wang reminder P3.1-ROLL',
    '09-14 08:10 zhao escalation P3.1-ROLL',
  ]);
});

test.each([
  ['1', '在来的路上'],
  ['2', '是哪里不舒服还是家里有事'],
  ['3', '一起找张伟'],
])('a bare "%s" says what stood beside it in the message', async (number, answer) => {
  const told = await story({ until: '09-14 09:00' }, `${AWAY}\n09-14 08:20 g-zhang ${number}`);
  expect(told.texts('g-zhang', 'reply')[0]).toContain(answer);
  expect(told.texts('wang').join('\n')).toMatch(/家长说：“[123] (?:在路上了|病了或请假|不知道在哪)”/);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('a number that comes the next day still answers the message that offered it', async () => {
  const told = await story({ until: '09-15 08:00' }, `${AWAY}\n09-15 07:20 g-zhang 2`);
  expect(told.texts('g-zhang', 'reply')[0]).toContain('张伟9月15日（周二）请假的事已转给王老师');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('of two children one is ill and one has arrived: each gets what its own clause says', async () => {
  const told = await story(
    { until: '09-14 08:45', town: TWO },
    `${AWAY}
     09-14 08:20 g-zhang 张伟发烧了，思雨我已经送到学校了`,
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain('张伟请病假，9月14日（周一）');
  expect(told.texts('g-zhang', 'reply')[0]).toContain('王老师已记：思雨今天到校');
  expect(told.everythingKept()).not.toMatch(/"student":"li"[^}]*"standing":"sick_leave"/);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('leave for the wrong child is taken back, and asked for the right one', async () => {
  const told = await story(
    { until: '09-14 13:00', town: TWO },
    `09-14 07:30 g-zhang 张伟发烧了
     09-14 07:40 g-zhang 不对，是思雨发烧，不是张伟
     09-14 08:05 wang 三(1)班应到6实到5，李思雨没来`,
  );
  const replies = told.texts('g-zhang', 'reply');
  expect(replies[1]).toBe(
    '收到：思雨请病假，9月14日（周一），已转给王老师，同意了就告诉您。好好养着。\n张伟的请假不算了，已告诉王老师。',
  );
  expect(told.texts('wang').join('\n')).toContain('家长刚才说错了孩子：张伟的请假不用答复了');
  expect(told.duties('P3.3-TRACK', 'zhang')).toEqual(['wang 09-14 07:30 → 09-14 18:00 not_applicable']);
  expect(told.duties('P3.3-TRACK', 'li').join('\n')).toContain('wang 09-14 07:40 → 09-14 18:00 open');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('leave that was given to the wrong child is the teacher to put right; a name alone moves the request', async () => {
  const told = await story(
    { until: '09-14 08:00', town: TWO },
    `09-14 07:30 g-zhang 张伟发烧了
     09-14 07:35 wang 1
     09-14 07:40 g-zhang 说错了，是思雨`,
  );
  expect(told.texts('wang').join('\n')).toContain('张伟的假已经同意了，请改过来：人在就回“张伟到了”');
  expect(told.texts('g-zhang', 'reply')[1]).toContain('思雨请病假');
  expect(told.texts('g-zhang', 'notice')[0]).toContain('同意张伟请假');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('another day for a child that is on leave too takes nothing from its sibling', async () => {
  const told = await story(
    { until: '09-14 07:50', town: TWO },
    `09-14 07:30 g-zhang 张伟发烧了
     09-14 07:35 g-zhang 思雨也发烧了
     09-14 07:40 g-zhang 说错了，思雨请病假到明天`,
  );
  expect(told.texts('g-zhang', 'reply').join('\n')).not.toContain('张伟的请假不算了');
  expect(told.duties('P3.3-TRACK', 'zhang')).toEqual(['wang 09-14 07:30 → 09-14 18:00 open']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test.each([
  ['我要带娃娃去浙江打工，转学咋个办', '拿到接收证明再办转学', '再来办转学'],
  ['得了肾炎，医生喊休息半年，怎么办休学', '家长问休学，不是请一天假', '带上医院证明向学校申请'],
  ['张伟残疾了，走不了路，想办个缓学', '随班就读、特殊教育学校、送教上门', '老师送教上门'],
])('"%s" is a question with a duty to answer, and neither leave nor work', async (words, teacher, family) => {
  const told = await story(
    { until: '09-14 08:00' },
    `09-14 07:20 g-zhang ${words}
     09-14 07:40 wang 2 我放学打电话和您细说`,
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain(family);
  expect(told.texts('wang').join('\n')).toContain(teacher);
  expect(told.texts('wang').join('\n')).not.toMatch(/请病假：|请事假|用工单位/);
  expect(told.duties('P3.3-TRACK', 'zhang')).toEqual(['wang 09-14 07:20 → 09-14 18:00 done 09-14 07:40']);
  expect(told.texts('g-zhang').at(-1)).toContain('王老师答复：我放学打电话和您细说');
  expect(told.everythingKept()).not.toMatch(/"circumstance":|"kind":"elsewhere"/);
  told.ignoring(SCHOOL_DAYS);
});

test('whoever says to be no guardian reads no more of the child, and the school is asked who is', async () => {
  const told = await story(
    { until: '09-16 09:00' },
    `${AWAY}
     09-14 08:20 g-zhang 你发错人了，我不是张伟家长
     09-14 08:30 g-zhang 你到底是哪个`,
  );
  expect(told.texts('g-zhang', 'reply')).toEqual([
    '收到，打扰您了，对不起。孩子的消息不再发给您，已请学校核对联系方式。',
    '收到，您的话已转给学校。',
  ]);
  // The morning's question came before; nothing comes after it, and nobody was reached.
  expect(told.to('g-zhang').filter((line) => !line.includes('reply'))).toEqual([
    '09-14 08:05 notice P3.1-CHECK-1H',
  ]);
  expect(told.duties('P3.1-CHECK-1H')[0]).toContain('wang 09-14 08:05 → 09-14 09:05 overdue');
  expect(told.of('P1.R4-PTA')[0]).toBe('09-14 08:20 wang notice');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
});

test('who has only had enough of messages has not said whether the child is safe: the teacher hears so, and is still to ask', async () => {
  const told = await story({ until: '09-14 08:30' }, `${AWAY}\n09-14 08:20 g-zhang 你们莫烦我`);
  expect(told.texts('g-zhang', 'reply')[0]).toContain('张伟今天还没到校，孩子平安吗');
  expect(told.texts('wang').join('\n')).toContain('没有说孩子是不是平安');
  expect(told.duties('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:05 → 09-14 09:05 open']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('a car that broke down on the way is no leave and no search', async () => {
  const told = await story(
    { until: '09-14 08:40' },
    `${AWAY}
     09-14 08:20 g-zhang 早上送他出门，路上车坏了，马上到
     09-14 08:30 g-zhang 车修好了，到校门口了`,
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain('张伟在来的路上');
  expect(told.texts('g-zhang', 'reply')[1]).toContain('张伟已经到学校');
  expect(told.texts('wang').join('\n')).not.toMatch(/请[病事]假：|沿路和校车/);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});
