import { make } from './dom.js';
import { countdown, momentText } from './time.js';
import { words } from './words.js';

/** @typedef {import('./shapes.js').Duty} Duty */

/**
 * One open duty: what, about whom, who, how long still, and whom silence reaches.
 * @param {Duty} duty
 * @param {{ now: number, onActor: (id: string) => void, onStudent: ((id: string) => void) | null }} view
 */
export function dutyParts({ rule, title, subject, student, actor, openedAt, dueAt, nextAt, ladder }, view) {
  const { now, onActor, onStudent } = view;
  const left = make('span', { class: 'left', 'data-opened': openedAt, 'data-due': dueAt });
  showLeft(left, now);
  const about =
    student && onStudent
      ? make('button', { type: 'button', class: 'link', onclick: () => onStudent(student) }, subject)
      : make('span', {}, subject);
  return [
    make('div', { class: 'duty-head' }, make('h3', {}, title), left),
    make(
      'p',
      { class: 'duty-who' },
      about,
      make('span', { class: 'quiet' }, words.actor),
      make(
        'button',
        { type: 'button', class: 'link', onclick: () => onActor(actor.id), title: actor.title },
        actor.name,
      ),
    ),
    ladder.length > 0 && ladderList(ladder),
    make(
      'p',
      { class: 'duty-foot' },
      make('span', { class: 'rule' }, rule),
      make('span', {}, words.dueAt(momentText(Date.parse(dueAt), now))),
      nextAt && nextAt !== dueAt && make('span', {}, words.nextAt(momentText(Date.parse(nextAt), now))),
    ),
  ];
}

/** @param {import('./shapes.js').Rung[]} ladder */
function ladderList(ladder) {
  return make(
    'ol',
    { class: 'ladder', 'aria-label': words.ladder },
    ...ladder.map(({ title, name, told }) =>
      make(
        'li',
        { class: told ? 'told' : null, title: `${title} ${name}` },
        make('i', { 'aria-hidden': 'true' }),
        make('b', {}, title),
        make('span', {}, name),
        make('span', { class: 'hidden-words' }, told ? words.told : words.notTold),
      ),
    ),
  );
}

/** @param {HTMLElement} node carrying `data-opened` and `data-due` @param {number} now */
function showLeft(node, now) {
  const { text, tone } = countdown(
    Date.parse(node.dataset.opened ?? ''),
    Date.parse(node.dataset.due ?? ''),
    now,
  );
  node.textContent = text;
  node.className = `left ${tone}`;
  node.closest('.duty')?.setAttribute('data-tone', tone);
}

/** Brings all countdowns under `parent` up to `now` without redrawing the rows. @param {Element} parent @param {number} now */
export function tickLeft(parent, now) {
  for (const node of parent.querySelectorAll('[data-due]')) {
    if (node instanceof HTMLElement) showLeft(node, now);
  }
}
