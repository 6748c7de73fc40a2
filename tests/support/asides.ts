/**
 * What a story may leave aside because another story promises it: which rules tell which role. A rule that tells anybody
 * else of it, and a rule that is in none of a story's asides, still fails the story.
 */
import type { Role } from '../../domain/people/roles.ts';

/** Rules by the role that hears of them. */
export type Aside = Readonly<Partial<Record<Role, readonly string[]>>>;

/** What each school day asks of a class whose teacher says nothing of it, and of the office and principal above. */
export const SCHOOL_DAYS: Aside = {
  homeroom_teacher: ['P3.1-ROLL', 'P3.1-REPORT-2H', 'P3.3-ATT-1500'],
  academic_office: ['P3.1-ROLL', 'P3.1-REPORT-2H', 'P3.3-ATT-1500'],
  principal: ['P3.1-REPORT-2H', 'P3.3-ATT-1500'],
};

/** The principal's weekly report and spot check, and whom silence about them reaches. */
export const SCHOOL_WEEKS: Aside = {
  principal: ['P3.2-WEEKLY', 'P3.3-ATT-1500'],
  bureau_officer: ['P3.2-WEEKLY', 'P3.3-ATT-1500'],
  bureau_head: ['P3.2-WEEKLY'],
};

/** What a child whose absence nobody explains asks on the day, and whom silence about it reaches. */
export const AN_ABSENCE: Aside = {
  guardian: ['P3.1-CHECK-1H', 'P3.1-VERIFY-SD'],
  homeroom_teacher: ['P3.1-CHECK-1H', 'P3.3-TRACK'],
  academic_office: ['P3.1-CHECK-1H', 'P3.1-VERIFY-SD', 'P3.3-TRACK'],
  principal: ['P3.1-CHECK-1H', 'P3.1-VERIFY-SD', 'P3.3-TRACK'],
  bureau_officer: ['P3.1-VERIFY-SD'],
};

/** What a case asks of the school from the third day on, and whom silence about it reaches. */
export const A_CASE: Aside = {
  guardian: ['P3.1-VISIT-3D', 'P3.4-CONTINUE'],
  homeroom_teacher: ['P3.1-VISIT-3D', 'P3.4-CONTINUE', 'P3.R2-PLATFORM-3D', 'P3.R2-WRITTEN-3D'],
  academic_office: [
    'P3.1-LINK-PRINCIPAL',
    'P3.1-PERSUADE-3',
    'P3.1-VISIT-3D',
    'P3.4-CONTINUE',
    'P3.R2-PLATFORM-3D',
    'P3.R2-WRITTEN-3D',
  ],
  principal: [
    'P1.3-TWELVE',
    'P3.1-LINK-PRINCIPAL',
    'P3.1-LINK-TEAM',
    'P3.1-LINK-WRITTEN',
    'P3.1-NODE-ASSIGN',
    'P3.1-PERSUADE-3',
    'P3.1-VISIT-3D',
    'P3.4-CONTINUE',
    'P3.R2-PLATFORM-3D',
    'P3.R2-WRITTEN-3D',
  ],
  village_cadre: ['P3.1-LINK-TEAM', 'P3.4-CONTINUE'],
  household_helper: ['P3.1-LINK-TEAM', 'P3.4-CONTINUE'],
  township_officer: ['P1.3-TWELVE', 'P3.1-LINK-TEAM', 'P3.4-CONTINUE'],
  township_head: ['P1.3-TWELVE'],
  bureau_officer: [
    'P1.3-TWELVE',
    'P3.1-LINK-PRINCIPAL',
    'P3.1-LINK-TEAM',
    'P3.1-LINK-WRITTEN',
    'P3.1-NODE-ASSIGN',
    'P3.1-PERSUADE-3',
    'P3.1-VISIT-3D',
    'P3.4-CONTINUE',
    'P3.R2-PLATFORM-3D',
  ],
  bureau_head: ['P3.1-LINK-TEAM', 'P3.1-LINK-WRITTEN'],
};

