import { avatar, fill, keep, make, part } from './dom.js';
import { paintRow, rowsOf } from './lines.js';
import { gathered, server } from './server.js';
import { words } from './words.js';

/** @typedef {import('./shapes.js').Chat} Chat */
/** @typedef {import('./shapes.js').Line} Line */
/** @typedef {import('./lines.js').Pending} Pending */

const NEAR_BOTTOM = 48;
const BORDERS = 2;
const TYPING_MS = 8000;
const CLOCK_SLACK = 60_000;

/**
 * The conversation of the chosen person with the bot.
 * @param {import('./main.js').Page} page
 */
export function chatPanel(page) {
  const panel = part('chat', HTMLElement);
  const stream = part('stream', HTMLElement);
  const list = part('lines', HTMLElement);
  const input = part('say', HTMLTextAreaElement);
  const newer = part('newer', HTMLButtonElement);
  /** @type {Chat | null} */
  let chat = null;
  /** @type {Map<string, Pending[]>} */
  const pending = new Map();
  /** @type {Map<string, string>} */
  const drafts = new Map();
  let stuck = true;
  let stale = false;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let typing = null;

  const refresh = gathered(async () => {
    const id = page.person();
    // Reading marks as read, so a chat that nobody sees is not read.
    stale = !page.sees('chat');
    if (!id || stale) return;
    const answer = await server.chat(id);
    if (id !== page.person()) return;
    if (!answer.ok) return page.complain(answer);
    const before = chat?.person.id === id ? chat : null;
    chat = answer.value;
    settle(chat, before);
    draw();
    notice(chat, before);
  });

  /** Takes away what has arrived, by id or, where the server gives its own ids, by its words. @param {Chat} chat @param {Chat | null} before */
  function settle(chat, before) {
    const old = new Set(before?.lines.map(({ id }) => id));
    const fresh = chat.lines.filter(({ id, from }) => from === 'person' && !old.has(id));
    const waiting = (pending.get(chat.person.id) ?? []).filter(({ id, text, at }) => {
      const earliest = Date.parse(at) - CLOCK_SLACK;
      const same = (/** @type {Line} */ line) => line.text === text && Date.parse(line.at) >= earliest;
      const place = fresh.findIndex((line) => line.id === id || same(line));
      if (place >= 0) fresh.splice(place, 1);
      return place < 0;
    });
    pending.set(chat.person.id, waiting);
  }

  /** @param {Chat} chat @param {Chat | null} before */
  function notice(chat, before) {
    if (!before) return;
    const old = new Set(before.lines.map(({ id }) => id));
    const fresh = chat.lines.filter(({ id, from }) => from === 'bot' && !old.has(id));
    if (fresh.length === 0) return;
    rest();
    part('spoken', HTMLElement).textContent = fresh.map(({ text }) => words.says(words.bot, text)).join(' ');
    if (!stuck) newer.hidden = false;
  }

  function draw() {
    const id = page.person();
    panel.classList.toggle('empty', !id);
    if (!id || chat?.person.id !== id) return;
    const { person, lines, examples } = chat;
    head(person);
    const waiting = pending.get(id) ?? [];
    const rows = rowsOf(lines, waiting, { now: page.now(), typing: typing !== null });
    keep(list, rows, {
      key: (row) => `${id}/${row.id}`,
      shell: () => make('li'),
      paint: (node, row) =>
        paintRow(node, row, { onOption: say, onRetry: retry, face: () => avatar(person.id, person.name) }),
    });
    part('chat-none', HTMLElement).hidden = rows.length > 0;
    showExamples(examples);
    if (stuck) toBottom();
  }

  /** @param {string[]} examples */
  function showExamples(examples) {
    keep(part('examples', HTMLElement), examples, {
      key: (text) => text,
      shell: (text) => make('button', { type: 'button', class: 'chip', onclick: () => propose(text) }, text),
      paint: () => {},
    });
  }

  function toBottom() {
    stream.scrollTop = stream.scrollHeight;
    newer.hidden = true;
  }

  function rest() {
    if (typing) clearTimeout(typing);
    typing = null;
    draw();
  }

  function expectReply() {
    if (typing) clearTimeout(typing);
    typing = setTimeout(rest, TYPING_MS);
  }

  /** @param {string} spoken */
  function say(spoken) {
    const id = page.person();
    const text = spoken.trim();
    if (!id || text === '') return;
    /** @type {Pending} */
    const message = { id: freshId(), text, at: new Date(page.now()).toISOString(), failed: null };
    pending.set(id, [...(pending.get(id) ?? []), message]);
    stuck = true;
    void deliver(id, message);
  }

  /** @param {string} person @param {Pending} message */
  async function deliver(person, message) {
    message.failed = null;
    expectReply();
    draw();
    const { id, text } = message;
    const answer = await server.say({ id, from: person, text });
    if (!answer.ok) {
      message.failed = answer.status === 0 ? 'away' : 'refused';
      rest();
      return page.complain(answer);
    }
    page.said(text);
    // The event may have been missed while the page was not listening.
    await refresh();
  }

  /** @param {string} id */
  function retry(id) {
    const person = page.person();
    const message = person && pending.get(person)?.find((waiting) => waiting.id === id);
    if (person && message) void deliver(person, message);
  }

  /** Puts words into the input for the person to read, change and send. @param {string} text */
  function propose(text) {
    input.value = text;
    grow();
    input.focus();
  }

  function grow() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight + BORDERS, 120)}px`;
  }

  function submit() {
    const { value } = input;
    input.value = '';
    grow();
    say(value);
    input.focus();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    // Enter also picks a candidate in a Chinese input method; that must not send. Safari tells so only by 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  }

  /** @param {import('./shapes.js').Person} person */
  function head({ id, name, title }) {
    fill(
      part('chat-who', HTMLElement),
      avatar(id, name),
      make(
        'div',
        { class: 'chat-title' },
        make('h2', {}, name, make('small', {}, title)),
        make('p', {}, words.youAre(name)),
      ),
    );
    input.setAttribute('aria-label', words.sayTo(name));
  }

  part('composer', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  input.addEventListener('keydown', onKey);
  input.addEventListener('input', grow);
  newer.addEventListener('click', toBottom);
  stream.addEventListener('scroll', () => {
    stuck = stream.scrollHeight - stream.scrollTop - stream.clientHeight < NEAR_BOTTOM;
    if (stuck) newer.hidden = true;
  });
  new ResizeObserver(() => stuck && toBottom()).observe(stream);

  return {
    refresh,
    draw,
    propose,
    /** Changes to the chosen person's chat. @param {string | null} before whose words stay as a draft */
    async open(before) {
      if (before) drafts.set(before, input.value);
      input.value = drafts.get(page.person() ?? '') ?? '';
      grow();
      stuck = true;
      newer.hidden = true;
      if (typing) clearTimeout(typing);
      typing = null;
      chat = null;
      keepNothing(list);
      draw();
      await refresh();
    },
    /** Reads what came in while the chat was out of sight. */
    shown: () => {
      if (stale) void refresh();
      else if (stuck) toBottom();
    },
    focus: () => input.focus(),
    /** Sends again what found no server; what was refused waits for its author. The ids keep anything from counting twice. */
    resend() {
      for (const [person, messages] of pending) {
        for (const message of messages) if (message.failed === 'away') void deliver(person, message);
      }
    },
    forget() {
      pending.clear();
      drafts.clear();
    },
  };
}

/** @param {HTMLElement} list */
const keepNothing = (list) => keep(list, [], { key: String, shell: () => list, paint: () => {} });

/** A random UUID; `crypto.randomUUID` is missing where the page is opened by plain http from another machine. */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
