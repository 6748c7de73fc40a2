import type { PupilQuestion } from '../duties/pupil-group.ts';
import type { SeenAt } from '../facts/year-fact.ts';
import type { Student } from '../people/directory.ts';
import type { Settings } from '../policy/settings.ts';
import { namesIn } from './names.ts';
import type { Rosters } from './rosters.ts';

/** One pupil of an answer by names, with the words that stood beside the name. */
export interface ToldPupil {
  student: Student;
  words: string | null;
}

/** An answer to a question about several pupils. */
interface ToldPupils {
  /** "都返校", "没有": nobody has to be named. */
  nobody: boolean;
  named: ToldPupil[];
  /** Names that several pupils of the circle bear. */
  unclear: string[];
}

const NOBODY =
  /^(?:(?:本班|全班|我班|学生|孩子|他们|大家)?(?:都|全都|全部|均|已?全)(?:会|能|要|可以|已经?|按时)*(?:返校|回校|来|回来|到校|到|注册|报到|报名|在家|正常|没有)?(?:了|的)?|没有|无|没有(?:这样的|不返校的|没注册的|隐患生?|问题|外出的?)(?:学生)?)[。.!！]?$/u;
/** Said of all the others, after the names. */
const REST =
  /[，,。；;、\s]*(?:其他|其余|剩下|别的|另外的|以外|之外|外)?(?:人|学生|同学|的)*(?:都|全都|全部|均).*$/u;
const EDGE = /^[\s（(：:，,。；;、）)是因为]+|[\s）)，,。；;、（(]+$/gu;
const JOINED = /^[\s、，,和与及跟]*$/u;

/**
 * Reads "除了张伟（外出务工）都来", "张伟 厌学、常请假；李思雨 家里困难", "张伟、李思雨去昆明打工了". What stands after a
 * name belongs to it; names that nothing stands between share what follows the last.
 */
export const readPupils = (text: string, rosters: Rosters): ToldPupils => {
  const said = text.trim();
  if (NOBODY.test(said)) return { nobody: true, named: [], unclear: [] };
  const names = namesIn(said, rosters);
  const named: ToldPupil[] = [];
  const unclear: string[] = [];
  const waiting: Student[] = [];
  names.forEach(({ name, at, bearers }, place) => {
    const [student] = bearers;
    if (bearers.length !== 1 || !student) {
      unclear.push(name);
      return;
    }
    const next = names[place + 1];
    const beside = said.slice(at + name.length, next?.at ?? said.length);
    waiting.push(student);
    if (next && JOINED.test(beside)) return;
    const words = wordsOf(next ? beside : beside.replace(REST, ''));
    // "今天差甲 乙 乙他爹说…": named once more, of Yi alone it is told.
    const isAnew = words?.startsWith(name) ?? false;
    for (const one of waiting.splice(0))
      named.push({ student: one, words: isAnew && one !== student ? null : words });
  });
  return { nobody: false, named, unclear };
};

const wordsOf = (beside: string): string | null => beside.replace(EDGE, '') || null;

const NOT = /不|没|未|别/;
const COMES = /来|返校|回校|回来|到校|读/;
const REGISTERED = /(?:已|补)?(?:注册|报到|报名)|来了|到校/;

/** Whoever is named does not come back, unless the words say that the child does. */
export const returnsIn = (words: string | null): boolean =>
  words !== null && COMES.test(words) && !NOT.test(words);

/** Whoever is named is not registered, unless the words say otherwise. */
export const registeredIn = (words: string | null): boolean =>
  words !== null && REGISTERED.test(words) && !NOT.test(words);

export const isTakenOff = (words: string | null): boolean =>
  words !== null && /移出|删除|去掉|已好转/.test(words);

/** What is ticked by these words (`risk.criteria`); words that tick nothing stand for themselves. */
export const criteriaIn = (words: string | null, settings: Settings): string[] => {
  if (words === null) return [];
  const ticked = Object.entries(settings['risk.criteria']).flatMap(([criterion, said]) =>
    [criterion, ...said].some((item) => words.includes(item)) ? [criterion] : [],
  );
  return ticked.length > 0 ? ticked : [words.slice(0, 20)];
};

const UNSEEN = /没(?:有)?(?:见|看|找)|联系不上|打不通|不清楚|不知道|失联/;
const HOME = /在家|在村|在屋|没(?:有)?(?:外出|出去|出门)|家里/;

/** Whoever is neither said to be at home nor unseen is taken to be away: that is what somebody must look after. */
export const placeIn = (words: string | null): SeenAt => {
  if (words === null) return 'unseen';
  if (UNSEEN.test(words)) return 'unseen';
  return HOME.test(words) && !/不在家|没在家/.test(words) ? 'home' : 'away';
};

const ROLL = /应到|实到|今天|今早|迟到|没来上课/;

/** Whether words that nothing asked for may answer this question; an answer to the question itself always may. */
export const mayAnswer = (
  asks: PupilQuestion,
  text: string,
  { settings, inTerm }: { settings: Settings; inTerm: boolean },
): boolean => {
  switch (asks) {
    case 'returns':
      // Once the term has begun, whoever does not come is absent.
      return !inTerm;
    case 'registration':
      return /注册|报到|报名/.test(text);
    case 'risks':
      return (
        /隐患/.test(text) ||
        (!ROLL.test(text) &&
          Object.values(settings['risk.criteria'])
            .flat()
            .some((word) => text.includes(word)))
      );
    case 'whereabouts':
      return !/家访|劝返|宣传教育/.test(text);
  }
};
