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
  /** The story that has come to its end, until the reader has seen so. @type {import('./shapes.js').Playing | null} */
  let ended = null;
  let followed = '';
  let stopped = false;

  const refresh = gathered(async () => {
    const answer = await server.stories();
    if (!answer.ok) return page.complain(answer);
    const before = stories.playing;
    stories = answer.value;
    if (before && !stories.playing && !stopped) ended = before;
    if (stories.playing) ended = null;
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
    const told = playing ?? ended;
    line.hidden = !told;
    document.body.classList.toggle('telling', playing !== null);
    if (!told) return;
    const title = titleOf(told.id);
    part('story-where', HTMLElement).textContent = playing
      ? words.storyAt(title, playing.step, playing.of)
      : words.storyEnded(title);
    part('story-what', HTMLElement).textContent = playing?.what ?? words.whereToLook;
    const progress = part('story-progress', HTMLProgressElement);
    progress.max = told.of;
    progress.value = playing?.step ?? told.of;
    part('story-stop', HTMLButtonElement).textContent = playing ? words.storyStop : words.storyRead;
    if (playing) follow(playing);
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
    if (!stories.playing) return read();
    stopped = true;
    const answer = await server.stopStory();
    if (!answer.ok) return page.complain(answer, { always: true });
    await refresh();
  }

  function read() {
    ended = null;
    drawLine();
  }

  async function reset() {
    dialog.close();
    read();
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
