import type { Day } from '../domain/calendar/time.ts';
import type { MonitoredChange, MonitoredChild } from '../domain/comparison/monitored-list.ts';
import type { Directory } from '../domain/people/directory.ts';
import type { Sheet } from './sheets.ts';
import { stageWords } from './vocabulary.ts';
import { sayDay } from './words.ts';

const changes: Readonly<Record<MonitoredChange, string>> = {
  new: '新增',
  moved: '状态有变',
  same: '没有变化',
  returned: '已返校',
  ended: '已销案',
};

/** The list of A-RUR-SHARE: who it is, how the child stands, and what has changed; nothing of household, reason or place. */
export const monitoredSheet = (
  children: readonly MonitoredChild[],
  { on, before }: { on: Day; before: Day },
  { students, schools, classes }: Directory,
): Sheet => ({
  name: '监测对象家庭子女辍学名单',
  columns: [
    ...[
      { title: '序号', width: 6 },
      { title: '姓名', width: 10 },
      { title: '学校', width: 20 },
      { title: '班级', width: 12 },
      { title: `${sayDay(on)}状态`, width: 22 },
    ],
    { title: `跟${sayDay(before)}比`, width: 22 },
  ],
  rows: children
    .map(({ student, stage, change }) => {
      const child = students.get(student);
      return [
        child?.name ?? '',
        schools.get(child?.school ?? '')?.name ?? '',
        classes.get(child?.class ?? '')?.name ?? '',
        stageWords(stage),
        changes[change],
      ] as const;
    })
    .toSorted(
      ([name, school], [other, next]) => school.localeCompare(next, 'zh') || name.localeCompare(other, 'zh'),
    )
    .map((row, place) => [place + 1, ...row]),
});
