import { make, paperCard } from './dom.js';
import { momentText, sameDay } from './time.js';
import { words } from './words.js';

/** @typedef {import('./shapes.js').Line} Line */
/** @typedef {{ id: string, text: string, at: string, failed: 'away' | 'refused' | null }} Pending a message on its way */
/** @typedef {{ send: string, label: string, chosen: boolean }} Choice */
/**
 * @typedef {{ kind: 'time', id: string, text: string }
 *   | { kind: 'typing', id: string }
 *   | { kind: 'line', id: string, line: Line, choices: Choice[], open: boolean, meaning: string | null,
 *       state: 'there' | 'sending' | 'failed' }} Row
 */

const GAP = 10 * 60_000;

/**
 * What the chat shows: lines in order, a time where ten minutes passed or a day began, and what is on its way.
 * Of several questions only the newest can still be answered by tapping, because a bare number answers that one.
 *
 * @param {readonly Line[]} lines
 * @param {readonly Pending[]} pending
 * @param {{ now: number, typing: boolean }} moment
 * @returns {Row[]}
 */
export function rowsOf(lines, pending, { now, typing }) {
  const all = [...lines, ...pending.map(asLine)];
  const failed = new Map(pending.map((message) => [message.id, message.failed]));
  const newest = all.reduce((last, line, place) => (line.options.length > 0 ? place : last), -1);
  /** @type {Row[]} */
  const rows = [];
  all.forEach((line, place) => {
    const at = Date.parse(line.at);
    const before = all[place - 1];
    if (!before || at - Date.parse(before.at) >= GAP || !sameDay(at, Date.parse(before.at))) {
      rows.push({ kind: 'time', id: `time-${line.id}`, text: momentText(at, now) });
    }
    const choices = choicesAt(all, place);
    const open = place === newest && !choices.some(({ chosen }) => chosen);
    const sending = failed.get(line.id);
    const state = sending === undefined ? 'there' : sending ? 'failed' : 'sending';
    rows.push({ kind: 'line', id: line.id, line, choices, open, meaning: meaningAt(all, place), state });
  });
  if (typing) rows.push({ kind: 'typing', id: 'typing' });
  return rows;
}

/** @param {Pending} message @returns {Line} */
const asLine = ({ id, text, at }) => ({
  id,
  from: 'person',
  text,
  at,
  kind: null,
  rule: null,
  options: [],
  voice: null,
  file: null,
});

/** The options of a line; chosen is the one answered before the next question. @param {Line[]} all @param {number} place */
function choicesAt(all, place) {
  const options = all[place]?.options ?? [];
  const later = all.slice(place + 1);
  const end = later.findIndex((line) => line.options.length > 0);
  const replies = (end < 0 ? later : later.slice(0, end)).filter(({ from }) => from === 'person');
  const chosen = replies.find(({ text }) => options.some(({ send }) => send === text.trim()))?.text.trim();
  return options.map(({ send, label }) => ({ send, label, chosen: send === chosen }));
}

/** What a bare number meant: the label of the newest question before it. @param {Line[]} all @param {number} place */
function meaningAt(all, place) {
  const line = all[place];
  if (line?.from !== 'person') return null;
  const asked = all
    .slice(0, place)
    .reverse()
    .find(({ options }) => options.length > 0);
  const option = asked?.options.find(({ send }) => send === line.text.trim());
  return option && option.label !== line.text.trim() ? option.label : null;
}

/**
 * Draws one row of the chat into its element.
 * @param {HTMLElement} node
 * @param {Row} row
 * @param {{ onOption: (text: string) => void, onRetry: (id: string) => void, face: () => HTMLElement }} actions
 */
export function paintRow(node, row, { onOption, onRetry, face }) {
  if (row.kind === 'time') {
    node.className = 'row-time';
    node.textContent = row.text;
    return;
  }
  const mine = row.kind === 'line' && row.line.from === 'person';
  node.className = mine ? 'row mine' : 'row';
  const body = row.kind === 'typing' ? [typing()] : mine ? ownParts(row, onRetry) : botParts(row, onOption);
  node.replaceChildren(mine ? face() : robot(), make('div', { class: 'row-body' }, ...body));
}

const robot = () => make('span', { class: 'avatar robot', 'aria-hidden': 'true' }, '1');

const typing = () =>
  make('div', { class: 'bubble typing', 'aria-hidden': 'true' }, make('i'), make('i'), make('i'));

/** @param {Extract<Row, { kind: 'line' }>} row @param {(id: string) => void} onRetry */
function ownParts({ id, line, meaning, state }, onRetry) {
  return [
    make('div', { class: 'bubble', 'data-testid': 'bubble', 'data-from': 'person' }, line.text),
    meaning && make('small', { class: 'note' }, meaning),
    state === 'sending' && make('small', { class: 'note' }, words.sending),
    state === 'failed' &&
      make(
        'small',
        { class: 'note failed' },
        words.notSent,
        make('button', { type: 'button', class: 'link', onclick: () => onRetry(id) }, words.retry),
      ),
  ];
}

/** @param {Extract<Row, { kind: 'line' }>} row @param {(text: string) => void} onOption */
function botParts({ line, choices, open }, onOption) {
  const kind = line.kind && line.kind !== 'reply' ? line.kind : null;
  return [
    make(
      'div',
      { class: `bubble ${kind ?? ''}`, 'data-testid': 'bubble', 'data-from': 'bot', 'data-kind': line.kind },
      (kind || line.rule) &&
        make(
          'div',
          { class: 'bubble-head' },
          kind && make('span', { class: `kind ${kind}` }, words.kinds[kind]),
          line.rule && make('span', { class: 'rule' }, line.rule),
        ),
      make('div', { class: 'bubble-text' }, line.text),
      line.file && paperCard(line.file, words.paper),
    ),
    line.voice && voiceBubble(line.voice),
    choices.length > 0 &&
      make('div', { class: 'options' }, ...choices.map((choice) => optionButton(choice, open, onOption))),
  ];
}

/**
 * The recording that came after the words. No browser plays AMR, the one format that WeCom takes, so it is downloaded.
 * @param {import('./shapes.js').Voice} voice
 */
function voiceBubble({ seconds, url }) {
  return make(
    'a',
    { class: 'bubble voice', href: url, download: '', 'data-testid': 'voice' },
    make('b', {}, words.voice(seconds)),
    make('small', {}, words.voiceNote),
  );
}

/** @param {Choice} choice @param {boolean} open @param {(text: string) => void} onOption */
function optionButton({ send, label, chosen }, open, onOption) {
  return make(
    'button',
    {
      type: 'button',
      class: chosen ? 'option chosen' : 'option',
      disabled: !open,
      title: open ? null : chosen ? words.answered : words.superseded,
      'data-testid': 'option',
      onclick: () => onOption(send),
    },
    send !== label && make('span', { class: 'option-key' }, chosen ? '✓' : send),
    label,
  );
}
