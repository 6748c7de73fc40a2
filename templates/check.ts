import type { Policy } from '../domain/policy/policy.ts';
import type { Words } from './words.ts';

/** Texts that every rule may use, and those of the messages that no duty stands behind. */
const COMMON = [
  'opened',
  'told',
  'done',
  'returned',
  'placed',
  'not_returned',
  'relayed',
  'paper',
  'reminder',
  'overdue',
  'escalation',
  'unreached',
  'unaccepted',
  'answered',
  'cannot',
  'hindered',
  'not_applicable',
  'digest',
  'guardian_says',
  'guardian_asks',
  'guardian_guarded',
  'guardian_leave',
  'guardian_answered',
  'whereabouts',
  'heard_outside',
  'calendar_gap',
  'calendar_gap_officer',
  'enrolment_changed',
  'undelivered',
  'bulletin',
  'directory_changed',
  'trouble',
  'text_blocked',
  'translation_blocked',
  'campaign_blocked',
  'campaign_ended',
  'campaign_record',
];

/** Throws one Error naming every text that a rule with words of its own lacks. */
export const checkRuleWords = (policy: Policy, words: Words): void => {
  const missing = COMMON.filter((name) => !words.has(name));
  for (const { name, duty } of policy.named.values()) {
    if (duty.tellsEnd && !words.has(duty.tellsEnd)) missing.push(duty.tellsEnd);
    if (duty.words !== 'own') continue;
    const sections = [
      ...(duty.quiet ? [] : ['opened']),
      ...(duty.tells ? ['told'] : []),
      ...(duty.reminders === 'none' ? [] : ['reminder']),
      ...(duty.ladder.length > 0 ? ['overdue', 'escalation'] : []),
    ];
    missing.push(...sections.map((section) => `${name}/${section}`).filter((text) => !words.has(text)));
  }
  for (const { inform } of [...policy.informing.values()].flat())
    if (!words.has(inform.words)) missing.push(inform.words);
  if (missing.length > 0)
    throw new Error(
      `缺少文案，请补上再启动：\n${missing.map((name) => `${folderOf(name)}/${name}.liquid`).join('\n')}`,
    );
};

/** `parents/L1` stands in a folder for its language. */
const folderOf = (name: string): string => (name.startsWith('parents/') ? 'templates' : 'templates/messages');
