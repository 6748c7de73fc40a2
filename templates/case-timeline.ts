import { isHandOver } from '../domain/cases/file.ts';
import type { CaseFactBody, Where } from '../domain/facts/case-fact.ts';
import { proofTitle, reasonWords, stepWords } from './case-words.ts';
import { sayDay } from './words.ts';

type Placement = Extract<CaseFactBody, { kind: 'placement' }>['placement'];

const PLACEMENTS: Readonly<Record<Placement, string>> = {
  inclusive_class: '随班就读',
  vocational: '普职融合',
  home_teaching: '送教上门',
  ordinary_class: '入学就读',
  own_class: '回班上课',
};
export const placementWords = (placement: Placement): string => PLACEMENTS[placement];

const whereWords = (where: Where, nameOf: (unit: string) => string): string =>
  where.kind === 'township' ? nameOf(where.township) : where.kind === 'outside' ? '区外' : '去向不明';

/** One sentence of a case file's history without its subject; `nameOf` names a township. */
export const caseFactWords = (body: CaseFactBody, nameOf: (unit: string) => string): string => {
  switch (body.kind) {
    case 'dispatch':
      return isHandOver(body)
        ? `决定函告户籍地，收到回执前由${nameOf(body.township)}负责`
        : `派单给${nameOf(body.township)}劝返${body.reason ? `，理由：${body.reason}` : ''}`;
    case 'acceptance':
      return '受理了派单';
    case 'ticket_closed':
      return '确认救助平台工单已办结';
    case 'online_entry':
      return '确认已在救助平台登记';
    case 'stay':
      return `说明孩子在${body.place || whereWords(body.where, nameOf)}`;
    case 'group':
      return `登记联合劝返小组${Object.keys(body.seats).length}个席位`;
    case 'assignment':
      return `指定责任教师${body.teacher}`;
    case 'twelve':
      return `双线十二人：${Object.entries(body.seats)
        .map(([title, name]) => `${title}${name}`)
        .join('、')}`;
    case 'category':
      return `分类：${Object.values(body.category).filter(Boolean).join('、')}`;
    case 'sixteen':
      return '已满16周岁，请区教体局研究';
    case 'at_risk':
      return body.at_risk
        ? `列入隐患生名单${body.criteria?.length ? `：${body.criteria.join('、')}` : ''}`
        : '移出隐患生名单';
    case 'step_opened':
      return `启动${stepWords[body.step]}`;
    case 'step_document':
      return `${stepWords[body.step]}文书${body.number}，${sayDay(body.on)}${body.served && body.served !== body.on ? `，${sayDay(body.served)}${body.way ?? ''}送达` : ''}${body.until ? `，期限到${sayDay(body.until)}` : ''}`;
    case 'step_result':
      return `${stepWords[body.step]}结果：${body.complied ? '已履行' : '未履行'}`;
    case 'law_asked':
      return `请司法所审核${stepWords[body.step]}`;
    case 'legal_check':
      return `审核${stepWords[body.step]}：${body.agreed ? '同意' : '不同意'}`;
    case 'steps_decided':
      return body.go_on ? '决定四步法继续' : '决定四步法停止';
    case 'placement':
      return `已安置：${placementWords(body.placement)}`;
    case 'proof':
      return `提交证明：${proofTitle(body.proof)}`;
    case 'closing':
      return `销案：${reasonWords[body.reason]}`;
    case 'reopening':
      return `重新立案：${body.reason}`;
    case 'review_extended':
      return `休学、缓学延期${body.until ? `到${sayDay(body.until)}` : ''}，批准：${body.approval}`;
  }
};
