import type { Cell, Row, Viewer } from './reach.ts';
import type { Role, Unit } from './roles.ts';

/** What can be known about a pupil or about a place. Whatever a table row does not name, it does not show. */
export const INFORMATION = [
  'name', // given name and class
  'attendance', // present, absent, on leave, day by day
  'contacts', // who called whom and how to reach the guardians
  'visit_task', // who, age, school, "needs a visit", carer
  'case_status', // the stage and the step the case is in
  'visit_history', // visits, persuasions and the plan
  'case_summary', // a case in three lines, without the child's words
  'case_detail', // the whole file (一生一案) but the sections named below
  'case_documents', // documents and dates of the four-step procedure (四步法)
  'whereabouts', // where the child is, by whom, since when
  'referral', // what one unit was asked to do
  'aid', // benefits given and missing
  'household_finance', // economic situation and the parents' work
  'enrolment', // the enrolment record (学籍)
  'monitored', // the flag of the three monitored kinds (三类监测对象) and a status
  'left_behind', // the list of left-behind children (留守儿童), names included
  'survey', // survey and comparison lists
  'restricted', // medical, disability, pregnancy or marriage, abuse
  'counselling', // the counsellor's own notes
  'id_number_masked', // the last four characters
  'id_number_full',
  'figures', // counts without names
  'process', // what is late, by whom, without names of pupils
  'dashboard', // both, by school and township, for those who answer for them
] as const;

export type Information = (typeof INFORMATION)[number];

