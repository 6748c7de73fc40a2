import { readdirSync, readFileSync } from 'node:fs';
/** Each active rule of the register at its exact instants: who must act, until when, who hears of silence, what proves it. */
import { describe, expect, test } from 'vitest';
import { type Author, CLOCK, type FactBody } from '../../domain/facts/fact.ts';
import { statusOf } from '../../domain/policy/rule.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { absent, allThere, POLICY, QIAN, roll, School, SUN, WANG, ZHAO, ZHOU } from '../support/desk.ts';
import { without } from '../support/town.ts';

interface Row {
  /** The rule, or `rule/part`. */
  name: string;
  opens: (school: School) => School;
  duty: string;
  until: string;
  said: string[];
  proof?: { time: string; by: Author; body: FactBody };
}

const zhang = { student: 'zhang' };

/** Monday, 08:05: the roll is called, 张伟 is not there. */
const missing = (school: School): School =>
  school.tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'));
/** Wednesday, 15:00: the third day counts. */
const suspected = (school: School): School => missing(school).runTo('09-16 15:00');

/** An hour later the bureau sends the case to 汤丹镇. */
const dispatched = (school: School): School =>
  suspected(school).tell('09-16 16:00', ZHOU, {
    kind: 'dispatch',
    ...zhang,
    township: 't1',
    row: 'at_enrolment',
    reason: null,
  });

