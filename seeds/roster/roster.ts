import type { Role } from '../../domain/people/roles.ts';

export interface RosterGuardian {
  name: string | null;
  phone: string | null;
  account: string | null;
  /** As written: unlike a userid, a Wechaty id has its capitals for a reason. */
  wechaty: string | null;
  relation: string | null;
  language: string | null;
  voice: boolean;
}
export interface RosterStudent {
  row: number;
  school: string;
  class: string;
  name: string;
  idNumber: string | null;
  number: string | null;
  township: string | null;
  village: string | null;
  flags: string[];
  /** Whether this is the child of the name that was found without a school (T10); null where nothing is said of it. */
  isFound: boolean | null;
  guardians: RosterGuardian[];
}
/** One post of one person; the places that its level does not need are null. */
export interface RosterStaff {
  row: number;
  name: string;
  phone: string | null;
  account: string | null;
  wechaty: string | null;
  role: Role;
  school: string | null;
  class: string | null;
  township: string | null;
  village: string | null;
  office: string | null;
}

/** A roster in which everything names something that is there. A sheet that was left out tells nothing. */
export interface Roster {
  district: string | null;
  schools: { name: string; township: string; firstLesson: string | null }[];
  classes: { school: string; name: string }[];
  /** The staff sheet's posts, and the class teachers of the classes sheet. */
  staff: RosterStaff[];
  /** Whether there was a staff sheet; without one only class teachers are told. */
  isStaffTold: boolean;
  students: RosterStudent[] | null;
}

/** A post that is held over the district, until its place is told. */
export const NOWHERE = { school: null, class: null, township: null, village: null, office: null } as const;
