import { posts, type Role, type Unit } from './roles.ts';

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

/** How far a permission reaches. */
export type Scope =
  | 'own_child'
  | 'own_class'
  | 'assigned' // pupils given to this person, those on whose joint group it sits by its post, and those it is the responsible teacher of
  | 'own_school'
  | 'own_group'
  | 'own_village'
  | 'own_household' // pupils of the household this person helps
  | 'own_township' // the school's township, or the one that persuades (劝返主体)
  | 'persuading_township' // only the one that persuades
  | 'household_township' // where the child is registered (户籍)
  | 'four_step' // cases of the own township (of the district, for a unit) in the four-step procedure
  | 'referred'
  | 'sampled' // cases drawn for an inspection
  | 'matched' // pupils matched to the three monitored kinds
  | 'district'
  | 'none';

/** What must be stated before a permission holds; see `Opening`. */
export type Gate = 'purpose' | 'approval' | 'formal_document' | 'consent' | 'designated';

interface Gated {
  readonly within: Scope;
  readonly needs: Gate;
}

/** One cell: a reach, a reach with a condition, or several of which one is enough. */
export type Cell = Scope | Gated | readonly (Scope | Gated)[];

type Row<Kind extends string> = Readonly<Partial<Record<Kind, Cell>>>;

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

/** What a person can tell the ledger about a pupil or a class. */
export const REPORTS = ['attendance', 'leave', 'contact', 'visit', 'persuasion', 'whereabouts'] as const;

export type Report = (typeof REPORTS)[number];

const SCHOOL_REPORTS: Row<Report> = {
  attendance: 'own_school',
  leave: 'own_school',
  contact: 'own_school',
  visit: 'own_school',
  persuasion: 'own_school',
  whereabouts: 'own_school',
};

/** Who may report what about whom: the column "Acts on" of §5.1. Everyone else is heard as a tip, not as a fact. */
const voice: Readonly<Record<Role, Row<Report>>> = {
  // §5.1 P1.R5: a guardian explains the own child's absence and asks for leave
  guardian: { attendance: 'own_child', leave: 'own_child', whereabouts: 'own_child' },
  // §5.1 P3.1-ROLL, -CHECK-1H, -REPORT-2H, P3.3, P3.R2
  homeroom_teacher: {
    attendance: 'own_class',
    leave: 'own_class',
    contact: ['own_class', 'assigned'],
    visit: ['own_class', 'assigned'],
    persuasion: ['own_class', 'assigned'],
    whereabouts: ['own_class', 'assigned'],
  },
  // §5.1 P3.1-NODE-ASSIGN, P5.4-BUDDY
  subject_teacher: {
    contact: 'assigned',
    visit: 'assigned',
    persuasion: 'assigned',
    whereabouts: 'assigned',
  },
  // §5.1 P5.5-*: follow-up talks are dates of their own, no part of these reports
  counsellor: { contact: 'referred' },
  // §5.1 P3.1-VERIFY-SD, -LINK-PRINCIPAL, P3.3-WATCH
  academic_office: SCHOOL_REPORTS,
  // §5.1 P3.1-LINK-WRITTEN, -REPORT-7D, P3.2-WEEKLY
  principal: SCHOOL_REPORTS,
  // §5.1 visits
  group_cadre: {
    visit: ['own_group', 'assigned'],
    persuasion: ['own_group', 'assigned'],
    whereabouts: ['own_group', 'assigned'],
  },
  // §5.1 P1.R1-VILLAGE, visits
  village_cadre: { visit: 'own_village', persuasion: 'own_village', whereabouts: 'own_village' },
  // §5.1 P4.R3, P5.4-LB-VISIT: left-behind children of the own village are visited too
  first_secretary: {
    visit: ['assigned', 'own_village'],
    persuasion: 'assigned',
    whereabouts: ['assigned', 'own_village'],
  },
  work_team: {
    visit: ['assigned', 'own_village'],
    persuasion: 'assigned',
    whereabouts: ['assigned', 'own_village'],
  },
  // §5.1 persuasion, aid
  household_helper: { visit: 'own_household', persuasion: 'own_household', whereabouts: 'own_household' },
  // §5.1 P3.1-TOWN-VISIT, P4.*, P2.*: the township of registration may learn of a child before it is asked to persuade
  township_officer: {
    visit: ['own_township', 'household_township'],
    persuasion: ['own_township', 'household_township'],
    whereabouts: ['own_township', 'household_township'],
  },
  // §5.1 letters, escalation: answers for the work of others
  township_head: {},
  // §5.1 P4.R3: takes part in the sessions
  judicial_office: { visit: ['four_step', 'assigned'], persuasion: ['four_step', 'assigned'] },
  // §5.1 P4.R3, missing child, A-POL
  police_station: {
    visit: ['referred', 'assigned'],
    persuasion: ['referred', 'assigned'],
    whereabouts: ['referred', 'assigned'],
  },
  // §5.1 P4.R1, P2.2, G4.2-MONTHLY: may put any report right, under own name
  bureau_officer: {
    attendance: 'district',
    leave: 'district',
    contact: 'district',
    visit: 'district',
    persuasion: 'district',
    whereabouts: 'district',
  },
  // §5.1 letters, assessment
  bureau_head: {},
  // §5.1 P1.R4-XUEJI, P5.2: enrolment elsewhere says where a child is
  bureau_enrolment: { whereabouts: 'district' },
  // §5.1 inspection only
  inspector: {},
  // §5.1 results of referrals come with the referral
  unit: { whereabouts: 'referred' },
  supervision_office: {},
  district_head: {},
  // §5.1 「no pupil content by default」
  administrator: {},
};

