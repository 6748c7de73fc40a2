import { dayOf } from '../../../domain/calendar/time.ts';
import { readFileRequest } from '../../../domain/conversation/file-request.ts';
import { refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const TEMPLATE = ['排查表模板', '适龄儿童排查表模板', '空排查表', '排查表'];
const MISSED = ['漏查名单', '漏户名单', '漏人名单'];

/** "发我排查表模板", "发我漏查名单": the files of the survey in April, for whose task it is (P2.R4-APR-SURVEY); null for anything else. */
export const surveyFile = async (turn: Turn): Promise<Outcome | null> => {
  const request = readFileRequest(turn.text, [...TEMPLATE, ...MISSED]);
  if (!request) return null;
  const { speaker, now } = turn;
  const [township] = speaker.townships;
  const isTemplate = TEMPLATE.includes(request.called);
  if (!township && !(isTemplate && speaker.district)) return refused(phrase(turn, 'survey_township'));
  const reader = { reader: speaker.person, asked: now };
  const reply = phrase(turn, isTemplate ? 'survey_template' : 'file_given');
  if (isTemplate) return { act: 'file', reply, question: null, file: { is: 'survey_template', ...reader } };
  const year = dayOf(now).slice(0, 4);
  return {
    act: 'file',
    reply,
    question: null,
    file: { is: 'survey_missed', township: township ?? '', year, ...reader },
  };
};
