import { surveyFromChat } from '../../bot/survey-from-chat.ts';
import { dayOf } from '../../domain/calendar/time.ts';
import { speakerOf } from '../../domain/conversation/speaker.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { type Field, WORDS } from './field.ts';
import { type CellValue, workbookOf } from './roster-workbook.ts';

const SECRETS = openSecrets(Buffer.alloc(32, 5));
let sent = 0;

export const SURVEY_HEADS: CellValue[] = [
  ...['户编号', '村（社区）', '孩子姓名', '身份证号', '出生日期', '监护人', '就学情况', '就读学校'],
  ...['家庭经济', '家长工作', '资助需求', '排查日期', '排查人'],
];

/** A row of a 适龄儿童排查表 with a child; what is not said is as it mostly is. */
export const surveyed = (
  household: string,
  name: string | null,
  told: { id?: string; birth?: string; guardian?: string; state?: string; aid?: string; day?: string } = {},
): CellValue[] => [
  ...[household, '小河村', name, told.id ?? null, told.birth ?? null, told.guardian ?? null],
  ...[name && (told.state ?? '在学'), null, '困难', '外出务工', told.aid ?? null],
  ...[told.day ?? '2027-04-12', '罗支书'],
];

/** Somebody sends a table into the chat; the answer, or null where it is taken for none. */
export const sendsTable = async (
  town: Field,
  person: string,
  rows: readonly CellValue[][],
): Promise<string | null> => {
  sent += 1;
  const speaker = speakerOf(town.county().directory, person, dayOf(town.now));
  if (!speaker) throw new Error(`nobody speaks as ${person}`);
  const file = await workbookOf({ 排查表: rows.map((row) => [...row]) });
  const answer = await surveyFromChat(
    file,
    { speaker, source: `test:table-${sent}` },
    { database: town.database, secrets: SECRETS, words: WORDS, keeper: { current: town.county } },
    town.now,
  );
  await town.reload();
  return answer;
};
