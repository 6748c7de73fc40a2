/** Roster workbooks as schools send them, small and sound unless a test spoils them. */
import writeWorkbook from 'write-excel-file/node';

export type CellValue = string | number | Date | null;
export interface RosterSheets {
  [sheet: string]: CellValue[][];
}

/** 18 characters with a sound check digit, of an area that does not exist. */
export const idNumber = (place: number, born = '20170304'): string => {
  const digits = `539900${born}${String(place).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
};

export const soundRoster = (): RosterSheets => ({
  学校: [
    ['学校名称', '乡镇', '区县', '第一节课'],
    ['清溪中心小学', '清溪镇', '云岭区', '8:10'],
    ['石桥中学', '石桥镇', '云岭区', null],
  ],
  班级: [
    ['学校', '班级', '班主任', '班主任手机'],
    ['清溪中心小学', '三年级1班', '王芳', '19900000001'],
    ['清溪中心小学', '三（2）班', null, null],
    ['石桥中学', '七(1)班', '范老师', null],
  ],
  教职工: [
    ['姓名', '手机号码', '企业微信账号', '单位', '班级', '职务'],
    ['施云', '19900000002', 'Shi', '清溪中心小学', '三(2)班', '班主任'],
    ['王芳', '19900000001', 'wang', '清溪中心小学', '三(1)班、三(2)班', '科任教师'],
    ['赵主任', '19900000003', null, '清溪中心小学', null, '教务处主任'],
    ['钱校长', null, null, '清溪中心小学', null, '校长'],
    ['孙明', null, 'sun', '清溪镇', null, '副镇长'],
    ['周华', null, 'zhou', null, null, '控辍保学专干'],
    ['罗主任', null, null, '新民村', null, '村主任'],
    ['何干事', null, null, '新民村', null, '帮扶联系人'],
    ['闵科长', null, null, '云岭区民政局'.slice(3), null, '联络员'],
  ],
  学生: [
    ['2026年秋季学期学生花名册', null, null, null, null, null, null, null, null, null],
    [
      '学校',
      '所在班级',
      '学生姓名',
      '身份证号（必填）',
      '户籍乡镇',
      '村',
      '类别',
      '家长姓名',
      '家长电话',
      '家长账号',
      '母亲姓名',
      '母亲电话',
    ],
    [
      '清溪中心小学',
      '三1班',
      '张伟',
      idNumber(1),
      '石桥镇',
      '新民村',
      '留守、监测',
      '张有田',
      '19900000010',
      'zyt',
      '李桂英',
      '19900000010',
    ],
    [
      '清溪中心小学',
      '三(2)班',
      '李思雨',
      idNumber(2),
      null,
      null,
      null,
      '王芳',
      '19900000001',
      null,
      null,
      null,
    ],
    ['石桥中学', '七(1)班', '马建平', null, null, null, null, null, null, null, null, null],
  ],
});

/** Numbers are written as numbers, which is what spoils identity numbers. */
export const workbookOf = (sheets: RosterSheets): Promise<Buffer> =>
  writeWorkbook(
    Object.entries(sheets).map(([sheet, rows]) => ({
      sheet,
      data: rows.map((row) =>
        row.map((value) =>
          value instanceof Date ? { value, type: Date, format: 'hh:mm' } : (value ?? undefined),
        ),
      ),
    })),
  ).toBuffer();
