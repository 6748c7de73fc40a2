import type { Role, Unit } from './roles.ts';

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

export type Row<Kind extends string> = Readonly<Partial<Record<Kind, Cell>>>;

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

export const has = (own: readonly string[] | undefined, id: string | null | undefined): boolean =>
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

/** Whether a cell lets `viewer` through to what `about` describes, with what was stated. */
export function allows(cell: Cell | undefined, viewer: Viewer, about: About, opening: Opening): boolean {
  if (cell === undefined) return false;
  return (isList(cell) ? cell : [cell]).some((part) =>
    typeof part === 'string'
      ? reaches[part](viewer, about)
      : reaches[part.within](viewer, about) && passes[part.needs](viewer, opening),
  );
}
