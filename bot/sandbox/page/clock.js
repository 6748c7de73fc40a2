import { fill, make, part } from './dom.js';
import { gathered, server } from './server.js';
import { dateText, momentText, spanText, timeText, yearOf } from './time.js';
import { words } from './words.js';

/** @typedef {import('./shapes.js').Clock} Clock */
/** @typedef {import('./shapes.js').ClockMove} ClockMove */

/**
 * The bar with the invented time.
 * @param {import('./main.js').Page} page
 */
export function clockPanel(page) {
  const play = part('play', HTMLButtonElement);
  const speed = part('speed', HTMLSelectElement);
  const buttons = [...document.querySelectorAll('button[data-move]')];
  /** @type {Clock | null} */
  let clock = null;

  const refresh = gathered(async () => {
    const answer = await server.clock();
    if (!answer.ok) return page.complain(answer);
    show(answer.value);
  });

  /** @param {Clock} value */
  function show(value) {
    clock = value;
    const now = Date.parse(value.now);
    part('now', HTMLElement).setAttribute('datetime', value.now);
    part('now-day', HTMLElement).textContent = `${yearOf(now)}年${dateText(now)}`;
    part('now-time', HTMLElement).textContent = timeText(now);
    showNext(value, now);
    play.setAttribute('aria-label', value.playing ? words.pause : words.play);
    play.title = value.playing ? words.pause : words.play;
    play.classList.toggle('playing', value.playing);
    page.tick(now);
  }

  /** @param {Clock} clock @param {number} now */
  function showNext({ next }, now) {
    const hint = part('next', HTMLElement);
    if (!next) return fill(hint, words.nothingNext);
    const at = Date.parse(next.at);
    fill(
      hint,
      make('b', {}, momentText(at, now)),
      ` ${next.what}`,
      at > now && make('span', {}, `（${words.left(spanText(at - now))}）`),
    );
    hint.title = words.next(momentText(at, now), next.what);
  }

  /** @param {ClockMove} move */
  async function move(move) {
    for (const button of [...buttons, play]) button.setAttribute('aria-busy', 'true');
    const answer = await server.move(move);
    for (const button of [...buttons, play]) button.removeAttribute('aria-busy');
    if (!answer.ok) return page.complain(answer, { always: true });
    show(answer.value);
    page.moved(move);
  }

  /** @type {Record<string, ClockMove>} */
  const moves = { 'add-10m': { add: '10m' }, 'to-next': { to: 'next' }, 'add-1d': { add: '1d' } };
  for (const button of buttons) {
    const chosen = moves[button.getAttribute('data-move') ?? ''];
    if (chosen) button.addEventListener('click', () => void move(chosen));
  }
  const start = () => move({ play: true, speed: Number(speed.value) });
  play.addEventListener('click', () => void (clock?.playing ? move({ play: false }) : start()));
  speed.addEventListener('change', () => void (clock?.playing && start()));
  // While it plays the hands move on their own, with or without an event.
  setInterval(() => void (clock?.playing && refresh()), 1000);

  return {
    refresh,
    toNext: () => void move({ to: 'next' }),
    now: () => (clock ? Date.parse(clock.now) : Date.now()),
  };
}