/** What a case asks on and after its seventh day, of the school, the township to which it goes, and the county. */
export const A_CASE_AFTER_A_WEEK: Aside = {
  homeroom_teacher: ['P3.1-REPORT-7D'],
  academic_office: ['P1.R4-XUEJI', 'P3.1-EACH-CASE', 'P3.1-REPORT-7D'],
  principal: ['P1.R4-XUEJI', 'P3.1-EACH-CASE', 'P3.1-REPORT-7D'],
  township_officer: ['P3.1-EACH-CASE', 'P3.1-REPORT-7D', 'P3.1-TOWN-VISIT', 'P3.R3-TOWN-ONLINE'],
  township_head: ['P3.1-EACH-CASE', 'P3.1-REPORT-7D', 'P3.R3-TOWN-ONLINE'],
  bureau_officer: ['P1.R4-XUEJI', 'P3.1-EACH-CASE', 'P3.1-REPORT-7D', 'P3.R3-TOWN-ONLINE', 'P4.R1-DISPATCH'],
  bureau_head: ['P3.1-REPORT-7D', 'P4.R1-DISPATCH'],
};

/** What a joint group is asked to do of a case, from its seats to the order, and whom silence about it reaches. */
export const A_JOINT_GROUP: Aside = {
  guardian: ['P4.R3-3IN1W'],
  // That a step began or ended, to those who are to know how the case stands (policy.md §5.1).
  homeroom_teacher: ['P4.2-ORDER'],
  academic_office: ['P4.2-ORDER'],
  principal: ['P4.2-ORDER'],
  bureau_officer: ['P4.2-ORDER'],
  group_cadre: ['P4.R3-TEAM'],
  village_cadre: ['P4.2-ORDER', 'P4.R3-TEAM'],
  first_secretary: ['P4.R3-TEAM'],
  work_team: ['P4.R3-TEAM'],
  household_helper: ['P4.R3-TEAM'],
  township_officer: ['P4.2-ORDER', 'P4.R3-3IN1W', 'P4.R3-TEAM'],
  township_head: ['P4.2-ORDER', 'P4.R3-TEAM'],
  judicial_office: ['P4.2-ORDER', 'P4.R3-TEAM', 'P4.SUPPORT-LAW'],
  police_station: ['P4.R3-TEAM'],
};

/** Posts that nobody in the town holds, told to whoever can fill them until they do. */
export const EMPTY_POSTS: Aside = {
  principal: ['P1.2-POST'],
  bureau_officer: ['P1.2-POST'],
  bureau_head: ['P1.2-POST'],
  district_head: ['P1.2-POST'],
};

/** What the calendar asks of a school that says nothing of it, and whom that reaches. */
export const SCHOOL_YEAR_ASKS: Aside = {
  homeroom_teacher: ['P1.R4-HAZARD', 'P2.R1-PRETERM-SCAN', 'P2.R2-ENDTERM-LIST', 'P3.1-WEEK1-LIST'],
  academic_office: [
    'P1.R4-DOCK',
    'P1.R4-HAZARD',
    'P1.R4-PTA',
    'P2.R1-PRETERM-LIST',
    'P2.R1-PRETERM-SCAN',
    'P2.R2-ENDTERM-LIST',
    'P3.1-TWO-NODES',
    'P3.1-WEEK1-LIST',
  ],
  principal: [
    'P1.2-LETTER-EDU1',
    'P1.2-LETTER-EDU2',
    'P1.3-TWELVE',
    'P1.R4-DOCK',
    'P1.R4-PLAN',
    'P1.R4-PTA',
    'P2.R1-PRETERM-SCAN',
    'P2.R2-ENDTERM-LIST',
    'P3.1-MONTH-ZERO',
    'P3.1-TWO-NODES',
    'P3.1-WEEK1-LIST',
    'P4.1-PUBLICITY',
    'P5.5-PSY-ALL',
    'P5.5-PSY-STAFF',
  ],
  bureau_officer: [
    'P1.2-LETTER-EDU1',
    'P1.2-LETTER-EDU2',
    'P1.3-TWELVE',
    'P1.R4-DOCK',
    'P1.R4-PLAN',
    'P2.R2-ENDTERM-LIST',
    'P3.1-TWO-NODES',
    'P4.1-PUBLICITY',
    'P5.5-PSY-STAFF',
  ],
  bureau_head: ['P1.2-LETTER-EDU1', 'P1.R4-PLAN'],
};

