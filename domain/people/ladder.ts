import type { Role } from './roles.ts';

/** Who stands in when a post is empty: the school line and the government line of policy.md §1.5. */
const RUNGS: Partial<Record<Role, Role>> = {
  subject_teacher: 'homeroom_teacher',
  homeroom_teacher: 'academic_office',
  counsellor: 'principal',
  academic_office: 'principal',
  principal: 'bureau_officer',
  group_cadre: 'village_cadre',
  household_helper: 'group_cadre',
  work_team: 'first_secretary',
  first_secretary: 'village_cadre',
  village_cadre: 'township_officer',
  judicial_office: 'township_officer',
  police_station: 'township_officer',
  township_officer: 'township_head',
  township_head: 'bureau_officer',
  bureau_enrolment: 'bureau_officer',
  inspector: 'bureau_officer',
  unit: 'bureau_officer',
  bureau_officer: 'bureau_head',
  bureau_head: 'district_head',
};

/** The rung above a role; null at the top. */
export const nextRung = (role: Role): Role | null => RUNGS[role] ?? null;