const ROWS: readonly Row[] = [
  {
    name: 'P3.1-ROLL',
    opens: (school) => school.runTo('09-14 07:30'),
    duty: 'wang 09-14 07:30 → 09-14 08:00',
    until: '09-14 12:00',
    said: ['09-14 07:50 wang reminder', '09-14 08:10 wang reminder', '09-14 08:10 zhao escalation'],
    proof: { time: '09-14 08:10', by: WANG, body: roll('09-14') },
  },
  {
    name: 'P3.1-CHECK-1H',
    opens: missing,
    duty: 'wang 09-14 08:05 → 09-14 09:05',
    until: '09-14 23:59',
    said: [
      '09-14 08:35 wang reminder',
      '09-14 08:55 wang reminder',
      '09-14 09:05 wang reminder',
      '09-14 09:05 zhao escalation',
      '09-14 10:05 qian escalation',
    ],
    proof: {
      time: '09-14 09:05',
      by: WANG,
      body: { kind: 'contact', ...zhang, day: '2026-09-14', result: 'reached' },
    },
  },
  {
    name: 'P3.1-REPORT-2H',
    opens: (school) => school.runTo('09-14 08:10'),
    duty: 'wang 09-14 08:00 → 09-14 10:00',
    until: '09-14 23:59',
    said: [
      '09-14 09:00 wang reminder',
      '09-14 09:40 wang reminder',
      '09-14 10:00 wang reminder',
      '09-14 10:00 zhao escalation',
      '09-14 12:00 qian escalation',
    ],
    proof: { time: '09-14 10:00', by: WANG, body: roll('09-14') },
  },
  {
    name: 'P3.1-VERIFY-SD',
    opens: missing,
    duty: 'zhao 09-14 08:05 → 09-14 18:00',
    until: '09-15 07:00',
    said: [
      '09-14 13:02 zhao reminder',
      '09-14 17:00 zhao reminder',
      '09-14 18:00 zhao reminder',
      '09-14 18:00 qian escalation',
      // Twice the time is 03:55; the quiet hours hold the delivery.
      '09-15 06:30 zhou escalation',
    ],
    proof: {
      time: '09-14 18:00',
      by: ZHAO,
      body: { kind: 'verification', ...zhang, day: '2026-09-14', finding: 'unknown' },
    },
  },
  {
    name: 'P3.3-TRACK',
    opens: missing,
    duty: 'wang 09-14 08:05 → 09-14 18:00',
    until: '09-15 07:00',
    said: ['09-14 18:00 wang reminder', '09-14 18:00 zhao escalation'],
    proof: {
      time: '09-14 17:00',
      by: ZHAO,
      body: { kind: 'verification', ...zhang, day: '2026-09-14', finding: 'no_cause' },
    },
  },
  {
    name: 'P3.3-ATT-1500', // P3.3-WORKRULE and P3.R1-MARK-1500 are carried by it.
    opens: (school) => school.runTo('09-14 07:30'),
    duty: 'wang 09-14 07:30 → 09-14 15:00',
    until: '09-14 23:59',
    said: [
      '09-14 13:30 wang reminder',
      '09-14 14:30 wang reminder',
      '09-14 14:50 wang reminder',
      '09-14 15:00 wang reminder',
      '09-14 15:00 zhao escalation',
    ],
    proof: { time: '09-14 15:00', by: WANG, body: { kind: 'marked', class: 'c1', day: '2026-09-14' } },
  },
  {
    name: 'P3.1-VISIT-3D',
    opens: suspected,
    duty: 'zhao 09-16 15:00 → 09-17 15:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 zhao notice',
      '09-16 15:00 wang notice',
      '09-17 06:30 zhao reminder',
      '09-17 14:00 zhao reminder',
      '09-17 15:00 zhao reminder',
      '09-17 15:00 qian escalation',
      '09-18 15:00 zhou escalation',
    ],
    proof: {
      time: '09-17 15:00',
      by: ZHAO,
      body: { kind: 'visit', ...zhang, day: '2026-09-17', purpose: 'visit', result: 'not_met' },
    },
  },
  {
    name: 'P3.1-LINK-PRINCIPAL',
    opens: suspected,
    duty: 'zhao 09-16 15:00 → 09-16 18:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 zhao notice',
      '09-16 16:30 zhao reminder',
      '09-16 17:30 zhao reminder',
      '09-16 18:00 zhao reminder',
      '09-16 18:00 qian escalation',
      '09-16 21:00 zhou escalation',
    ],
    proof: { time: '09-16 18:00', by: ZHAO, body: { kind: 'told_principal', ...zhang } },
  },
  {
    name: 'P3.1-LINK-WRITTEN',
    opens: suspected,
    duty: 'qian 09-16 15:00 → 09-17 15:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 qian notice',
      '09-16 15:00 zhou notice', // AMB-46: the bureau must know at three days, since it dispatches.
      '09-16 19:00 qian reminder',
      '09-17 14:00 qian reminder',
      '09-17 15:00 qian reminder',
      '09-17 15:00 zhou escalation',
      '09-18 15:00 wu escalation',
    ],
    proof: {
      time: '09-17 15:00',
      by: QIAN,
      body: { kind: 'paper', ...zhang, paper: 'D1', step: 'sent', number: '汤校〔2026〕3号' },
    },
  },
  {
    name: 'P3.1-NODE-ASSIGN',
    opens: suspected,
    duty: 'qian 09-16 15:00 → 09-16 18:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 qian notice',
      '09-16 16:30 qian reminder',
      '09-16 17:30 qian reminder',
      '09-16 18:00 qian reminder',
      '09-16 18:00 zhou escalation',
    ],
    proof: { time: '09-16 18:00', by: QIAN, body: { kind: 'assignment', ...zhang, teacher: '徐老师' } },
  },
  {
    name: 'P3.R3-TOWN-ONLINE/accept',
    opens: dispatched,
    duty: 'sun 09-16 16:00 → 09-17 16:00',
    until: '09-30 07:00',
    said: [
      '09-16 16:00 sun notice',
      '09-16 16:00 head notice',
      '09-17 06:30 sun reminder',
      '09-17 15:00 sun reminder',
      '09-17 16:00 sun reminder',
      '09-17 16:00 head escalation',
      '09-18 16:00 zhou escalation',
    ],
    proof: { time: '09-17 16:00', by: SUN, body: { kind: 'acceptance', ...zhang } },
  },
  {
    name: 'P3.1-LINK-TEAM/team',
    opens: suspected,
    duty: 'qian 09-16 15:00 → 09-16 18:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 qian notice',
      '09-16 15:00 sun notice',
      '09-16 16:30 qian reminder',
      '09-16 17:30 qian reminder',
      '09-16 18:00 qian reminder',
      '09-16 18:00 zhou escalation',
      '09-16 21:00 wu escalation',
    ],
    proof: { time: '09-16 17:00', by: QIAN, body: { kind: 'team', ...zhang, members: '王老师、罗主任' } },
  },
  {
    name: 'P3.1-LINK-TEAM/visit',
    opens: suspected,
    duty: 'qian 09-16 15:00 → 09-18 15:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 qian notice',
      '09-17 15:00 qian reminder',
      '09-18 14:00 qian reminder',
      '09-18 15:00 qian reminder',
      '09-18 15:00 zhou escalation',
      '09-20 15:00 wu escalation',
    ],
    proof: {
      time: '09-18 15:00',
      by: QIAN,
      body: {
        ...{ kind: 'visit', ...zhang, day: '2026-09-18', purpose: 'persuasion', result: 'refused' },
        along: ['township'],
      },
    },
  },
  {
    name: 'P3.1-PERSUADE-3',
    opens: suspected,
    duty: 'zhao 09-16 15:00 → 09-20 18:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 zhao notice',
      '09-18 16:30 zhao reminder',
      '09-20 17:00 zhao reminder',
      '09-20 18:00 zhao reminder',
      '09-20 18:00 qian escalation',
      '09-24 21:00 zhou escalation',
    ],
  },
  {
    name: 'P3.1-REPORT-7D',
    opens: (school) => suspected(school).runTo('09-20 08:10'),
    duty: 'qian 09-20 08:10 → 09-20 18:00',
    until: '09-30 07:00',
    said: [
      '09-20 08:10 qian notice',
      '09-20 08:10 sun notice',
      '09-20 08:10 zhou notice',
      '09-20 13:05 qian reminder',
      '09-20 17:00 qian reminder',
      '09-20 18:00 qian reminder',
      '09-20 18:00 head escalation',
      '09-21 06:30 zhou escalation',
      '09-21 13:40 wu escalation',
    ],
    proof: {
      time: '09-20 18:00',
      by: QIAN,
      body: { kind: 'paper', ...zhang, paper: 'D2', step: 'sent', number: '汤校〔2026〕4号' },
    },
  },
  {
    name: 'P3.R2-PLATFORM-3D',
    opens: suspected,
    duty: 'wang 09-16 15:00 → 09-16 17:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 wang notice',
      '09-16 16:00 wang reminder',
      '09-16 16:40 wang reminder',
      '09-16 17:00 wang reminder',
      '09-16 17:00 zhao escalation',
      '09-16 19:00 qian escalation',
    ],
    proof: {
      time: '09-16 17:00',
      by: WANG,
      body: { kind: 'ticket', ...zhang, number: '2026091601', confirmed: false },
    },
  },
  {
    name: 'P3.R2-WRITTEN-3D',
    opens: suspected,
    duty: 'wang 09-16 15:00 → 09-17 15:00',
    until: '09-30 07:00',
    said: [
      '09-16 15:00 wang notice',
      '09-17 06:30 wang reminder',
      '09-17 14:00 wang reminder',
      '09-17 15:00 wang reminder',
      '09-17 15:00 zhao escalation',
      '09-18 15:00 qian escalation',
    ],
    proof: {
      time: '09-17 15:00',
      by: WANG,
      body: { kind: 'paper', ...zhang, paper: 'D1', step: 'checked', number: null },
    },
  },
  {
    name: 'P3.4-CONTINUE',
    opens: suspected,
    duty: 'wang 09-16 15:00 → 09-23 18:00',
    until: '10-01 07:00',
    said: [
      '09-20 06:30 wang reminder',
      '09-23 17:00 wang reminder',
      '09-23 18:00 wang reminder',
      '09-23 18:00 zhao escalation',
      '09-30 21:00 sun escalation',
    ],
  },
  {
    name: 'P3.4-CONTINUE/unenrolled', // T10: a child of school age without a school
    opens: (school) => school.tell('09-14 10:00', SUN, { kind: 'not_enrolled', ...zhang, day: '2026-09-14' }),
    duty: 'sun 09-14 10:00 → 09-21 18:00',
    until: '09-30 07:00',
    said: [
      '09-14 10:00 sun notice',
      '09-14 10:00 zhou notice',
      '09-18 06:30 sun reminder',
      '09-21 17:00 sun reminder',
      '09-21 18:00 sun reminder',
      '09-21 18:00 head escalation',
      '09-29 06:30 zhou escalation',
    ],
  },
  {
    name: 'P3.3-PLATFORM-1M',
    opens: (school) => suspected(school).runTo('10-14 08:10'),
    duty: 'zhao 10-14 08:10 → 10-15 15:00',
    until: '10-30 07:00',
    said: [
      '10-14 08:10 zhao notice',
      '10-14 08:10 sun notice',
      '10-15 06:30 zhao reminder',
      '10-15 14:00 zhao reminder',
      '10-15 15:00 zhao reminder',
      '10-15 15:00 qian escalation',
      '10-16 21:50 zhou escalation',
    ],
    proof: {
      time: '10-15 15:00',
      by: ZHAO,
      body: { kind: 'ticket', ...zhang, number: '2026091601', confirmed: true },
    },
  },
  {
    name: 'P3.1-EACH-CASE',
    // Nobody acts, and the last duty has spoken for the last time; asked on a school day, after the holidays.
    opens: (school) => suspected(school).runTo('10-08 08:10'),
    duty: 'zhao 10-08 08:10 → 10-08 18:00',
    until: '10-09 07:00',
    said: [
      '10-08 08:10 zhao notice',
      '10-08 13:05 zhao reminder',
      '10-08 17:00 zhao reminder',
      '10-08 18:00 zhao reminder',
      '10-08 18:00 qian escalation',
      '10-09 06:30 zhou escalation',
    ],
    proof: { time: '10-08 18:00', by: ZHAO, body: { kind: 'next_step', ...zhang } },
  },
  {
    name: 'P1.R4-HAZARD',
    opens: (school) =>
      school.tell('09-14 08:05', WANG, roll('09-14', 'zhang'), {
        ...zhang,
        kind: 'standing',
        day: '2026-09-14',
        standing: 'unexcused',
        until: null,
      }),
    duty: 'wang 09-14 08:05 → 09-14 18:00',
    until: '09-15 07:00',
    said: [
      '09-14 13:02 wang reminder',
      '09-14 17:00 wang reminder',
      '09-14 18:00 wang reminder',
      '09-14 18:00 zhao escalation',
      '09-15 06:30 luo escalation',
    ],
    proof: {
      time: '09-14 18:00',
      by: WANG,
      body: { kind: 'contact', ...zhang, day: '2026-09-14', result: 'reached' },
    },
  },
  {
    name: 'P1.R4-HAZARD/safeguard',
    opens: (school) => school.tell('09-14 23:10', WANG, { kind: 'safeguard', ...zhang }),
    duty: 'qian 09-14 23:10 → 09-15 00:10',
    until: '09-15 07:00',
    said: [
      '09-14 23:10 qian notice',
      '09-14 23:10 zhou notice',
      '09-14 23:40 qian reminder',
      '09-15 00:00 qian reminder',
      '09-15 00:10 qian reminder',
      '09-15 00:10 zhou escalation',
    ],
    proof: { time: '09-14 23:40', by: QIAN, body: { kind: 'safeguard_reported', ...zhang } },
  },
  {
    name: 'P3.3-TRACK/missing',
    opens: (school) => school.tell('09-14 22:30', WANG, { kind: 'missing', ...zhang }),
    duty: 'qian 09-14 22:30 → 09-14 23:30',
    until: '09-15 07:00',
    said: [
      '09-14 22:30 qian notice',
      '09-14 22:30 pan notice',
      '09-14 22:30 zhou notice',
      '09-14 22:30 wang notice',
      '09-14 23:00 qian reminder',
      '09-14 23:20 qian reminder',
      '09-14 23:30 qian reminder',
      '09-14 23:30 wu escalation',
    ],
    proof: { time: '09-14 23:30', by: QIAN, body: { kind: 'found', ...zhang } },
  },
  {
    name: 'P3.1-CHECK-1H/second_channel',
    opens: (school) =>
      missing(school).tell('09-14 08:40', WANG, {
        kind: 'contact',
        ...zhang,
        day: '2026-09-14',
        result: 'unreachable',
      }),
    duty: 'he 09-14 08:40 → 09-14 18:00',
    until: '09-15 07:00',
    said: [
      '09-14 08:40 he notice',
      '09-14 13:20 he reminder',
      '09-14 17:00 he reminder',
      '09-14 18:00 he reminder',
      '09-14 18:00 sun escalation',
    ],
    proof: {
      time: '09-14 18:00',
      by: { person: 'he', role: 'household_helper' },
      body: { kind: 'contact', ...zhang, day: '2026-09-14', result: 'reached' },
    },
  },
  {
    name: 'P1.R4-XUEJI', // AMB-09: the mark of the enrolment system after a week, put there by people
    opens: (school) => suspected(school).runTo('09-20 08:10'),
    duty: 'zhao 09-20 08:10 → 09-20 18:00',
    until: '09-21 07:00',
    said: [
      '09-20 08:10 zhao notice',
      '09-20 13:05 zhao reminder',
      '09-20 17:00 zhao reminder',
      '09-20 18:00 zhao reminder',
      '09-20 18:00 qian escalation',
      '09-21 06:30 zhou escalation',
    ],
  },
  {
    name: 'P1.R4-XUEJI/dropout',
    opens: (school) =>
      suspected(school).tell('09-22 10:00', ZHOU, {
        kind: 'dropout_decision',
        ...zhang,
        reason: '劝返三次无效',
      }),
    duty: 'zhao 09-22 10:00 → 09-22 18:00',
    until: '09-23 07:00',
    said: [
      '09-22 10:00 zhao notice',
      '09-22 14:00 zhao reminder',
      '09-22 17:00 zhao reminder',
      '09-22 18:00 zhao reminder',
      '09-22 18:00 qian escalation',
      '09-23 06:30 zhou escalation',
    ],
  },
  {
    name: 'P1.R4-XUEJI/moved_out', // the case ended in another school; the 学籍 is moved by people
    opens: (school) =>
      suspected(school)
        .tell('09-22 10:00', ZHOU, {
          kind: 'proof',
          ...zhang,
          proof: 'receiving_school',
          detail: '昆明某小学就读证明',
        })
        .tell('09-22 10:00', ZHOU, { kind: 'closing', ...zhang, reason: 'ELSEWHERE', review: null }),
    duty: 'zhao 09-22 10:00 → 09-22 18:00',
    until: '09-23 07:00',
    said: [
      '09-22 10:00 zhao notice',
      '09-22 14:00 zhao reminder',
      '09-22 17:00 zhao reminder',
      '09-22 18:00 zhao reminder',
      '09-22 18:00 qian escalation',
      '09-23 06:30 zhou escalation',
    ],
    proof: {
      time: '09-22 15:00',
      by: { person: 'zhao', role: 'academic_office' },
      body: {
        kind: 'enrolment_change',
        ...zhang,
        change: 'moved_out',
        on: '2026-09-21',
        approved: '区教体局',
      },
    },
  },
  {
    name: 'P1.R4-PLAN/case',
    opens: (school) =>
      suspected(school).tell('09-22 10:00', ZHOU, {
        kind: 'dropout_decision',
        ...zhang,
        reason: '劝返三次无效',
      }),
    duty: 'qian 09-22 10:00 → 09-24 18:00',
    until: '09-25 07:00',
    said: [
      '09-22 10:00 qian notice',
      '09-23 14:00 qian reminder',
      '09-24 17:00 qian reminder',
      '09-24 18:00 qian reminder',
      '09-24 18:00 zhou escalation',
    ],
  },
  {
    name: 'P4.2-ORDER/review',
    opens: (school) =>
      dispatched(school).tell('09-22 10:00', ZHOU, {
        kind: 'dropout_decision',
        ...zhang,
        reason: '劝返三次无效',
      }),
    duty: 'sun 09-22 10:00 → 09-29 18:00',
    until: '10-06 07:00',
    said: [
      '09-22 10:00 sun notice',
      '09-26 06:30 sun reminder',
      '09-29 17:00 sun reminder',
      '09-29 18:00 sun reminder',
      '09-29 18:00 head escalation',
    ],
    proof: {
      time: '09-29 18:00',
      by: SUN,
      body: { kind: 'step_opened', ...zhang, step: 'S1_EDU', way: null },
    },
  },
  {
    name: 'P3.3-PLATFORM-1M/decision',
    opens: (school) => suspected(school).runTo('10-14 08:10'),
    duty: 'zhou 10-14 08:10 → 10-21 18:00',
    until: '10-28 07:00',
    said: [
      '10-14 08:10 zhou notice',
      '10-18 06:30 zhou reminder',
      '10-21 17:00 zhou reminder',
      '10-21 18:00 zhou reminder',
      '10-21 18:00 wu escalation',
    ],
    proof: {
      time: '10-21 18:00',
      by: ZHOU,
      body: { kind: 'dropout_decision', ...zhang, reason: '劝返三次无效' },
    },
  },
  {
    name: 'P1.R4-HAZARD/talk',
    opens: (school) => missing(school).tell('09-15 08:05', WANG, roll('09-15')),
    duty: 'wang 09-15 08:05 → 09-15 18:00',
    until: '09-15 20:00',
    said: ['09-15 16:00 wang reminder', '09-15 18:00 wang reminder', '09-15 18:00 zhao escalation'],
    proof: { time: '09-15 18:00', by: WANG, body: { kind: 'talk', ...zhang } },
  },
  {
    name: 'P1.R4-HAZARD/found',
    opens: (school) => school.tell('09-14 10:00', WANG, { kind: 'hazard', ...zhang, hazard: 'unguarded' }),
    duty: 'wang 09-14 10:00 → 09-14 18:00',
    until: '09-15 07:00',
    said: [
      '09-14 14:00 wang reminder',
      '09-14 17:00 wang reminder',
      '09-14 18:00 wang reminder',
      '09-14 18:00 zhao escalation',
      '09-15 06:30 luo escalation',
    ],
    proof: {
      time: '09-14 18:00',
      by: WANG,
      body: { kind: 'contact', ...zhang, day: '2026-09-14', result: 'reached' },
    },
  },
  {
    name: 'P3.1-EACH-CASE/sixteen',
    opens: (school) => suspected(school).tell('09-22 09:00', CLOCK, { kind: 'sixteen', ...zhang }),
    duty: 'zhou 09-22 09:00 → 09-29 18:00',
    until: '10-06 07:00',
    said: [
      '09-22 09:00 zhou notice',
      '09-26 06:30 zhou reminder',
      '09-29 17:00 zhou reminder',
      '09-29 18:00 zhou reminder',
      '09-29 18:00 wu escalation',
    ],
  },
  {
    name: 'P3.1-REPORT-7D/category',
    opens: suspected,
    duty: 'wang 09-16 15:00 → 09-20 18:00',
    until: '09-25 07:00',
    said: [
      '09-18 16:30 wang reminder',
      '09-20 17:00 wang reminder',
      '09-20 18:00 wang reminder',
      '09-20 18:00 zhao escalation',
      '09-24 21:00 qian escalation',
    ],
    proof: {
      time: '09-20 18:00',
      by: WANG,
      body: {
        kind: 'category',
        ...zhang,
        category: { reason: '外出务工', whereabouts: '外地务工', willingness: '犹豫' },
      },
    },
  },
];

