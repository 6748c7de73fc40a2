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

/** Provinces, the prefectures of Yunnan and the cities where its people work, as they are named in speech; a road or a shop of that name is none. */
const FAR = new RegExp(
  `(?:${[
    '北京|天津|上海|重庆|广东|广西|福建|浙江|江苏|江西|湖[南北]|河[南北]|山[东西]|四川|贵州|安徽|陕西|辽宁|吉林|黑龙江|甘肃|青海|宁夏|新疆|西藏|内蒙|海南|香港|澳门|台湾',
    '昆明|曲靖|玉溪|保山|昭通|丽江|普洱|临沧|楚雄|红河|文山|西双版纳|大理|德宏|怒江|迪庆',
    '广州|深圳|东莞|佛山|中山市|惠州|珠海|汕头|杭州|宁波|温州|义乌|金华|苏州|无锡|南京|厦门|泉州|福州|晋江|成都|贵阳|南宁|武汉|长沙|郑州|西安|攀枝花',
    '缅甸|老挝|越南|泰国',
  ].join('|')})(?![东西南北中]?[路街巷边岸]|人|饭店|面馆|酒店|超市|厂|村|组)`,
  'u',
);
/** Said of another time, wished or heard only, or not so: it does not tell where the child is. */
const NOT_NOW =
  /[不没未]|听说|据说|好像|可能|也许|估计|应该|说不定|以前|之前|从前|原来|曾|去年|前年|上学期|小时候|明[天年日]|后天|下[个周月学]|想|要|准备|打算/u;
const BACK_AGAIN = /回来|回了|返回|返校|回校|到校|回学校/u;

/** Whether words of a place tell where somebody is now; `before` is what stands before them. */
export const isThereNow = (before: string, place: string): boolean =>
  !NOT_NOW.test(before) && !BACK_AGAIN.test(place);

/** The township that words name. */
export const townshipIn = (said: string, { townships }: Pick<Directory, 'townships'>): Township | undefined =>
  [...townships.values()].find(({ name }) => said.includes(name));

/** 昆明市东川区 is no place outside: which of its townships is still to be told. */
const namesHome = (said: string, { parts }: Pick<Directory, 'parts'>): boolean =>
  said.includes(parts.district.name.replace(/[区县市]$/u, ''));

/** Where a child stays as somebody says it of themselves, 在石桥镇, 在广东; null where the words name no place of the table. */
export const whereIn = (said: string, places: Pick<Directory, 'townships' | 'parts'>): Where | null => {
  const township = townshipIn(said, places);
  if (township) return { kind: 'township', township: township.id };
  if (OUTSIDE.test(said) || (FAR.test(said) && !namesHome(said, places))) return { kind: 'outside' };
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
/** The same as the answer to where the child is: 在家 says it there too; null where it stays unknown. */
export const whereAnswered = (
  said: string,
  { household }: Pick<Student, 'household'>,
  places: Pick<Directory, 'townships' | 'parts'>,
): Where | null => {
  const where = whereIn(said, places);
  if (where) return where.kind === 'unknown' ? null : where;
  return AT_HOME.test(said.trim()) && places.townships.has(household)
    ? { kind: 'township', township: household }
    : null;
};
