import type { Where } from '../facts/case-fact.ts';
import type { Directory, Student, Township } from '../people/directory.ts';
import { type CaseFile, whereOf } from './file.ts';
import { type Proposal, proposeJurisdiction } from './jurisdiction.ts';

type Places = Pick<Directory, 'schools' | 'townships'>;

/** The 劝返主体 that the decision table proposes for a pupil, by roll, household and the newest word on where the child is. */
export const proposalFor = (
  { class: classId, school, household }: Student,
  file: CaseFile,
  { schools, townships }: Places,
): Proposal => {
  const enrolment = classId === null ? null : (schools.get(school)?.township ?? null);
  return proposeJurisdiction({
    enrolment,
    household: household === '' ? null : townships.has(household) ? household : 'elsewhere',
    where: whereOf(file),
  });
};

const OUTSIDE = /区外|县外|市外|州外|省外|外省|外地|外县|外市/;
const UNKNOWN = /不明|不知道|不清楚|没人知道/;

/** The township that words name. */
export const townshipIn = (said: string, { townships }: Pick<Directory, 'townships'>): Township | undefined =>
  [...townships.values()].find(({ name }) => said.includes(name));

/** Where a child stays as somebody says it of themselves; null where the words name no place of the table. */
export const whereIn = (said: string, places: Pick<Directory, 'townships'>): Where | null => {
  const township = townshipIn(said, places);
  if (township) return { kind: 'township', township: township.id };
  if (OUTSIDE.test(said)) return { kind: 'outside' };
  return UNKNOWN.test(said) ? { kind: 'unknown' } : null;
};

/** The county or city that words name as one would address a letter: 广东省东莞市, not 外省 or 某厂; null where they name none. */
export const countyIn = (said: string): string | null => COUNTY.exec(said)?.[0] ?? null;

const NAMED =
  '(?:(?!回(?!族)|[外某哪不本在到去住跟随从和与了是的省市县]|隔壁|相邻|周边|其他)\\p{Script=Han})';
const COUNTY = new RegExp(
  `(?:${NAMED}{2,14}?自治[州县旗]|${NAMED}{2,5}?(?:自治区|(?<![超夜菜集闹]|大城)市|[省州盟县旗]))+(?:${NAMED}{1,5}?区)?`,
  'u',
);

const AT_HOME = /^(?:[他她孩子]*(?:现在|目前|就)?(?:待|呆)?在)?家(?:里|中)?[。]?$/u;
const FAR =
  /北京|天津|上海|重庆|广东|广西|福建|浙江|江苏|江西|湖[南北]|河[南北]|山[东西]|四川|贵州|安徽|陕西|辽宁|吉林|黑龙江|甘肃|青海|宁夏|新疆|西藏|内蒙|海南|缅甸|老挝|越南/u;

/** The same as the answer to where the child is: 在家 and 在广东 say it there too; null where it stays unknown. */
export const whereAnswered = (
  said: string,
  { household }: Pick<Student, 'household'>,
  places: Pick<Directory, 'townships'>,
): Where | null => {
  const where = whereIn(said, places);
  if (where) return where.kind === 'unknown' ? null : where;
  if (AT_HOME.test(said.trim()) && places.townships.has(household))
    return { kind: 'township', township: household };
  return FAR.test(said) ? { kind: 'outside' } : null;
};
