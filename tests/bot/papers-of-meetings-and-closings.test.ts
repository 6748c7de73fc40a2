import { afterEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { wordLines } from '../support/office.ts';

afterEach(closeFields);

const given = async (town: Field, person: string, text: string): Promise<string> => {
  await town.says(person, text);
  return wordLines((await town.given(person)).content).join('\n');
};

test('the joint conference: when and where, the standing topics in counts, what was decided (D13, P6.R-JOINT)', async () => {
  const town = await Field.open(fieldCounty(), at('2026-08-31', '07:20'));
  await town.goTo('2026-09-01 09:00');
  await town.says('zhou', '会期已定 9月20日上午9点，区教体局三楼');
  const invitation = await given(town, 'zhou', '起草会议通知');
  expect(invitation).toContain('2026年第三季度控辍保学联席会议');
  expect(invitation).toContain('9月20日上午9点');
  expect(invitation).toContain('区教体局三楼');
  expect(invitation).toContain('就学保障：在办0人');
  expect(invitation).toContain('非法收纳：台账没有这一类');
  await town.goTo('2026-09-20 11:00');
  await town.says('zhou', '决议：汤丹镇9月30日前把外出务工学生逐个核清');
  const minutes = await given(town, 'zhou', '起草会议纪要');
  expect(minutes).toContain('1|汤丹镇9月30日前把外出务工学生逐个核清|汤丹镇|2026年9月30日');
});

test('the closing form counts the days attended since the return, not the days of school (D17, T19)', async () => {
  const town = await Field.open();
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-17 07:55');
  await town.says('wang', '全到齐');
  await town.goTo('2026-09-18 07:55');
  await town.says('wang', '应到10实到9，张伟发烧请病假一天');
  await town.goTo('2026-09-19 09:00');
  expect(await given(town, 'zhao', '起草张伟的销案表')).toMatch(/返校日\|2026年9月17日\|[^|]*\|1天/);
});
