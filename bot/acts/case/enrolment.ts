import { approvalIn, enrolmentChangeIn, OF_RECORD } from '../../../domain/conversation/enrolment-words.ts';
import { phrase } from '../../phrase.ts';
import { inBureau, inOffice, type Sentence } from './sentence.ts';

/** P1.R4-XUEJI: a change of the 学籍 that was made, as the school's office or the bureau's own staff for it tell it. */
export const ENROLMENT: Sentence = {
  pattern: OF_RECORD,
  may: (turn) => inOffice(turn) || inBureau(turn) || turn.speaker.role === 'bureau_enrolment',
  whose: 'whose_enrolment',
  label: 'act_enrolment',
  plain: 'allowed',
  ofCounty: true,
  facts: ({ student: { id }, turn: { text, now } }) => {
    const change = enrolmentChangeIn(text);
    return change ? [{ kind: 'enrolment_change', student: id, change, ...approvalIn(text, now) }] : null;
  },
  next: ({ turn, student, file }) => {
    const change = enrolmentChangeIn(turn.text);
    const note = file.enrolment?.findLast((one) => one.change === change);
    if (!note) return [];
    const { on, approved } = note;
    return [
      phrase(turn, 'enrolment_kept', { change, on, approved }),
      ...(on && approved ? [] : [phrase(turn, 'enrolment_lacks', { name: student.name, on, approved })]),
    ];
  },
};
