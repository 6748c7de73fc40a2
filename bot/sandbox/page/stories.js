import { keep, make, part } from './dom.js';
import { gathered, server } from './server.js';
import { words } from './words.js';

/**
 * The menu with the stories, the line that shows how far one has come, and beginning anew.
 * @param {import('./main.js').Page} page
 */
export function storiesPanel(page) {
  const toggle = part('story-toggle', HTMLButtonElement);
  const menu = part('story-menu', HTMLElement);
  const line = part('story-line', HTMLElement);
  const dialog = part('reset-dialog', HTMLDialogElement);
  /** @type {import('./shapes.js').Stories} */
  let stories = { stories: [], playing: null };
  let followed = '';
  let stopped = false;

  const refresh = gathered(async () => {
    const answer = await server.stories();
    if (!answer.ok) return page.complain(answer);
    const before = stories.playing;
    stories = answer.value;
    if (before && !stories.playing && !stopped) page.tell(words.storyEnded(titleOf(before.id)));
    drawMenu();
    drawLine();
  });

  /** @param {string} story */
  const titleOf = (story) => stories.stories.find(({ id }) => id === story)?.title ?? story;

  function drawMenu() {
    const busy = stories.playing !== null;
    const rows = stories.stories.map((story) => ({ ...story, busy }));
    keep(part('story-list', HTMLElement), rows, {
      key: ({ id }) => id,
      shell: ({ id, title, about }) =>
        make(
          'li',
          {},
          make(
            'button',
            {
              type: 'button',
              class: 'story',
              'data-testid': `story-${id}`,
              onclick: () => void begin(id),
            },
            make('b', {}, title),
            make('small', {}, about),
          ),
        ),
      paint: (node, row) => node.firstElementChild?.toggleAttribute('disabled', row.busy),
    });
  }

  function drawLine() {
    const { playing } = stories;
    line.hidden = !playing;
    document.body.classList.toggle('telling', playing !== null);
    if (!playing) return;
    part('story-where', HTMLElement).textContent = words.storyAt(
      titleOf(playing.id),
      playing.step,
      playing.of,
    );
    part('story-what', HTMLElement).textContent = playing.what;
    const progress = part('story-progress', HTMLProgressElement);
    progress.max = playing.of;
    progress.value = playing.step;
    follow(playing);
  }

  /** Shows whom the step is about, once per step, so that the reader may look elsewhere meanwhile. @param {import('./shapes.js').Playing} playing */
  function follow({ id, step, person }) {
    const mark = `${id}/${step}`;
    if (!person || mark === followed || !part('story-follow', HTMLInputElement).checked) return;
    followed = mark;
    page.follow(person);
  }

  /** @param {string} id */
  async function begin(id) {
    fold();
    followed = '';
    stopped = false;
    const answer = await server.tell(id);
    if (!answer.ok) return page.complain(answer, { always: true });
    await refresh();
  }

  async function stop() {
    stopped = true;
    const answer = await server.stopStory();
    if (!answer.ok) return page.complain(answer, { always: true });
    await refresh();
  }

  async function reset() {
    dialog.close();
    stopped = true;
    const answer = await server.reset();
    if (!answer.ok) return page.complain(answer, { always: true });
    page.tell(words.restarted);
    page.restarted();
  }

  /** @param {boolean} [open] */
  function fold(open = false) {
    menu.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
  }

  toggle.addEventListener('click', () => fold(menu.hidden !== false));
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !menu.contains(target) && !toggle.contains(target)) fold();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || menu.hidden) return;
    fold();
    toggle.focus();
  });
  part('story-stop', HTMLButtonElement).addEventListener('click', () => void stop());
  part('reset', HTMLButtonElement).addEventListener('click', () => {
    fold();
    dialog.showModal();
  });
  part('reset-yes', HTMLButtonElement).addEventListener('click', () => void reset());
  part('reset-no', HTMLButtonElement).addEventListener('click', () => dialog.close());

  return { refresh };
}
