import type { Day, Instant } from '../../../domain/calendar/time.ts';
import { chineseDay, chineseInstant, content, type Head, list, type Maybe, type Tags } from '../content.ts';

/** D13: the annual meeting (P1.0) or the joint conference (P6.R). */
export interface Meeting extends Head {
  readonly name: string;
  /** An instant, or when as somebody told it. */
  readonly at?: Maybe<Instant | string>;
  readonly place?: Maybe<string>;
  readonly chair?: Maybe<string>;
  readonly present?: Maybe<string>;
  readonly absent?: Maybe<string>;
  readonly agenda: readonly { readonly topic: string; readonly speaker?: Maybe<string> }[];
  readonly decisions: readonly {
    readonly matter: string;
    readonly owner?: Maybe<string>;
    readonly until?: Maybe<Day>;
  }[];
  readonly unresolved?: Maybe<string>;
  readonly contact?: Maybe<string>;
}

const texts: Tags<Meeting> = {
  会议名称: (fields) => fields.name,
  会议时间: ({ at }) => (typeof at === 'number' ? chineseInstant(at) : at),
  会议地点: (fields) => fields.place,
  主持人: (fields) => fields.chair,
  参会人员: (fields) => fields.present,
  缺席人员: (fields) => fields.absent,
  未决问题: (fields) => fields.unresolved,
  联系人: (fields) => fields.contact,
};

const lists = {
  议程: list((fields: Meeting) => fields.agenda.map((item, before) => ({ ...item, before })), {
    序号: (item) => item.before + 1,
    议题: (item) => item.topic,
    汇报人: (item) => item.speaker,
  }),
  议定: list((fields: Meeting) => fields.decisions.map((item, before) => ({ ...item, before })), {
    序号: (item) => item.before + 1,
    事项: (item) => item.matter,
    责任单位: (item) => item.owner,
    时限: (item) => chineseDay(item.until),
  }),
};

/** D13 notice, policy §8: the agenda, and when and where. */
export const invitation = content<Meeting>({
  texts,
  lists,
  required: ['主送', '会议名称', '会议时间', '会议地点', '参会人员', '议程'],
});

/** D13 minutes, policy §8: agenda, decisions, owners, dates. */
export const minutes = content<Meeting>({
  texts,
  lists,
  required: ['会议名称', '会议时间', '参会人员', '议程', '议定', '责任单位', '时限'],
});
