import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { barChart } from '../../templates/chart.ts';
import { pictureOf } from '../../templates/picture.ts';

const chart = (names: readonly string[]) =>
  barChart({
    title: '东川区2026年9月控辍保学情况',
    subtitle: '9月1日至9月30日，单位：人',
    series: [
      { label: '期初在办', color: '#9aa5b1' },
      { label: '返校', color: '#2f9e6e' },
    ],
    groups: names.map((name, place) => ({ name, values: [place * 3, 0] })),
    notes: ['按县里的顺序排，不按多少排。'],
  });

interface Drawn {
  svg: { text: { '#text': string | number; '@_y': string }[]; rect: { '@_width': string; '@_x': string }[] };
}
const read = (svg: string): Drawn =>
  new XMLParser({ ignoreAttributes: false, htmlEntities: true }).parse(svg) as Drawn;

test('places stand in the order given, whatever their numbers, and every number is written', () => {
  const { svg } = read(chart(['汤丹镇', '因民镇', '阿旺镇']));
  const texts = svg.text.map((item) => String(item['#text']));
  const places = texts.filter((item) => item.endsWith('镇'));
  expect(places).toEqual(['汤丹镇', '因民镇', '阿旺镇']);
  expect(texts.filter((item) => /^\d+$/.test(item))).toEqual(['0', '0', '3', '0', '6', '0']);
});

test('bars are as long as their numbers, and none leaves the picture', () => {
  const { svg } = read(chart(['a', 'b', 'c']));
  const bars = svg.rect.filter((item) => item['@_x'] === '256').map((item) => Number(item['@_width']));
  const [, , three = 0, , six = 0] = bars;
  expect(six / three).toBeCloseTo(2);
  expect(256 + six).toBeLessThan(1080 - 56);
});

test('a name with signs of the markup stays a name', () => {
  const { svg } = read(chart(['<b>&"镇']));
  expect(svg.text.map((item) => String(item['#text']))).toContain('<b>&"镇');
});

test('the picture is a PNG of the size that the drawing says, with Chinese in it though the machine may have no font', async () => {
  const png = await pictureOf(chart(['汤丹镇']));
  expect(png.readUInt32BE(16)).toBe(1080);
  const plain = await pictureOf(chart(['汤丹镇']).replaceAll(/<text.*?<\/text>/g, ''));
  expect(png.length).toBeGreaterThan(plain.length * 3);
});