/** Policy §5.1 in one place; the quoted words are the column "May see". Aggregates up, names only to those who act. */
export const sight: Readonly<Record<Role, Row<Information>>> = {
  // §5.1 「own child's absence, messages, benefits, the step the case is in, document copies served on them; no other child」
  guardian: {
    name: 'own_child',
    attendance: 'own_child',
    case_status: 'own_child',
    case_documents: 'own_child',
    aid: 'own_child',
    id_number_masked: 'own_child',
  },
  // §5.1 「own class: attendance, contacts, case status, aid flags」; drafts the report, so sees visits and whereabouts
  homeroom_teacher: {
    // Of another class's child whose responsible teacher one is, what the row below shows.
    name: ['own_class', 'assigned'],
    attendance: 'own_class',
    contacts: 'own_class',
    visit_task: ['own_class', 'assigned'],
    case_status: ['own_class', 'assigned'],
    visit_history: ['own_class', 'assigned'],
    whereabouts: 'own_class',
    aid: 'own_class',
    id_number_masked: 'own_class',
    figures: 'own_class',
  },
  // §5.1 「assigned pupils: status, visit history, plan; not household finance」
  subject_teacher: {
    name: 'assigned',
    visit_task: 'assigned',
    case_status: 'assigned',
    visit_history: 'assigned',
  },
  // §5.1 「pupils referred to them」; restricted section: 「心理教师 (own counselling)」
  counsellor: {
    name: 'referred',
    case_status: 'referred',
    referral: 'referred',
    restricted: 'referred',
    counselling: 'referred',
  },
  // §5.1 「whole school attendance and cases (no counselling notes)」
  academic_office: {
    name: 'own_school',
    attendance: 'own_school',
    contacts: 'own_school',
    visit_task: 'own_school',
    case_status: 'own_school',
    visit_history: 'own_school',
    case_summary: 'own_school',
    case_detail: 'own_school',
    whereabouts: 'own_school',
    aid: 'own_school',
    id_number_masked: 'own_school',
    figures: 'own_school',
    process: 'own_school',
  },
  // §5.1 「whole school, all cases」; restricted section open; counselling notes stay the counsellor's (P5.5-PSY-RETURN)
  principal: {
    name: 'own_school',
    attendance: 'own_school',
    contacts: 'own_school',
    visit_task: 'own_school',
    case_status: 'own_school',
    visit_history: 'own_school',
    case_summary: 'own_school',
    case_detail: 'own_school',
    case_documents: 'own_school',
    whereabouts: 'own_school',
    aid: 'own_school',
    household_finance: 'own_school',
    left_behind: 'own_school',
    restricted: 'own_school',
    id_number_masked: 'own_school',
    figures: 'own_school',
    process: 'own_school',
    dashboard: 'own_school',
  },
  // §5.1 「own group: name, age, school, "needs a visit", carer; no reasons marked restricted, no ID number」
  group_cadre: { name: ['own_group', 'assigned'], visit_task: ['own_group', 'assigned'] },
  // §5.1 「own village: as above + case step」
  village_cadre: { name: 'own_village', visit_task: 'own_village', case_status: 'own_village' },
  // §5.1 「assigned cases, left-behind list of own village」
  first_secretary: {
    name: 'assigned',
    visit_task: 'assigned',
    case_status: 'assigned',
    visit_history: 'assigned',
    case_summary: 'assigned',
    left_behind: 'own_village',
  },
  // §5.1 same row as the first secretary
  work_team: {
    name: 'assigned',
    visit_task: 'assigned',
    case_status: 'assigned',
    visit_history: 'assigned',
    case_summary: 'assigned',
    left_behind: 'own_village',
  },
  // §5.1 「assigned household only」; told of case opened, session dates, aid gap
  household_helper: {
    name: 'own_household',
    visit_task: 'own_household',
    case_status: 'own_household',
    aid: 'own_household',
  },
  // §5.1 「all cases of own township as school location or 劝返主体; survey lists」; number in full for a formal document
  township_officer: {
    name: 'own_township',
    attendance: 'own_township',
    contacts: 'own_township',
    visit_task: 'own_township',
    case_status: 'own_township',
    visit_history: 'own_township',
    case_summary: 'own_township',
    case_detail: 'own_township',
    case_documents: 'own_township',
    whereabouts: 'own_township',
    aid: 'own_township',
    household_finance: 'own_township',
    left_behind: 'own_township',
    survey: ['own_township', 'household_township'],
    id_number_masked: 'own_township',
    id_number_full: { within: 'persuading_township', needs: 'formal_document' },
    figures: 'own_township',
    process: 'own_township',
    dashboard: 'own_township',
  },
  // §5.1 「township dashboard + case summaries」
  township_head: {
    name: 'own_township',
    case_status: 'own_township',
    case_summary: 'own_township',
    figures: 'own_township',
    process: 'own_township',
    dashboard: 'own_township',
  },
  // §5.1 「cases in four-step track: documents, dates, facts needed for them」; restricted only when asked to act
  judicial_office: {
    // With its seat in the joint group it knows before the first step is opened whom it visits, and how the case stands.
    name: ['four_step', 'assigned'],
    visit_task: 'assigned',
    case_status: ['four_step', 'assigned'],
    visit_history: 'four_step',
    case_summary: 'four_step',
    case_documents: 'four_step',
    referral: 'referred',
    restricted: 'referred',
    id_number_masked: 'four_step',
  },
  // §5.1 「cases referred to them: identity, whereabouts」; restricted only as 「the unit asked to act」
  police_station: {
    name: ['referred', 'assigned'],
    visit_task: 'assigned',
    whereabouts: ['referred', 'assigned'],
    referral: 'referred',
    restricted: 'referred',
    id_number_masked: 'referred',
  },
  // §5.1 「all cases of the district」; restricted section: 「区教体局 designated person」
  bureau_officer: {
    name: 'district',
    attendance: 'district',
    contacts: 'district',
    visit_task: 'district',
    case_status: 'district',
    visit_history: 'district',
    case_summary: 'district',
    case_detail: 'district',
    case_documents: 'district',
    whereabouts: 'district',
    referral: 'district',
    aid: 'district',
    household_finance: 'district',
    monitored: 'district',
    left_behind: 'district',
    survey: 'district',
    restricted: { within: 'district', needs: 'designated' },
    id_number_masked: 'district',
    figures: 'district',
    process: 'district',
    dashboard: 'district',
  },
  // §5.1 「dashboards, case summaries, drill-down logged」
  bureau_head: {
    name: { within: 'district', needs: 'purpose' },
    case_status: 'district',
    case_summary: 'district',
    visit_history: { within: 'district', needs: 'purpose' },
    case_detail: { within: 'district', needs: 'purpose' },
    restricted: { within: 'district', needs: 'designated' },
    id_number_masked: { within: 'district', needs: 'purpose' },
    figures: 'district',
    process: 'district',
    dashboard: 'district',
  },
  // §5.1 「学籍 / benefit data of own subject」; identity numbers unmasked 「to 区教体局 学籍 staff」
  bureau_enrolment: {
    name: 'district',
    enrolment: 'district',
    aid: 'district',
    restricted: { within: 'district', needs: 'designated' },
    id_number_masked: 'district',
    id_number_full: 'district',
    figures: 'district',
  },
  // §5.1 「school-level process figures; sampled cases with logging」
  inspector: {
    name: { within: 'sampled', needs: 'purpose' },
    case_status: { within: 'sampled', needs: 'purpose' },
    visit_history: { within: 'sampled', needs: 'purpose' },
    case_summary: { within: 'sampled', needs: 'purpose' },
    figures: 'district',
    process: 'district',
  },
  // §5.1 联席会议成员 (any): 「aggregate figures, own unit's open tasks」; what else, by unit: `unitSight`
  unit: { figures: 'district', referral: 'referred' },
  // §5.1 「process figures, overdue list, sampled files (logged)」
  supervision_office: {
    name: { within: 'sampled', needs: 'purpose' },
    case_status: { within: 'sampled', needs: 'purpose' },
    visit_history: { within: 'sampled', needs: 'purpose' },
    case_summary: { within: 'sampled', needs: 'purpose' },
    case_detail: { within: 'sampled', needs: 'purpose' },
    figures: 'district',
    process: 'district',
  },
  // §5.1 「dashboard, overdue by township, no pupil names by default (named view logged)」
  district_head: {
    name: { within: 'district', needs: 'purpose' },
    case_summary: { within: 'district', needs: 'purpose' },
    figures: 'district',
    process: 'district',
    dashboard: 'district',
  },
  // §5.1 「no pupil content by default; break-glass access approved and logged」; a repair never needs notes or full numbers
  administrator: {
    name: { within: 'district', needs: 'approval' },
    attendance: { within: 'district', needs: 'approval' },
    case_status: { within: 'district', needs: 'approval' },
    case_detail: { within: 'district', needs: 'approval' },
  },
};

