import type { Row } from './reach.ts';
import type { Role } from './roles.ts';

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
export const voice: Readonly<Record<Role, Row<Report>>> = {
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
  // §5.1 P4.R1, P2.2, G4.2-MONTHLY; who is in class the roll tells, and leave the school gives (T3, T18)
  bureau_officer: {
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
