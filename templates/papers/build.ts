/**
 * Makes the Word templates of all papers anew, in the folder given or beside this script:
 * `npx tsx templates/papers/build.ts [folder]`. The files are what counts, since a clerk may have changed them,
 * so one that is there already is never written over: move it away first.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAPER_KINDS, type PaperKind } from '../../domain/papers/kinds.ts';
import * as area from './build/area.ts';
import * as cases from './build/case.ts';
import { dossier } from './build/dossier.ts';
import * as letters from './build/letters.ts';
import * as school from './build/school.ts';
import { wordFile } from './ooxml.ts';

const BODIES: Readonly<Record<PaperKind, () => string[]>> = {
  D1: school.D1,
  D2: school.D2,
  D3: school.D3,
  D4: school.D4,
  D5: school.D5,
  D6: school.D6,
  D7: area.D7,
  'D8-1': area.D8town,
  'D8-2': area.D8district,
  D9: area.D9,
  D10: area.D10,
  D11: area.D11,
  'D12-1': letters.township,
  'D12-2': letters.village,
  'D12-3': letters.school,
  'D12-4': letters.teacher,
  'D13-1': area.D13notice,
  'D13-2': area.D13minutes,
  'D13-3': area.D13notice,
  'D13-4': area.D13minutes,
  'D14-1': cases.dispatch,
  'D14-2': cases.assistance,
  'D14-3': cases.handOver,
  'D15-1': cases.stepOne,
  'D15-2': cases.stepTwo,
  'D15-3': cases.stepThree,
  'D15-4': cases.stepFour,
  'D16-1': cases.visit,
  'D16-2': cases.persuasion,
  'D16-3': cases.session,
  D17: cases.closing,
};

const folder = process.argv[2] ?? import.meta.dirname;
for (const kind of PAPER_KINDS)
  writeFileSync(join(folder, `${kind}.docx`), wordFile(BODIES[kind]()), { flag: 'wx' });
writeFileSync(join(folder, 'dossier.docx'), wordFile(dossier()), { flag: 'wx' });
