import { dayOf } from '../../domain/calendar/time.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import { childrenOf } from '../../domain/survey/survey.ts';
import { surveyRows } from '../../prisma/stores/survey-store.ts';
import { checkTownship } from '../../seeds/survey/check-township.ts';
import { workbookOf } from '../../templates/sheets.ts';
import { missedSheet } from '../../templates/survey.ts';
import type { DraftDependencies } from './draft.ts';

/** The known children of whom a township's newest survey says nothing, as the directory has them now (漏户、漏人). */
export const drawMissed = async (
  { township, year, asked }: Extract<NoticeFile, { is: 'survey_missed' }>,
  { database, secrets, county }: DraftDependencies,
): Promise<Buffer> => {
  const children = childrenOf(await surveyRows(database, secrets, township, year));
  const { directory } = county();
  const check = await checkTownship(
    { database, secrets, directory },
    { township, children, day: dayOf(asked) },
  );
  return workbookOf([missedSheet(check)]);
};