/** Tuesday, 1 September: the first teaching day, and 张伟 is not registered. */
const unregistered = (school: School): School =>
  school.tell('09-01 08:30', WANG, {
    kind: 'registration',
    ...zhang,
    registered: false,
    day: '2026-09-01',
    reason: '外出务工',
  });
const FIRST_WEEK: readonly Row[] = [
  {
    name: 'P3.1-WEEK1-LIST/whereabouts',
    opens: unregistered,
    duty: 'wang 09-01 08:30 → 09-07 18:00',
    until: '09-14 07:00',
    said: [
      '09-01 08:30 wang notice',
      '09-04 13:15 wang reminder',
      '09-07 17:00 wang reminder',
      '09-07 18:00 wang reminder',
      '09-07 18:00 zhao escalation',
      '09-14 06:30 qian escalation',
    ],
  },
  {
    name: 'P3.1-NODE-VISIT',
    opens: unregistered,
    duty: 'zhao 09-01 08:30 → 09-02 08:30',
    until: '09-03 09:00',
    said: [
      '09-01 08:30 zhao notice',
      '09-01 20:30 zhao reminder',
      '09-02 07:30 zhao reminder',
      '09-02 08:30 zhao reminder',
      '09-02 08:30 qian escalation',
      '09-03 08:30 zhou escalation',
    ],
    proof: {
      time: '09-02 08:30',
      by: ZHAO,
      body: { kind: 'visit', ...zhang, day: '2026-09-02', purpose: 'visit', result: 'not_met' },
    },
  },
  {
    name: 'P3.4-WEEK1-VISIT',
    opens: unregistered,
    duty: 'zhao 09-01 08:30 → 09-07 18:00',
    until: '09-14 07:00',
    said: [
      '09-01 08:30 zhao notice',
      '09-01 08:30 sun notice',
      '09-04 13:15 zhao reminder',
      '09-07 17:00 zhao reminder',
      '09-07 18:00 zhao reminder',
      '09-07 18:00 qian escalation',
      '09-14 06:30 zhou escalation',
    ],
    proof: {
      time: '09-07 18:00',
      by: ZHAO,
      body: {
        ...{ kind: 'visit', ...zhang, day: '2026-09-07', purpose: 'persuasion', result: 'refused' },
        along: ['township'],
      },
    },
  },
];

