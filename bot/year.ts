import { parseArgs } from 'node:util';
import { addDays, at, type Day } from '../domain/calendar/time.ts';
import { type Database, openDatabase } from '../prisma/client.ts';
import { type Progress, progressOn } from './progress.ts';
import { FOR_LONG, onThrowAwayDatabase } from './throw-away.ts';
import { Company } from './year/company.ts';
import { type Size, yearCounty } from './year/county.ts';
import { type Figures, figuresOf } from './year/figures.ts';
import type { Chance } from './year/life.ts';
import type { Spread } from './year/message-counts.ts';
import { keepNoLog } from './year/no-log.ts';
import { playYear } from './year/play-year.ts';
import { type Usage, watchUsage } from './year/usage.ts';

/** What is rehearsed: how large a county, from when to when, and how it is to fall. */
export interface Extent {
  size: Size;
  chance: Chance;
  from: Day;
  to: Day;
}

/** What a rehearsed year came to. */
export interface Report extends Figures {
  size: Size & { classes: number };
  seconds: number;
  /** Of this process and the database server. */
  usage: Usage | null;
  messages: number;
  told: Record<string, number>;
  spreads: Record<string, Spread>;
}

/** Plays a year on a database of its own, through the product's own understanding, rules, stores and workers. */
const rehearseYear = (extent: Extent, progress: Progress): Promise<Report> =>
  onThrowAwayDatabase(async (url) => {
    await keepNoLog(url);
    const company = new Company();
    try {
      return await rehearseOn(url, company, extent, progress);
    } finally {
      await company.end();
    }
  }, FOR_LONG);

/** The same on an empty, migrated database that is there already, by a company that may have played before. */
export const rehearseOn = async (
  url: string,
  company: Company,
  extent: Extent,
  progress: Progress,
): Promise<Report> => {
  const database = openDatabase(url, { poolSize: 2 });
  try {
    return await measured(extent, { url, database, company }, progress);
  } finally {
    await database.$disconnect();
  }
};

const measured = async (
  { size, chance, from, to }: Extent,
  opened: { url: string; database: Database; company: Company },
  progress: Progress,
): Promise<Report> => {
  const watch = watchUsage();
  const begun = performance.now();
  const parts = yearCounty(size, from);
  const { messages, counts } = await playYear({ parts, chance, from, to }, opened, progress);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const usage = watch.stop();
  return {
    size: { ...size, classes: parts.classes.length },
    seconds,
    usage,
    messages,
    told: counts.kinds,
    spreads: counts.spreads(),
    ...(await figuresOf(opened.database, at(addDays(to, 1), '00:00'))),
  };
};

const main = async (): Promise<void> => {
  const text = (value: string) => ({ type: 'string' as const, default: value });
  const { values } = parseArgs({
    options: {
      townships: text('20'),
      schools: text('120'),
      pupils: text('60000'),
      absence: text('0.02'),
      from: text('2026-09-01'),
      to: text('2027-07-10'),
      seed: text('1'),
    },
  });
  const { from, to } = values;
  const size = {
    townships: Number(values.townships),
    schools: Number(values.schools),
    pupils: Number(values.pupils),
  };
  const chance = { seed: Number(values.seed), absence: Number(values.absence) };
  const bar = progressOn(process.stderr);
  const report = await rehearseYear({ size, chance, from, to }, bar.tell);
  bar.end();
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
};

if (process.argv[1] && import.meta.filename === process.argv[1]) await main();
