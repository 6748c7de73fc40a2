/** The lists of the four checks as offices send them, on the invented county: small and sound unless a test spoils them. */
import type { Source } from '../../domain/comparison/types.ts';
import { type CellValue, idNumber, workbookOf } from './roster-workbook.ts';

export type Lists = Record<Source, CellValue[][]>;

const BORN = '2017-03-04';

export const soundLists = (): Lists => ({
  household: [
    ['2026年适龄儿童少年名单', null, null, null, null, null, null, null],
    ['数据日期：2026-09-08', null, '提供单位', '云岭区公安局', null, null, null, null],
    ['户籍乡镇', '村', '姓名', '性别', '身份证号码', '出生日期', '监护人', '是否残疾', '缓学批准文号'],
    ['清溪镇', '新民村', '张伟', '男', idNumber(1), BORN, '张有田', null, null],
    ['清溪镇', '新民村', '李思雨', '女', idNumber(2), BORN, '李大山', null, null],
    ['石桥镇', '上寨村', '罗志明', '男', idNumber(3), BORN, '罗富贵', null, null],
    ['石桥镇', '上寨村', '陈小兰', '女', idNumber(4), BORN, '陈老大', '听力残疾', '云教缓〔2026〕3号'],
    ['松林街道', '松林社区', '阿依古丽·买买提', '女', null, BORN, '买买提·艾力', '否', '无'],
  ],
  enrolment: [
    ['数据日期', '2026-09-07', null, null, null, null, null],
    ['学校名称', '班级名称', '学生姓名', '全国学籍号', '出生日期', '家长姓名', '学生状态'],
    ['清溪中心小学', '三(1)班', '张伟', `G${idNumber(1)}`, '20170304', '张有田', '在籍在读'],
    ['清溪中心小学', '三(2)班', '阿依古丽.买买提', null, '2017/3/4', '买买提艾力', '正常'],
    ['石桥中学', '七(1)班', '罗志明', `G${idNumber(3)}`, '2017年3月4日', null, '正常'],
  ],
  in_school: [
    ['学校', '班级', '姓名', '身份证号', '出生日期'],
    ['清溪中心小学', '三(1)班', '张伟', idNumber(1), null],
    ['清溪中心小学', '三(2)班', '阿依古丽买买提', null, BORN],
  ],
  monitored: [
    ['户主姓名', '家庭成员姓名', '身份证件号', '监测对象类别', '家庭年收入'],
    ['罗富贵', '罗志明', idNumber(3), '突发严重困难户', 23_000],
  ],
});

/** Each list as a workbook of its own. */
export const listFiles = async (lists: Lists): Promise<Record<Source, Buffer>> => {
  const files = Object.entries(lists).map(async ([source, rows]) => [
    source,
    await workbookOf({ 名单: rows }),
  ]);
  return Object.fromEntries(await Promise.all(files));
};