/** Whom a person acts for: ids, as of now. Lists left out are empty. */
export interface Viewer {
  readonly person?: string;
  readonly role: Role;
  readonly unit?: Unit | null;
  /** Own child, assigned pupils, pupils of the helped household. */
  readonly students?: readonly string[];
  readonly classes?: readonly string[];
  /** Classes this person covers today as a named deputy (AMB-47). */
  readonly coveredClasses?: readonly string[];
  readonly schools?: readonly string[];
  readonly groups?: readonly string[];
  readonly villages?: readonly string[];
  readonly townships?: readonly string[];
  /** Pupils referred to this person or unit. */
  readonly referrals?: readonly string[];
  /** Pupils drawn for an inspection by this person. */
  readonly sample?: readonly string[];
  /** The person whom 区教体局 named for the restricted section. */
  readonly designated?: boolean;
}

/** Whom a view or report is about; for figures only the place is filled. */
export interface About {
  readonly student?: string | null;
  readonly class?: string | null;
  readonly school?: string | null;
  readonly group?: string | null;
  readonly village?: string | null;
  /** Township of the school. */
  readonly township?: string | null;
  readonly householdTownship?: string | null;
  /** 劝返主体, once 区教体局 has decided it. */
  readonly persuadingTownship?: string | null;
  /** Who sits on the joint group of the case by a post (P4.R3-TEAM), and its responsible teacher. */
  readonly members?: readonly string[];
  readonly inFourSteps?: boolean;
  readonly isMonitored?: boolean;
}

/** What is stated when something is opened that is closed by default; the caller keeps it in the log of views. */
export interface Opening {
  readonly purpose?: string;
  readonly approvedBy?: string;
  /** Number or name of the formal document that needs the full identity number. */
  readonly formalDocument?: string;
  readonly guardianConsents?: boolean;
}

const has = (own: readonly string[] | undefined, id: string | null | undefined): boolean =>
  id != null && own?.includes(id) === true;