/** What a member unit sees beyond the row `unit`. Units with 「counts and own referrals only」 add nothing. */
const unitSight: Readonly<Record<Unit, Row<Information>>> = {
  // §5.1 「pupils matched to 三类 only (flag + status)」
  rural_revitalisation: { name: 'matched', monitored: 'matched', case_status: 'matched' },
  // §5.1 「comparison lists they supply; referred cases」
  public_security: {
    name: 'referred',
    whereabouts: 'referred',
    restricted: 'referred',
    id_number_masked: 'referred',
    survey: 'district',
  },
  // §5.1 「four-step track cases」
  justice: {
    name: 'four_step',
    case_status: 'four_step',
    visit_history: 'four_step',
    case_summary: 'four_step',
    case_documents: 'four_step',
  },
  // §5.1 「referrals: employer, place, child's age class; name only if needed to act」
  human_resources: { name: { within: 'referred', needs: 'purpose' } },
  market_supervision: { name: { within: 'referred', needs: 'purpose' } },
  // §5.1 「referrals (restricted topic)」
  civil_affairs: { name: 'referred', restricted: 'referred' },
  // §5.1 「children to assess/register; result category」
  health: { name: 'referred', restricted: 'referred' },
  disabled_federation: { name: 'referred', restricted: 'referred' },
  // §5.1 「counts and own referrals only」
  medical_insurance: {},
  finance: {},
  development_reform: {},
  culture_tourism: {},
  agriculture: {},
  // §5.1 「referrals with guardian's consent; counts」
  women_federation: {
    name: { within: 'referred', needs: 'consent' },
    referral: { within: 'referred', needs: 'consent' },
  },
  youth_league: {
    name: { within: 'referred', needs: 'consent' },
    referral: { within: 'referred', needs: 'consent' },
  },
};

/** What the tables say of `what` for whoever looks: the unit's own line before that of all units. */
export const seenBy = (viewer: Viewer, what: Information): Cell | undefined => {
  const special = viewer.role === 'unit' && viewer.unit ? unitSight[viewer.unit][what] : undefined;
  return special ?? sight[viewer.role][what];
};