const ALL = [...ROWS, ...FIRST_WEEK];
const schoolFor = (name: string): School =>
  new School(FIRST_WEEK.some((row) => row.name === name) ? { from: '08-31 20:00' } : {});

const saidUntil = (school: School, name: string, until: string): string[] =>
  school
    .runTo(until)
    .saidOf(name)
    .filter((line) => line.slice(0, 11) <= until);

describe('silence', () => {
  test.each(ALL.map((row) => [row.name, row] as const))('%s', (name, { opens, duty, until, said }) => {
    const school = opens(schoolFor(name));
    expect(school.dutiesOf(name)).toEqual([`${duty} open`]);
    expect(saidUntil(school, name, until)).toEqual(said);
    expect(school.dutiesOf(name)[0]).toBe(`${duty} overdue`);
  });
});

describe('the proof, even at the last moment, is in time, and what is proved is not spoken of any more', () => {
  const proved = ALL.flatMap((row) => (row.proof ? [[row.name, row.proof, row] as const] : []));
  test.each(proved)('%s', (name, { time, by, body }, { opens, duty, until, said }) => {
    const school = opens(schoolFor(name)).tell(time, by, body);
    expect(school.dutiesOf(name)[0]).toBe(`${duty} done`);
    expect(saidUntil(school, name, until).filter((line) => !line.includes('notice'))).toEqual(
      said.filter((line) => line.slice(0, 11) < time && !line.includes('notice')),
    );
  });
});

