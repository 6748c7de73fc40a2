/** Everyone the product knows as a post, nearest to the child first (policy §5.1). */
export const ROLES = [
  'guardian',
  'homeroom_teacher',
  'subject_teacher',
  'counsellor',
  'academic_office',
  'principal',
  'group_cadre',
  'village_cadre',
  'first_secretary',
  'work_team',
  'household_helper',
  'township_officer',
  'township_head',
  'judicial_office',
  'police_station',
  'bureau_officer',
  'bureau_head',
  'bureau_enrolment',
  'inspector',
  'unit',
  'supervision_office',
  'district_head',
  'administrator',
] as const;

export type Role = (typeof ROLES)[number];

/** Where a post stands; `system` is the machine's keeper, who has no place in the field. */
export type Level =
  | 'family'
  | 'class'
  | 'school'
  | 'group'
  | 'village'
  | 'household'
  | 'township'
  | 'county'
  | 'system';

/** What a post is called and where it stands. */
export const posts: Readonly<Record<Role, { readonly title: string; readonly level: Level }>> = {
  guardian: { title: '家长', level: 'family' },
  homeroom_teacher: { title: '班主任', level: 'class' },
  subject_teacher: { title: '科任教师', level: 'class' },
  counsellor: { title: '心理教师', level: 'school' },
  academic_office: { title: '教务处主任', level: 'school' },
  principal: { title: '校长', level: 'school' },
  group_cadre: { title: '村民小组长', level: 'group' },
  village_cadre: { title: '村（居）两委干部', level: 'village' },
  first_secretary: { title: '驻村第一书记', level: 'village' },
  work_team: { title: '驻村工作队员', level: 'village' },
  household_helper: { title: '帮扶联系人', level: 'household' },
  township_officer: { title: '乡镇（街道）分管教育负责同志', level: 'township' },
  township_head: { title: '乡镇（街道）主要负责人', level: 'township' },
  judicial_office: { title: '司法所人员', level: 'township' },
  police_station: { title: '派出所人员', level: 'township' },
  bureau_officer: { title: '区教育体育局控辍保学专干', level: 'county' },
  bureau_head: { title: '区教育体育局领导', level: 'county' },
  bureau_enrolment: { title: '区教育体育局学籍资助人员', level: 'county' },
  inspector: { title: '教育督导', level: 'county' },
  unit: { title: '联席会议成员单位', level: 'county' },
  supervision_office: { title: '区政府督查室', level: 'county' },
  district_head: { title: '区政府分管领导', level: 'county' },
  administrator: { title: '系统管理员', level: 'system' },
};

/** The member units of the joint conference (联席会议) that §5.1 gives a view of their own. */
export const UNITS = [
  'rural_revitalisation',
  'public_security',
  'justice',
  'human_resources',
  'market_supervision',
  'civil_affairs',
  'health',
  'disabled_federation',
  'medical_insurance',
  'finance',
  'development_reform',
  'culture_tourism',
  'agriculture',
  'women_federation',
  'youth_league',
] as const;

export type Unit = (typeof UNITS)[number];

/** What each unit is called without its county (`区公安局` is written `公安局`). */
export const unitTitles: Readonly<Record<Unit, string>> = {
  rural_revitalisation: '乡村振兴局',
  public_security: '公安局',
  justice: '司法局',
  human_resources: '人社局',
  market_supervision: '市场监管局',
  civil_affairs: '民政局',
  health: '卫健局',
  disabled_federation: '残联',
  medical_insurance: '医保局',
  finance: '财政局',
  development_reform: '发改局',
  culture_tourism: '文旅局',
  agriculture: '农业农村局',
  women_federation: '妇联',
  youth_league: '团委',
};

/** The unit that is called `name`, with or without 区, 县 or 市 before it; null for one §5.1 does not name. */
export function unitNamed(name: string): Unit | null {
  const given = name.trim().replace(/^团[区县市]委$/, '团委');
  const short = given.replace(/^[区县市]/, '');
  return UNITS.find((unit) => unitTitles[unit] === given || unitTitles[unit] === short) ?? null;
}