const reaches: Readonly<Record<Scope, (viewer: Viewer, about: About) => boolean>> = {
  own_child: (viewer, about) => has(viewer.students, about.student),
  own_class: (viewer, about) => has(viewer.classes, about.class),
  assigned: (viewer, about) => has(viewer.students, about.student) || has(about.members, viewer.person),
  own_school: (viewer, about) => has(viewer.schools, about.school),
  own_group: (viewer, about) => has(viewer.groups, about.group),
  own_village: (viewer, about) => has(viewer.villages, about.village),
  own_household: (viewer, about) => has(viewer.students, about.student),
  own_township: (viewer, about) =>
    has(viewer.townships, about.township) || has(viewer.townships, about.persuadingTownship),
  // Until dispatch the township of the school stays in charge (policy §6.4).
  persuading_township: (viewer, about) => has(viewer.townships, about.persuadingTownship ?? about.township),
  household_township: (viewer, about) => has(viewer.townships, about.householdTownship),
  four_step: (viewer, about) =>
    about.inFourSteps === true && (viewer.role === 'unit' || reaches.own_township(viewer, about)),
  referred: (viewer, about) => has(viewer.referrals, about.student),
  sampled: (viewer, about) => has(viewer.sample, about.student),
  matched: (_viewer, about) => about.isMonitored === true,
  district: () => true,
  none: () => false,
};

const isStated = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

const passes: Readonly<Record<Gate, (viewer: Viewer, opening: Opening) => boolean>> = {
  purpose: (_viewer, opening) => isStated(opening.purpose),
  approval: (_viewer, opening) => isStated(opening.purpose) && isStated(opening.approvedBy),
  formal_document: (_viewer, opening) => isStated(opening.formalDocument),
  consent: (_viewer, opening) => opening.guardianConsents === true,
  designated: (viewer) => viewer.designated === true,
};

const isList = (cell: Cell): cell is readonly (Scope | Gated)[] => Array.isArray(cell);

function allows(cell: Cell | undefined, viewer: Viewer, about: About, opening: Opening): boolean {
  if (cell === undefined) return false;
  return (isList(cell) ? cell : [cell]).some((part) =>
    typeof part === 'string'
      ? reaches[part](viewer, about)
      : reaches[part.within](viewer, about) && passes[part.needs](viewer, opening),
  );
}

const seenBy = (viewer: Viewer, what: Information): Cell | undefined => {
  const special = viewer.role === 'unit' && viewer.unit ? unitSight[viewer.unit][what] : undefined;
  return special ?? sight[viewer.role][what];
};

/** The viewer as homeroom teacher of the covered class, when that is what `about` lies in (AMB-47). */
function deputyFor(viewer: Viewer, about: About): Viewer | null {
  const teaches = ['class', 'school'].includes(posts[viewer.role].level);
  if (!teaches || !has(viewer.coveredClasses, about.class)) return null;
  return { role: 'homeroom_teacher', classes: viewer.coveredClasses ?? [] };
}

/**
 * Whether `viewer` may be shown `what` about a pupil or place. A named deputy sees the covered class as its
 * homeroom teacher does. Says nothing about the log: ask `mustLogView` too.
 */
export function maySee(viewer: Viewer, what: Information, about: About, opening: Opening = {}): boolean {
  if (allows(seenBy(viewer, what), viewer, about, opening)) return true;
  const deputy = deputyFor(viewer, about);
  return deputy !== null && allows(sight.homeroom_teacher[what], deputy, about, opening);
}

/** Whether a report by `viewer` about this pupil or class counts as a fact. Deputies speak for the covered class. */
export function maySpeakOf(viewer: Viewer, report: Report, about: About): boolean {
  if (allows(voice[viewer.role][report], viewer, about, {})) return true;
  const deputy = deputyFor(viewer, about);
  return deputy !== null && allows(voice.homeroom_teacher[report], deputy, about, {});
}

// The family sees its own child; school and township government are school and 劝返主体.
const UNLOGGED: ReadonlySet<Role> = new Set<Role>([
  'guardian',
  'homeroom_teacher',
  'subject_teacher',
  'counsellor',
  'academic_office',
  'principal',
  'township_officer',
  'township_head',
]);

/** Whether every view of a case by this role is logged with its purpose (§5.2.4). */
export const mustLogView = (role: Role): boolean => !UNLOGGED.has(role);

/** Pupils' names go to a person who must act, never into a group (§5.2.1). */
export const mayPostNames = (place: 'group' | 'person'): boolean => place === 'person';
