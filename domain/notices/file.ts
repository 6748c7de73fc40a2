import type { Day, Instant } from '../calendar/time.ts';
import type { ListName } from '../comparison/lists.ts';
import type { Area, ToldFigures } from '../figures/figure.ts';
import type { PaperKind } from '../papers/kinds.ts';
import type { Information } from '../people/sight.ts';
import type { Subject } from '../signals.ts';

/** A file that goes with a message; it is made when the message leaves, unless somebody sent it. */
export type NoticeFile =
  /** What a guardian sent, by the id of its handout. */
  | { is: 'sent'; id: string }
  /** A written document, one for its period: drafted anew until it is signed. */
  | { is: 'paper'; paper: PaperKind; about: Subject; period: string }
  /** 一生一案 of one pupil, as far as its reader may see it; `asked` tells one print from the next. */
  | { is: 'dossier'; student: string; reader: string; shows: readonly Information[]; asked: Instant }
  /** 双线十二人 of one pupil's case: name, post, telephone, since when (P1.3-TWELVE). */
  | { is: 'twelve'; student: string; reader: string; asked: Instant }
  /** A ledger of an area, as it stands. */
  | { is: 'workbook'; workbook: string; area: Subject; reader: string; asked: Instant }
  /** The children of a list of the comparisons that are still open; null stands for the district. */
  | { is: 'children'; list: ListName; townships: readonly (string | null)[]; reader: string; asked: Instant }
  /** Children of monitored families out of school on a day, and what has changed since the list before (A-RUR-SHARE). */
  | { is: 'monitored'; on: Day; before: Day; reader: string; asked: Instant }
  /** An empty 适龄儿童排查表, or the children whom a township's survey of a year does not have (P2.R4-APR-SURVEY). */
  | { is: 'survey_template'; reader: string; asked: Instant }
  | { is: 'survey_missed'; township: string; year: string; reader: string; asked: Instant }
  /** The figures of an area: a picture of how its places stand, or the whole table. No child's name is in either. */
  | { is: 'figures'; as: 'picture' | 'table'; told: ToldFigures; reader: string; asked: Instant }
  /** How the pupils of an area came back at term start, school by school. No child's name is in it. */
  | { is: 'arrivals'; area: Area; name: string; reader: string; asked: Instant };
