import { fill, keep, make, part } from './dom.js';
import { dutyParts, tickLeft } from './duty-card.js';
import { gathered, server } from './server.js';
import { words } from './words.js';

/**
 * The open duties of the whole county, or of the chosen person.
 * @param {import('./main.js').Page} page
 */
export function dutiesPanel(page) {
  const list = part('duties-list', HTMLElement);
  const none = part('duties-none', HTMLElement);
  const mine = part('duties-mine', HTMLInputElement);
  /** @type {import('./shapes.js').Duty[]} */
  let duties = [];

  const refresh = gathered(async () => {
    const answer = await server.duties();
    if (!answer.ok) return page.complain(answer);
    duties = answer.value.duties;
    draw();
  });

  function draw() {
    const person = page.person();
    const shown = duties
      .filter(({ actor }) => !mine.checked || actor.id === person)
      .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
    keep(list, shown, {
      key: ({ id }) => id,
      shell: ({ id, rule }) =>
        make('li', { class: 'duty', 'data-testid': 'duty', 'data-id': id, 'data-rule': rule }),
      paint: (node, duty) =>
        fill(node, ...dutyParts(duty, { now: page.now(), onActor: page.choose, onStudent: page.openFile })),
    });
    tickLeft(list, page.now());
    none.hidden = shown.length > 0;
    none.textContent = duties.length > 0 ? words.noDutiesOfMine : words.noDuties;
    count();
  }

  function count() {
    const late = duties.filter(({ state, dueAt }) => state === 'overdue' || page.now() >= Date.parse(dueAt));
    part('duties-count', HTMLElement).textContent = words.dutyCount(duties.length, late.length);
    page.showCount('duties', { count: duties.length, late: late.length > 0 });
  }

  mine.addEventListener('change', draw);

  return {
    refresh,
    draw,
    tick: (/** @type {number} */ now) => {
      tickLeft(list, now);
      count();
    },
  };
}
