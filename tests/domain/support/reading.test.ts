/** How people say what they ask of a unit, township or village. */
import { describe, expect, test } from 'vitest';
import { agrees, detailsIn, readReferral, withoutNames } from '../../../domain/support/reading.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';

const { referrals } = loadPolicy('dongchuan');

const read = (text: string): string | null => {
  const asked = readReferral(text, referrals);
  return asked && [asked.need.id, asked.unit ?? '-', asked.rest].join(' ');
};

describe('a referral', () => {
  test.each([
    ['转人社局：张伟在砖厂打工，15岁', 'child_labour human_resources 张伟在砖厂打工，15岁'],
    ['转市监局 张伟在理发店当学徒', 'child_labour market_supervision 张伟在理发店当学徒'],
    ['张伟家申请低保，转民政', 'aid civil_affairs 张伟家申请低保'],
    ['请区民政局给张伟家办临时救助', 'aid civil_affairs 给张伟家办临时救助'],
    ['请卫健局给李思雨做残疾鉴定', 'appraisal health 给李思雨做残疾鉴定'],
    ['李思雨要办残疾证，麻烦残联办一下', 'certificate disabled_federation 李思雨要办残疾证'],
    ['张伟没上户口，转公安', 'registration public_security 张伟没上户口'],
    ['报文旅局，新街网吧有学生', 'venue culture_tourism 新街网吧有学生'],
    ['转给团区委：施洋想参加志愿活动', 'pairing youth_league 施洋想参加志愿活动'],
    ['请财政局协助：李思雨校车费', 'assistance finance 李思雨校车费'],
    ['请村委会劝劝张伟爷爷', 'village_help - 劝劝张伟爷爷'],
    ['反馈给镇政府：陈浩家搬走了', 'feedback - 陈浩家搬走了'],
    ['告诉村里，高兰奶奶住院了', 'feedback - 高兰奶奶住院了'],
  ])('%s', (text, meant) => {
    expect(read(text)).toBe(meant);
  });

  test.each([
    ['张伟爸爸想在本地找工作', 'jobs - 张伟爸爸想在本地找工作'],
    ['李思雨家想申请低保', 'aid - 李思雨家想申请低保'],
    ['张伟想去读职高班', 'vocational - 张伟想去读职高班'],
  ])('%s: no receiver has to be named', (text, meant) => {
    expect(read(text)).toBe(meant);
  });

  test.each([
    '转给李老师',
    '应到42实到41，张伟请假',
    '张伟转学了',
    '民政局来过了',
    '张伟没来，跟爸爸去昆明打工了',
    '请假一天',
    '待办',
  ])('%s is none', (text) => {
    expect(read(text)).toBeNull();
  });
});

describe('what is taken from the words', () => {
  test.each([
    ['张伟在砖厂打工，15岁', '砖厂', 15],
    ['在红土地砖厂那边干活', '红土地砖厂', null],
    ['去县城理发店当学徒，16周岁', '县城理发店', 16],
    ['跟爸爸在外打工', null, null],
  ])('%s', (text, workplace, age) => {
    expect(detailsIn(text)).toEqual({ workplace, age });
  });

  test('names and long numbers do not go on', () => {
    expect(withoutNames('张伟家申请低保，电话13800001234', ['张伟'], referrals)).toBe('该生家申请低保，电话');
  });
});

describe('consent', () => {
  const need = (id: string) => {
    const found = referrals.needs.find((item) => item.id === id);
    if (!found) throw new Error(`no need ${id}`);
    return found;
  };
  test.each([
    ['jobs', '张伟爸爸想在本地找工作', true],
    ['jobs', '给张伟爸爸介绍个工作', false],
    ['pairing', '施洋想参加活动，家长同意', true],
    ['pairing', '施洋想参加活动', false],
    ['pairing', '施洋想参加活动，家长不同意', false],
    ['vocational', '张伟想读职高班，孩子和家长都愿意', true],
    ['vocational', '张伟想读职高班', false],
    ['vocational', '张伟想读职高班，家长不同意', false],
  ])('%s: %s', (id, text, agreed) => {
    expect(agrees(need(id), text)).toBe(agreed);
  });
});
