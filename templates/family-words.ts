import type { Circumstance, FamilyFactBody } from '../domain/facts/family-fact.ts';
import { sayDay } from './words.ts';

const CIRCUMSTANCES: Readonly<Record<Circumstance, string>> = {
  girl: '有早婚苗头',
  work: '在外打工',
  illness: '身体原因',
  refuses: '孩子不愿来，家长愿意',
  migrating: '随父母外出',
  alleged: '说在学校受了欺负或体罚',
};

/** What is told of a family, as one sentence without its subject; no guardian is named in it. */
export const familyWords = (body: FamilyFactBody): string => {
  switch (body.kind) {
    case 'circumstance':
      return `${body.holds ? '情况' : '情况解除'}：${CIRCUMSTANCES[body.circumstance]}`;
    case 'not_guardian':
      return '收消息的人说自己不是家长，不再发给他';
    case 'dealt_with':
      return `家里在办，${sayDay(body.until)}前不再发消息`;
    case 'alarm_mistaken':
      return `${sayDay(body.day)}没到校是报错了，已告诉问过的家长和收到名单的人`;
    case 'safe_guardians':
      return body.guardians === null ? '消息照常发给每位家长' : '消息只发给可以发的家长';
  }
};