describe('late is done late, and stays visible as such (P0-TRUTH)', () => {
  test('P3.1-CHECK-1H a minute after its hour', () => {
    const school = missing(new School()).tell('09-14 09:06', WANG, {
      kind: 'contact',
      ...zhang,
      day: '2026-09-14',
      result: 'reached',
    });
    expect(school.dutiesOf('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:05 → 09-14 09:05 done_late']);
  });
});

describe('what needs a history of its own', () => {
  test('P3.1-PERSUADE-3 is proved by the third persuasion; a mere visit counts for nothing', () => {
    const school = suspected(new School());
    const go = (time: string, purpose: 'visit' | 'persuasion' | 'session') =>
      school.tell(time, ZHAO, { kind: 'visit', ...zhang, day: '2026-09-17', purpose, result: 'refused' });
    go('09-17 10:00', 'visit');
    go('09-17 16:00', 'persuasion');
    go('09-18 16:00', 'session');
    expect(school.dutiesOf('P3.1-PERSUADE-3')).toEqual(['zhao 09-16 15:00 → 09-20 18:00 open']);
    go('09-19 16:00', 'persuasion');
    expect(school.dutiesOf('P3.1-PERSUADE-3')).toEqual(['zhao 09-16 15:00 → 09-20 18:00 done']);
  });

  test('P3.4-CONTINUE begins anew at every contact, as long as the case is open', () => {
    const school = suspected(new School())
      .tell('09-18 10:00', WANG, { kind: 'contact', ...zhang, day: '2026-09-18', result: 'reached' })
      .tell('09-24 10:00', WANG, {
        kind: 'visit',
        ...zhang,
        day: '2026-09-24',
        purpose: 'visit',
        result: 'away',
      });
    expect(school.dutiesOf('P3.4-CONTINUE')).toEqual([
      'wang 09-16 15:00 → 09-23 18:00 done',
      'wang 09-18 10:00 → 09-25 18:00 done',
      'wang 09-24 10:00 → 10-01 18:00 open',
    ]);
  });

  test('P3.1-EACH-CASE is asked again every seven days until somebody sets a next step', () => {
    const school = suspected(new School()).runTo('10-31 12:00');
    expect(school.dutiesOf('P3.1-EACH-CASE').map((line) => line.slice(0, 16))).toEqual([
      'zhao 10-08 08:10',
      // From 14 October the one-month check speaks, and the bureau's decision until the 21st; Saturdays are no school days.
      'zhao 10-22 08:10',
      'zhao 10-29 08:10',
    ]);
  });

  test('P3.1-EACH-CASE: a return that has held is confirmed by principal and township', () => {
    const school = suspected(new School()).tellAll(allThere('09-17', '10-26')).runTo('10-26 18:00');
    expect(school.dutiesOf('P3.1-EACH-CASE/close_school')).toEqual(['qian 10-20 18:00 → 10-27 18:00 open']);
    expect(school.dutiesOf('P3.1-EACH-CASE/close_township')).toEqual(['sun 10-20 18:00 → 10-27 18:00 open']);
  });

  test('P3.1-LEDGER: the file opens with the suspicion, by itself, the same day', () => {
    const school = missing(new School()).runTo('09-16 14:59');
    expect(school.file('zhang').opened).toBeNull();
    school.runTo('09-16 15:00');
    expect(school.file('zhang')).toMatchObject({ opened: school.now, firstMissed: '2026-09-14' });
    expect(school.facts.map(({ body }) => body)).toContainEqual({
      ...zhang,
      kind: 'stage',
      from: 'ABSENT_UNEXCUSED',
      to: 'SUSPECTED',
      on: '2026-09-16',
    });
  });

  test('P3.3-WATCH: three late mornings within thirty days are talked about by the end of the week', () => {
    const late = (day: string): FactBody => ({
      kind: 'standing',
      ...zhang,
      day: `2026-${day}`,
      standing: 'late',
      until: null,
    });
    const school = new School();
    for (const day of ['09-14', '09-15']) school.tell(`${day} 08:05`, WANG, roll(day, 'zhang'), late(day));
    expect(school.dutiesOf('P3.3-WATCH')).toEqual([]);
    school.tell('09-16 08:05', WANG, roll('09-16', 'zhang'), late('09-16'));
    // The Sunday of that week is taught, so the week ends with it.
    expect(school.dutiesOf('P3.3-WATCH')).toEqual(['zhao 09-16 08:05 → 09-20 17:00 open']);
    expect(saidUntil(school, 'P3.3-WATCH', '09-30 07:00')).toEqual([
      '09-16 08:05 zhao notice',
      '09-18 12:32 zhao reminder',
      '09-20 16:00 zhao reminder',
      '09-20 17:00 zhao reminder',
      '09-20 17:00 qian escalation',
    ]);
    school.tell('09-30 10:00', ZHAO, { kind: 'talk', ...zhang });
    expect(school.dutiesOf('P3.3-WATCH')).toEqual(['zhao 09-16 08:05 → 09-20 17:00 done_late']);
  });

  test('P4.R3-3IN1W: three sessions on three dates within seven days of the dispatch, two on one date being one', () => {
    const school = dispatched(new School());
    expect(school.dutiesOf('P4.R3-3IN1W')).toEqual(['sun 09-16 16:00 → 09-23 18:00 open']);
    const session = (time: string): School =>
      school.tell(time, SUN, {
        kind: 'visit',
        ...zhang,
        day: `2026-${time.slice(0, 5)}`,
        purpose: 'session',
        result: 'promised',
        law: true,
      });
    session('09-17 10:00');
    session('09-17 16:00');
    session('09-18 10:00');
    expect(school.file('zhang').sessions).toBe(2);
    expect(school.dutiesOf('P4.R3-3IN1W')).toEqual(['sun 09-16 16:00 → 09-23 18:00 open']);
    session('09-23 18:00');
    expect(school.dutiesOf('P4.R3-3IN1W')).toEqual(['sun 09-16 16:00 → 09-23 18:00 done']);
  });

  test('P4.R3-3IN1W: the township is reminded on days 2, 4 and 6 after the dispatch', () => {
    expect(saidUntil(dispatched(new School()), 'P4.R3-3IN1W', '09-23 18:00')).toEqual([
      '09-16 16:00 sun notice',
      '09-18 09:00 sun reminder',
      '09-20 09:00 sun reminder',
      '09-22 09:00 sun reminder',
      '09-23 18:00 sun reminder',
      '09-23 18:00 head escalation',
    ]);
  });

  test('P1.2-POST: a gap is told the same day to the principal, once, and asked for until it is filled', () => {
    const school = new School({ parts: without('homeroom_teacher') }).runTo('09-14 07:30');
    expect(school.dutiesOf('P1.2-POST')).toEqual(['qian 09-14 07:30 → 09-14 18:00 open']);
    expect(saidUntil(school, 'P1.2-POST', '09-15 12:00')).toEqual([
      '09-14 07:30 qian notice',
      '09-14 12:45 qian reminder',
      '09-14 17:00 qian reminder',
      '09-14 18:00 qian reminder',
      '09-14 18:00 zhou escalation',
      '09-15 06:30 wu escalation',
    ]);
    school.tell('09-15 12:01', QIAN, {
      kind: 'post_filled',
      school: 's1',
      post: 'homeroom_teacher@c1@never',
      names: '徐老师',
    });
    expect(school.dutiesOf('P1.2-POST')).toEqual(['qian 09-14 07:30 → 09-14 18:00 done_late']);
  });

  test('P3.R2-PLATFORM-3D runs from the verification, and never past the same day', () => {
    const verified = (policy = POLICY) =>
      missing(new School({ policy })).tell('09-16 14:30', ZHAO, {
        kind: 'verification',
        ...zhang,
        day: '2026-09-16',
        finding: 'no_cause',
      });
    expect(verified().dutiesOf('P3.R2-PLATFORM-3D')).toEqual(['wang 09-16 14:30 → 09-16 16:30 open']);
    const patient = loadPolicy('dongchuan', { 'platform3d.limit_h': 8 });
    expect(verified(patient).dutiesOf('P3.R2-PLATFORM-3D')).toEqual(['wang 09-16 14:30 → 09-16 18:00 open']);
  });
});

test('every rule that the calendar or another duty opens is told in a story', () => {
  const folder = new URL('../stories/', import.meta.url);
  const stories = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const untold = POLICY.rules
    .filter(({ duties = [] }) => duties.some(({ opens }) => typeof opens !== 'string'))
    .filter(({ id }) => !stories.some((text) => text.includes(`duties('${id}')`)));
  expect(untold.map(({ id }) => id)).toEqual([]);
});

test.each(['P3.3-WORKRULE', 'P3.R1-MARK-1500'])('%s is carried by P3.3-ATT-1500', (id) => {
  expect(POLICY.rules.find((rule) => rule.id === id)?.carriedBy).toBe('P3.3-ATT-1500');
});

test.each(['A-VIL', 'A-SCHOOL', 'A-PARENT'])('%s repeats another row, which is at work', (id) => {
  const carrier = POLICY.rules.find((rule) => rule.id === id)?.carriedBy;
  const other = POLICY.rules.find((rule) => rule.id === carrier);
  expect(other && statusOf(other)).not.toBe('partial');
  expect(other?.phrase.length).toBeGreaterThan(0);
});
