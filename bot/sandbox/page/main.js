import { chatPanel } from './chat.js';
import { clockPanel } from './clock.js';
import { make, part } from './dom.js';
import { dutiesPanel } from './duties.js';
import { filesPanel } from './files.js';
import { guideCard } from './guide.js';
import { peoplePanel } from './people.js';
import { listen } from './server.js';
import { storiesPanel } from './stories.js';
import { words } from './words.js';

/** @typedef {'people' | 'chat' | 'duties' | 'file'} View */
/** @typedef {{ status: number, message: string }} Failure */

/**
 * What the panels may ask of the page as a whole.
 * @typedef {object} Page
 * @property {() => number} now the invented time
 * @property {() => string | null} person id of the chosen person
 * @property {() => string} personName
 * @property {(id: string) => void} choose
 * @property {(id: string) => void} follow chooses without taking the keyboard from where it is
 * @property {(student: string) => void} openFile
 * @property {(view: View) => boolean} sees whether a view is on the screen
 * @property {(failure: Failure, how?: { always: boolean }) => void} complain shows a refusal; a server that is away only if `always`, since the banner says so
 * @property {(sentence: string) => void} tell
 * @property {(now: number) => void} tick the invented time has been read
 * @property {(move: import('./shapes.js').ClockMove) => void} moved
 * @property {(text: string) => void} said
 * @property {(view: View, state: { count: number, late: boolean }) => void} showCount
 * @property {() => void} restarted
 */

const CHANGES_MS = 80;
const TOAST_MS = 6000;

const narrow = matchMedia('(max-width: 899px)');
/** @type {string | null} */
let person = null;
/** @type {View} */
let view = 'people';

/** @type {Page} */
const page = {
  now: () => clock.now(),
  person: () => person,
  personName: () => (person && people.find(person)?.name) || '',
  choose,
  follow(id) {
    following = true;
    choose(id);
  },
  openFile(student) {
    show('file');
    files.open(student);
  },
  sees: (wanted) =>
    narrow.matches ? view === wanted : wanted === 'people' || wanted === 'chat' || view === wanted,
  complain({ status, message }, how) {
    if (status !== 0 || how?.always) toast(message, true);
  },
  tell: (sentence) => toast(sentence, false),
  tick(now) {
    duties.tick(now);
    files.tick(now);
    const hour = Math.floor(now / 3_600_000);
    if (hour !== drawnHour) people.draw();
    drawnHour = hour;
  },
  moved: (move) => 'to' in move && guide.took(2),
  said: () => guide.took(1),
  showCount,
  restarted() {
    chat.forget();
    files.open(null);
    void refreshAll();
  },
};
let drawnHour = 0;
let following = false;

const clock = clockPanel(page);
const people = peoplePanel(page);
const chat = chatPanel(page);
const duties = dutiesPanel(page);
const files = filesPanel(page);
const stories = storiesPanel(page);
const guide = guideCard({ onStep: helpWith });

/** @param {string} id */
function choose(id) {
  if (id === person) return shown();
  location.hash = String(new URLSearchParams({ as: id }));
}

function shown() {
  if (narrow.matches) show('chat');
  else if (!following && matchMedia('(hover: hover)').matches) chat.focus();
  following = false;
}

/** Makes the person in the address the chosen one, so that reload and the back button keep their place. */
function followAddress() {
  const before = person;
  person = new URLSearchParams(location.hash.slice(1)).get('as');
  if (person === before) return;
  if (person) shown();
  else if (narrow.matches) show('people');
  void chat.open(before);
  people.draw();
  void duties.refresh();
  void files.refresh();
  if (person && person === people.teacher()?.id) guide.took(0);
}

/** @param {View} wanted */
function show(wanted) {
  if (narrow.matches || wanted === 'duties' || wanted === 'file') view = wanted;
  layOut();
  if (wanted === 'chat') chat.shown();
  if (wanted === 'file') files.shown();
  if (wanted === 'people') void people.refresh();
}

/** Wide screens show people and chat always, so there the view can only be one of the two tabs. */
function layOut() {
  if (!narrow.matches && view !== 'file') view = 'duties';
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll('[data-view]')) {
    if (!(button instanceof HTMLButtonElement)) continue;
    const chosen = button.dataset.view === view;
    if (button.getAttribute('role') === 'tab') {
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    } else if (chosen) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  }
}

/** @param {View} wanted @param {{ count: number, late: boolean }} state */
function showCount(wanted, { count, late }) {
  for (const badge of document.querySelectorAll(`[data-count="${wanted}"]`)) {
    badge.textContent = count > 99 ? '99+' : String(count);
    badge.toggleAttribute('hidden', count === 0);
    badge.classList.toggle('late', late);
  }
  if (wanted === 'people') document.title = count > 0 ? `(${count}) ${words.brand}` : words.brand;
}

/** @param {number} step */
function helpWith(step) {
  const teacher = people.teacher();
  if (step === 0 && teacher) choose(teacher.id);
  if (step === 1) {
    if (!person && teacher) choose(teacher.id);
    show('chat');
    chat.propose(words.sentence);
  }
  if (step === 2) clock.toNext();
  if (step === 3) {
    show('duties');
    guide.close();
  }
}

/** @param {string} sentence @param {boolean} urgent */
function toast(sentence, urgent) {
  const box = part('toasts', HTMLElement);
  for (const old of box.children) if (old.textContent === sentence) old.remove();
  const note = make('p', { class: urgent ? 'toast urgent' : 'toast', 'data-testid': 'toast' }, sentence);
  note.addEventListener('click', () => note.remove());
  box.append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

async function refreshAll() {
  await clock.refresh();
  await Promise.all([people, chat, duties, files, stories].map((panel) => panel.refresh()));
}

/** @type {Set<string>} */
const changes = new Set();

/** @param {string[]} what */
function onChange(what) {
  if (changes.size === 0) setTimeout(refreshChanged, CHANGES_MS);
  for (const one of what) changes.add(one);
}

function refreshChanged() {
  const has = (/** @type {string} */ one) => changes.has(one);
  const spoken = [...changes].some((one) => one.startsWith('chat:'));
  const stirred = has('people') || has('duties') || spoken;
  if (has('clock')) void clock.refresh();
  if (has('people') || spoken) void people.refresh();
  if (person && has(`chat:${person}`)) void chat.refresh();
  if (has('duties')) void duties.refresh();
  if (has('story')) void stories.refresh();
  if (stirred) void files.refresh();
  changes.clear();
}

/** @param {KeyboardEvent} event */
function onTabKey(event) {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  show(view === 'file' ? 'duties' : 'file');
  const tab = document.querySelector(`[role="tab"][data-view="${view}"]`);
  if (tab instanceof HTMLElement) tab.focus();
}

for (const button of document.querySelectorAll('button[data-view]')) {
  button.addEventListener('click', () => {
    const wanted = button.getAttribute('data-view');
    if (wanted === 'people' || wanted === 'chat' || wanted === 'duties' || wanted === 'file') show(wanted);
  });
}
part('tabs', HTMLElement).addEventListener('keydown', onTabKey);
narrow.addEventListener('change', () => {
  layOut();
  chat.shown();
  files.shown();
});
window.addEventListener('hashchange', followAddress);

layOut();
listen({
  onChange,
  onAway: () => {
    part('away', HTMLElement).hidden = false;
  },
  onBack: () => {
    part('away', HTMLElement).hidden = true;
    chat.resend();
    void refreshAll();
  },
});
await refreshAll();
followAddress();
