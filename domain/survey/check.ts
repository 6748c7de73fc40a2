import { type Linking, link } from '../comparison/link.ts';
import { plainName } from '../comparison/names.ts';
import type { KnownChild, SurveyedChild } from './survey.ts';

/** What holding a survey against the known children of its township comes to. A child is never merged on a guess. */
export interface SurveyCheck {
  /** Known, and in no household of the survey (漏户、漏人). */
  missed: readonly KnownChild[];
  /** Known, and too little is known, or too many could be it, to say whether the survey has it. */
  unclear: readonly KnownChild[];
  /** Out of school by the survey, and known. */
  known: readonly { child: SurveyedChild; student: string }[];
  /** Out of school by the survey, and nobody whom the directory knows. */
  strangers: readonly SurveyedChild[];
  /** Out of school by the survey, and somebody must say who it is. */
  undecided: readonly SurveyedChild[];
}

/**
 * Holds the children of a township's survey against those whom the directory knows: `own` by household registration there,
 * `namesakes` elsewhere in the county, who bear the name of a child out of school. `idOf` gives the id under which a
 * child without a school would be kept, so that the same survey twice finds the same children.
 */
export const checkSurvey = (
  children: readonly SurveyedChild[],
  { own, namesakes }: { own: readonly KnownChild[]; namesakes: readonly KnownChild[] },
  linking: Linking,
  idOf: (child: SurveyedChild) => string,
): SurveyCheck => {
  const kept = new Map(own.map((child) => [child.id, child]));
  const again = new Map(
    children.flatMap((child) => (kept.has(idOf(child)) ? [[child, idOf(child)]] : [])) as [
      SurveyedChild,
      string,
    ][],
  );
  const seen = new Set(again.values());
  const open = children.filter((child) => !again.has(child));
  const others = own.filter(({ id }) => !seen.has(id));
  const first = link(open, others, linking);
  const linked = new Map(first.links.map(({ left, right }) => [left, right.id]));
  const found = new Set([...linked.values()]);
  const missed = new Set(first.rightAlone);
  const isOut = ({ state }: SurveyedChild): boolean => state === 'never_enrolled' || state === 'dropped_out';
  const away = first.leftAlone.filter(isOut);
  const second = link(away, namesakes, linking);
  const elsewhere = new Map(second.links.map(({ left, right }) => [left, right.id]));
  const strangers = second.leftAlone.filter((child) => !hasNamesake(child, others, linking));
  const known = children.filter(isOut).flatMap((child) => {
    const student = again.get(child) ?? linked.get(child) ?? elsewhere.get(child);
    return student === undefined ? [] : [{ child, student }];
  });
  const decided = new Set<SurveyedChild>([...known.map(({ child }) => child), ...strangers]);
  return {
    missed: [...missed],
    unclear: others.filter((child) => !found.has(child.id) && !missed.has(child)),
    known,
    strangers,
    undecided: children.filter((child) => isOut(child) && !decided.has(child)),
  };
};

/** A child without a class may be known by its name alone: whether it is the same, a person says. */
const hasNamesake = (
  { name }: SurveyedChild,
  others: readonly KnownChild[],
  { variants }: Linking,
): boolean =>
  others.some(
    (other) => other.class === null && plainName(other.name, variants) === plainName(name, variants),
  );
