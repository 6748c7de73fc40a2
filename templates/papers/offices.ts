import type { Office } from '../../domain/papers/kinds.ts';

/** What those who write to each other are called in full. */

/** A township's government; a 街道 has an office of the district's government instead. */
const governmentOf = (township: string): string =>
  township.endsWith('街道') ? `${township}办事处` : `${township}人民政府`;

const bureauOf = (district: string): string => `${district}教育体育局`;

/** Who answers for schools in another county (义务教育法第十三条). */
export const educationOf = (county: string): string => `${county}教育行政部门`;

interface Names {
  readonly school: string | null;
  readonly township: string | null;
  readonly inCharge: string | null;
  readonly village: string | null;
  readonly district: string;
  readonly teachers: readonly string[];
  readonly guardians: readonly string[];
}

/** An office by its name; null where only a person can say which one it is. */
export const officeName = (office: Office, names: Names): string | null => {
  switch (office) {
    case 'school':
      return names.school;
    case 'teacher':
      return names.teachers.join('、') || null;
    case 'village':
      return names.village;
    case 'township':
      return names.township === null ? '各乡镇人民政府、街道办事处' : governmentOf(names.township);
    case 'in_charge':
      return names.inCharge === null ? null : governmentOf(names.inCharge);
    case 'bureau':
      return bureauOf(names.district);
    case 'supervision':
      return `${names.district}人民政府督查室`;
    case 'government':
      return `${names.district}人民政府`;
    case 'party_and_government':
      return `${names.district}委、${names.district}人民政府`;
    case 'guardian':
      return names.guardians.join('、');
    case 'unit':
    case 'elsewhere':
      return null;
  }
};
