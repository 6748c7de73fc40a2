import type { SupportFactBody } from '../domain/facts/support-fact.ts';
import { sayDay } from './words.ts';

const SCHOOLING = { inclusive_class: '随班就读', vocational: '普职融合', home_teaching: '送教上门' } as const;

/** How a child with special needs is taught, in Chinese. */
const schoolingWords = (way: keyof typeof SCHOOLING | null): string =>
  way === null ? '还没有安排' : SCHOOLING[way];

/** What is told of help, as one sentence without its subject. A referral's need and a talk's words are not repeated. */
export const supportWords = (body: SupportFactBody): string => {
  switch (body.kind) {
    case 'referral':
    case 'school_referral':
      return `转办${body.number}`;
    case 'carer':
      return body.carer === null ? '在家没有人照看' : `在家由${body.carer}照看`;
    case 'buddy':
      return body.teacher === null ? '还没有结对老师' : `由${body.teacher}结对帮扶`;
    case 'benefits':
      return body.missing.length > 0 ? `应享未享：${body.missing.join('、')}` : '应享受的资助都已享受';
    case 'schooling':
      return `就读方式：${schoolingWords(body.way)}${body.detail ? `（${body.detail}）` : ''}`;
    case 'home_lesson':
      return `${sayDay(body.day)}送教上门`;
    case 'elsewhere':
      return body.proven
        ? `在${body.school ?? '外地'}就读，已有接收学校证明`
        : `说在${body.school ?? '外地'}就读，还没有接收学校证明`;
    case 'one_to_one':
      return `${sayDay(body.day)}一对一谈心或辅导`;
  }
};