/** What the calendar asks of a township and its villages that say nothing of it, and whom that reaches. */
export const TOWNSHIP_YEAR_ASKS: Aside = {
  village_cadre: ['P2.R2-VACATION', 'P5.4-LB-VISIT'],
  township_officer: [
    'P1.1-LETTER-GOV1',
    'P1.1-LETTER-GOV2',
    'P1.3-TWELVE',
    'P2.R2-ENDTERM-LIST',
    'P2.R2-VACATION',
    'P2.R4-APR-SURVEY',
    'P3.1-MONTH-ZERO',
    'P4.1-PUBLICITY',
    'P5.1-SUPPORT',
    'P5.4-LB-BASE',
    'P5.4-LB-VISIT',
    'P5.4-TOWN-PLAN',
  ],
  township_head: [
    'P1.1-LETTER-GOV1',
    'P1.1-LETTER-GOV2',
    'P1.3-TWELVE',
    'P2.R4-APR-SURVEY',
    'P5.4-LB-BASE',
    'P5.4-TOWN-PLAN',
  ],
  bureau_officer: ['P2.R4-APR-SURVEY', 'P3.1-MONTH-ZERO', 'P4.1-PUBLICITY', 'P5.4-LB-BASE', 'P5.4-TOWN-PLAN'],
  bureau_head: ['P3.1-MONTH-ZERO'],
};

/** What the calendar asks of the bureau that says nothing of it, and of the district above. */
export const COUNTY_YEAR_ASKS: Aside = {
  bureau_enrolment: ['A-EDU-XUEJI'],
  bureau_officer: [
    'A-EDU-TERM-INSPECT',
    'A-EDU-XUEJI',
    'G4.1-ASSESS-PLAN',
    'G4.1-ASSESS-USE',
    'G4.2-MONTHLY',
    'G4.2-QUARTER',
    'P1.0-MEET-MAR',
    'P1.0-PLAN',
    'P2.0-4CHECK',
    'P2.R3-WEEK1-STAT',
    'P2.R4-APR-REPORT',
    'P3.1-MONTH-ZERO',
    'P4.2-CASES',
    'P6.R-JOINT',
    'P6.R-PLAN',
    'calendar',
  ],
  bureau_head: [
    'A-EDU-TERM-INSPECT',
    'A-EDU-XUEJI',
    'G4.1-ASSESS-PLAN',
    'G4.1-ASSESS-USE',
    'G4.2-MONTHLY',
    'P1.0-MEET-MAR',
    'P1.0-PLAN',
    'P2.0-4CHECK',
    'P2.R3-WEEK1-STAT',
    'P2.R4-APR-REPORT',
    'P3.1-MONTH-ZERO',
    'P4.2-CASES',
    'P6.R-JOINT',
    'P6.R-PLAN',
  ],
  district_head: ['G4.1-ASSESS-PLAN', 'G4.2-QUARTER', 'P2.0-4CHECK', 'P2.R4-APR-REPORT', 'P6.R-JOINT'],
};

/** What the calendar asks of the county's other units; where nobody sits for one, the bureau's officer hears it. */
export const UNITS_YEAR_ASKS: Aside = {
  unit: [
    'A-CIV-AID',
    'A-CIV-MARRY',
    'A-DIS',
    'A-HEA-ASSESS',
    'A-LAW-PUB',
    'A-MED',
    'A-POL-DATA',
    'A-RUR-SHARE',
    'A-WOM',
    'A-YOU',
  ],
  bureau_officer: ['A-CIV-AID', 'A-CIV-MARRY', 'A-DIS', 'A-LAW-PUB', 'A-POL-DATA', 'A-RUR-SHARE'],
  bureau_head: ['A-CIV-MARRY', 'A-POL-DATA', 'A-RUR-SHARE'],
};

/** All that the calendar asks of anybody who says nothing of it. */
export const THE_YEAR: readonly Aside[] = [
  SCHOOL_YEAR_ASKS,
  TOWNSHIP_YEAR_ASKS,
  COUNTY_YEAR_ASKS,
  UNITS_YEAR_ASKS,
];

/** What is asked about the children in need of a class that says nothing of them, and whom that reaches. */
export const CHILDREN_IN_NEED: Aside = {
  guardian: ['P5.5-PSY-RETURN', 'P5.R-FULL'],
  homeroom_teacher: ['P5.1-LEFTBEHIND', 'P5.2-BENEFIT', 'P5.4-BUDDY', 'P5.4-SPED', 'P5.4-WEARY'],
  counsellor: ['P5.5-PSY-ALL', 'P5.5-PSY-RETURN'],
  academic_office: ['P5.2-BENEFIT', 'P5.4-BUDDY', 'P5.4-MIGRANT', 'P5.4-SPED'],
  principal: ['P5.1-LEFTBEHIND', 'P5.2-BENEFIT', 'P5.4-BUDDY', 'P5.4-SPED', 'P5.5-PSY-RETURN'],
  village_cadre: ['P5.1-LEFTBEHIND'],
  household_helper: ['P5.R-FULL'],
  bureau_enrolment: ['P5.R-FULL'],
};
