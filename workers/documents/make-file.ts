import { at, type Day, type Instant } from '../../domain/calendar/time.ts';
import { monitoredList } from '../../domain/comparison/monitored-list.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import { subjectKey } from '../../domain/signals.ts';
import { stagesAt } from '../../prisma/stores/answer-store.ts';
import { openDetails } from '../../prisma/stores/comparison-store.ts';
import { keepHandout } from '../../prisma/stores/paper-store.ts';
import { surveyTemplate } from '../../seeds/survey/survey-template.ts';
import { listSheet } from '../../templates/comparison-sheets.ts';
import { listTitles } from '../../templates/comparison-words.ts';
import { monitoredSheet } from '../../templates/monitored-sheet.ts';
import { fileNames } from '../../templates/paper-words.ts';
import { renderDossier } from '../../templates/papers.ts';
import { workbookOf } from '../../templates/sheets.ts';
import { surveyFiles } from '../../templates/survey.ts';
import { twelveFile } from '../../templates/twelve-sheet.ts';
import { loadWorkbooks } from '../../templates/workbooks.ts';
import { drawArrivals } from './arrivals.ts';
import { dossierOf } from './dossier.ts';
import { type DraftDependencies, draftPaper } from './draft.ts';
import { drawFigures } from './figures.ts';
import { drawMissed } from './survey.ts';
import { drawTwelve } from './twelve.ts';
import { areaName, drawWorkbook } from './workbook.ts';

/** Makes a file that goes with a message, once; the same request again gives the same id. */
export const makeFile = async (
  file: NoticeFile,
  now: Instant,
  dependencies: DraftDependencies,
): Promise<string> => {
  switch (file.is) {
    case 'sent':
      return file.id;
    case 'paper':
      return draftPaper(file, now, dependencies);
    case 'dossier':
      return makeDossier(file, dependencies);
    case 'twelve':
      return makeTwelve(file, dependencies);
    case 'workbook':
      return makeWorkbook(file, dependencies);
    case 'children':
      return makeList(file, dependencies);
    case 'monitored':
      return makeMonitored(file, dependencies);
    case 'survey_template':
    case 'survey_missed':
      return makeSurvey(file, dependencies);
    case 'figures':
      return makeFigures(file, dependencies);
    case 'arrivals':
      return makeArrivals(file, now, dependencies);
  }
};

const makeDossier = async (
  file: Extract<NoticeFile, { is: 'dossier' }>,
  dependencies: DraftDependencies,
): Promise<string> => {
  const id = `dossier-${file.student}-${file.reader}-${file.asked}.docx`;
  const told = await dossierOf(file, dependencies);
  const name = fileNames.dossier(told.name);
  await keepHandout(dependencies, { id, name, content: renderDossier(told), at: file.asked });
  return id;
};

const makeTwelve = async (
  file: Extract<NoticeFile, { is: 'twelve' }>,
  dependencies: DraftDependencies,
): Promise<string> => {
  const id = `twelve-${file.student}-${file.reader}-${file.asked}.xlsx`;
  const child = dependencies.county().directory.students.get(file.student)?.name ?? '';
  const name = fileNames.workbook(twelveFile, child, file.asked);
  await keepHandout(dependencies, {
    ...{ id, name, at: file.asked },
    content: await drawTwelve(file, dependencies),
  });
  return id;
};

const makeWorkbook = async (
  { workbook, area, reader, asked }: Extract<NoticeFile, { is: 'workbook' }>,
  dependencies: DraftDependencies,
): Promise<string> => {
  const id = `${workbook}-${subjectKey(area).replace(/^[a-z]+:/, '')}-${reader}-${asked}.xlsx`;
  const layout = loadWorkbooks().find(({ kind }) => kind === workbook);
  if (!layout) throw new Error(`no workbook templates/sheets/${workbook}.yaml`);
  const name = fileNames.workbook(layout.title, areaName(area, dependencies.county().directory), asked);
  await keepHandout(dependencies, {
    id,
    name,
    content: await drawWorkbook(layout, area, dependencies),
    at: asked,
  });
  return id;
};

const makeList = async (
  { list, townships, reader, asked }: Extract<NoticeFile, { is: 'children' }>,
  dependencies: DraftDependencies,
): Promise<string> => {
  const id = `list-${list}-${reader}-${asked}.xlsx`;
  const { directory } = dependencies.county();
  const children = await openDetails(dependencies.database, dependencies.secrets, list, townships);
  const sheet = listSheet(list, children, (township) => directory.townships.get(township)?.name ?? township);
  const place = townships.map((township) => directory.townships.get(township ?? '')?.name ?? '').join('');
  const name = fileNames.workbook(listTitles[list], place || directory.parts.district.name, asked);
  await keepHandout(dependencies, { id, name, content: await workbookOf([sheet]), at: asked });
  return id;
};

const makeMonitored = async (
  { on, before, reader, asked }: Extract<NoticeFile, { is: 'monitored' }>,
  dependencies: DraftDependencies,
): Promise<string> => {
  const id = `monitored-${on}-${reader}-${asked}.xlsx`;
  const { directory } = dependencies.county();
  const students = directory.parts.students.filter(({ flags }) => flags.includes('monitored'));
  const ids = students.map((student) => student.id);
  const stagesOn = (day: Day) => stagesAt(dependencies.database.hot, ids, at(day, '00:00'));
  const children = monitoredList(await stagesOn(before), await stagesOn(on));
  const sheet = monitoredSheet(children, { on, before }, directory);
  const name = fileNames.workbook(sheet.name, directory.parts.district.name, asked);
  await keepHandout(dependencies, { id, name, content: await workbookOf([sheet]), at: asked });
  return id;
};

const makeSurvey = async (
  file: Extract<NoticeFile, { is: 'survey_template' | 'survey_missed' }>,
  dependencies: DraftDependencies,
): Promise<string> => {
  const id = `${file.is}-${file.reader}-${file.asked}.xlsx`;
  const { directory } = dependencies.county();
  const isTemplate = file.is === 'survey_template';
  const content = isTemplate ? await surveyTemplate() : await drawMissed(file, dependencies);
  const name = isTemplate
    ? surveyFiles.template
    : fileNames.workbook(surveyFiles.missed, areaName({ township: file.township }, directory), file.asked);
  await keepHandout(dependencies, { id, name, content, at: file.asked });
  return id;
};

const makeFigures = async (
  file: Extract<NoticeFile, { is: 'figures' }>,
  dependencies: DraftDependencies,
): Promise<string> => {
  const id = `figures-${file.reader}-${file.asked}.${file.as === 'picture' ? 'png' : 'xlsx'}`;
  await keepHandout(dependencies, { id, ...(await drawFigures(file, dependencies)), at: file.asked });
  return id;
};

const makeArrivals = async (
  file: Extract<NoticeFile, { is: 'arrivals' }>,
  now: Instant,
  dependencies: DraftDependencies,
): Promise<string> => {
  const id = `arrivals-${file.reader}-${file.asked}.xlsx`;
  await keepHandout(dependencies, { id, ...(await drawArrivals(file, now, dependencies)), at: file.asked });
  return id;
};
