import { avatar, fill, keep, make, part } from './dom.js';
import { gathered, server } from './server.js';
import { briefText } from './time.js';
import { words } from './words.js';

/** @typedef {import('./shapes.js').PersonRow} PersonRow */
/** @typedef {PersonRow & { when: string, chosen: boolean }} Row */

/**
 * The column of people, grouped by unit.
 * @param {import('./main.js').Page} page
 */
export function peoplePanel(page) {
  const list = part('people-list', HTMLElement);
  const none = part('people-none', HTMLElement);
  const search = part('people-search', HTMLInputElement);
  /** @type {import('./shapes.js').People} */
  let people = { county: '', groups: [] };

  const refresh = gathered(async () => {
    const answer = await server.people();
    if (!answer.ok) return page.complain(answer);
    people = answer.value;
    draw();
  });

  function draw() {
    const wanted = search.value.trim();
    const groups = people.groups
      .map(({ name, people: rows }) => ({
        name,
        rows: rows.filter((row) => `${name}${row.name}${row.title}`.includes(wanted)).map(rowOf),
      }))
      .filter(({ rows }) => rows.length > 0);
    keep(list, groups, { key: ({ name }) => name, shell: groupShell, paint: paintGroup });
    none.hidden = groups.length > 0 || wanted === '';
    none.textContent = words.nobodyFound;
    part('county', HTMLElement).textContent = people.county;
    page.showCount('people', {
      count: everybody().reduce((sum, row) => sum + unreadOf(row), 0),
      late: false,
    });
  }

  /** @param {PersonRow} person @returns {Row} */
  const rowOf = (person) => ({
    ...person,
    unread: unreadOf(person),
    when: person.lastAt ? briefText(Date.parse(person.lastAt), page.now()) : '',
    chosen: person.id === page.person(),
  });

  /** What is on the screen counts as read, even where this list was asked for a moment too early. @param {PersonRow} person */
  const unreadOf = ({ id, unread }) => (id === page.person() && page.sees('chat') ? 0 : unread);

  const everybody = () => people.groups.flatMap(({ people: rows }) => rows);

  /** @param {{ name: string }} group */
  function groupShell({ name }) {
    return make(
      'details',
      { class: 'group', open: true },
      make('summary', {}, make('span', {}, name), make('span', { class: 'group-count' })),
      make('ul', { 'aria-label': name }),
    );
  }

  /** @param {HTMLElement} node @param {{ rows: Row[] }} group */
  function paintGroup(node, { rows }) {
    const list = node.querySelector('ul');
    const count = node.querySelector('.group-count');
    if (list) keep(list, rows, { key: ({ id }) => id, shell: rowShell, paint: paintRow });
    if (count) count.textContent = String(rows.length);
  }

  /** @param {Row} row */
  const rowShell = ({ id }) =>
    make(
      'li',
      {},
      make('button', {
        type: 'button',
        class: 'person',
        'data-testid': `person-${id}`,
        onclick: () => page.choose(id),
      }),
    );

  /** Up and down arrows walk through the people. @param {KeyboardEvent} event */
  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const rows = [...list.querySelectorAll('button')].filter((row) => row.offsetParent !== null);
    const { activeElement } = document;
    const next = activeElement instanceof HTMLButtonElement && rows[rows.indexOf(activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  list.addEventListener('keydown', walk);
  search.addEventListener('input', draw);

  return {
    refresh,
    draw,
    find: (/** @type {string} */ id) => everybody().find((person) => person.id === id) ?? null,
    /** The homeroom teacher of the first steps. */
    teacher: () =>
      everybody().find(({ name }) => name === words.teacher) ??
      everybody().find(({ title }) => title.includes(words.homeroom)) ??
      null,
  };
}

/** @param {HTMLElement} node @param {Row} row */
function paintRow(node, { id, name, title, unread, preview, when, chosen }) {
  const button = node.firstElementChild;
  if (!button) return;
  button.classList.toggle('chosen', chosen);
  if (chosen) button.setAttribute('aria-current', 'true');
  else button.removeAttribute('aria-current');
  fill(
    button,
    avatar(id, name),
    make('span', { class: 'person-name' }, make('b', {}, name), make('small', {}, title)),
    make('span', { class: 'person-when' }, when),
    make('span', { class: 'person-last' }, preview || ' '),
    unread > 0 &&
      make(
        'span',
        { class: 'badge', 'aria-label': words.unread(unread) },
        unread > 99 ? '99+' : String(unread),
      ),
  );
}
