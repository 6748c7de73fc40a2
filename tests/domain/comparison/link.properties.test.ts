import fc from 'fast-check';
import { expect, test } from 'vitest';
import { link } from '../../../domain/comparison/link.ts';
import type { Entry } from '../../../domain/comparison/types.ts';
import { entry, linking } from '../../support/entries.ts';
import { idNumber } from '../../support/roster-workbook.ts';

/** Few values of each kind, so that children meet. */
const child = fc
  .record({
    name: fc.constantFrom('张伟', '张玮', '张强', '李桂', '阿依·古丽', '阿依古丽'),
    birth: fc.constantFrom('2017-03-04', '2017-04-03', '2017-03-05', null),
    sex: fc.constantFrom<Entry['sex']>('male', 'female', null),
    number: fc.option(fc.nat({ max: 6 }), { nil: null, freq: 2 }),
    isSound: fc.boolean(),
    guardians: fc.subarray(['张有田', '张友田', '李桂英']),
    school: fc.constantFrom('甲校', '乙校', null),
  })
  .map(({ number, isSound, ...told }) => {
    const text = number === null ? null : idNumber(number);
    return { ...told, idNumber: isSound ? text : null, doubtfulId: isSound ? null : text };
  });

/** Numbers are unique within a list, as the reader sees to it. */
const list = fc.uniqueArray(child, {
  maxLength: 12,
  comparator: (one, other) => one !== null && one === other,
  selector: ({ idNumber: number }) => number,
});

const entries = (told: readonly Partial<Entry>[]): Entry[] => told.map((one) => entry(one));

const pairs = ({ links }: ReturnType<typeof link>): Set<string> =>
  new Set(links.map(({ left, right }) => `${left.row}-${right.row}`));

test('linking is the same from either side', () => {
  fc.assert(
    fc.property(list, list, (one, other) => {
      const [left, right] = [entries(one), entries(other)];
      const forth = link(left, right, linking);
      const back = link(right, left, linking);
      expect(new Set(back.links.map((pair) => `${pair.right.row}-${pair.left.row}`))).toEqual(pairs(forth));
      expect(new Set(back.rightAlone)).toEqual(new Set(forth.leftAlone));
      expect(new Set(back.leftAlone)).toEqual(new Set(forth.rightAlone));
    }),
  );
});

test('the order of the rows changes nothing', () => {
  fc.assert(
    fc.property(list, list, fc.infiniteStream(fc.nat()), (one, other, dice) => {
      const [left, right] = [entries(one), entries(other)];
      const shuffled = <Item>(items: readonly Item[]): Item[] =>
        items
          .map((item) => ({ item, at: Number(dice.next().value) }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
      const plain = link(left, right, linking);
      const mixed = link(shuffled(left), shuffled(right), linking);
      expect(pairs(mixed)).toEqual(pairs(plain));
      expect(new Set(mixed.leftAlone)).toEqual(new Set(plain.leftAlone));
      expect(new Set(mixed.unresolved.map(({ entry: own, reason }) => `${own.row} ${reason}`))).toEqual(
        new Set(plain.unresolved.map(({ entry: own, reason }) => `${own.row} ${reason}`)),
      );
    }),
  );
});

test('everybody is linked once, undecided, or alone; nobody is lost or linked twice', () => {
  fc.assert(
    fc.property(list, list, (one, other) => {
      const [left, right] = [entries(one), entries(other)];
      const { links, unresolved, leftAlone } = link(left, right, linking);
      const seen = [...links.map((pair) => pair.left), ...unresolved.map((un) => un.entry), ...leftAlone];
      expect(seen).toHaveLength(left.length);
      expect(new Set(seen)).toEqual(new Set(left));
      expect(new Set(links.map((pair) => pair.right)).size).toBe(links.length);
    }),
  );
});

test('nobody is linked without a number against a birthday, a sex or a number that differs', () => {
  fc.assert(
    fc.property(list, list, (one, other) => {
      for (const { left, right, evidence } of link(entries(one), entries(other), linking).links) {
        if (evidence.includes('id_number')) continue;
        expect(left.birth).not.toBeNull();
        expect(right.birth).toBe(left.birth);
        expect([left.sex, right.sex]).not.toEqual(expect.arrayContaining(['male', 'female']));
        expect([left.idNumber, right.idNumber]).toContain(null);
      }
    }),
  );
});
