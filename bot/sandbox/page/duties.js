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
  let open = 0;
  let late = 0;

  const refresh = gathered(async () => {
    const answer = await server.duties(mine.checked ? page.person() : null);
    if (!answer.ok) return page.complain(answer);
    ({ duties, open, late } = answer.value);
    draw();
  });

  function draw() {
    const shown = duties.toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
    keep(list, shown, {
      key: ({ id }) => id,
      shell: ({ id, rule }) =>
        make('li', { class: 'duty', 'data-testid': 'duty', 'data-id': id, 'data-rule': rule }),
      paint: (node, duty) =>
        fill(node, ...dutyParts(duty, { now: page.now(), onActor: page.choose, onStudent: page.openFile })),
    });
    tickLeft(list, page.now());
    none.hidden = shown.length > 0;
    none.textContent = mine.checked ? words.noDutiesOfMine : words.noDuties;
    count();
  }

  function count() {
    const shown = duties.filter(({ state, dueAt }) => state === 'overdue' || page.now() >= Date.parse(dueAt));
    const latest = Math.max(late, shown.length);
    part('duties-count', HTMLElement).textContent = words.dutyCount(open, latest);
    page.showCount('duties', { count: open, late: latest > 0 });
  }

  mine.addEventListener('change', () => void refresh());

  return {
    refresh,
    draw,
    tick: (/** @type {number} */ now) => {
      tickLeft(list, now);
      count();
    },
  };
}
