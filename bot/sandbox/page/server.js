import { words } from './words.js';

/**
 * @template Value
 * @typedef {{ ok: true, value: Value } | { ok: false, status: number, message: string }} Answer
 */

/**
 * Asks the server. Never throws: a refusal, and a server that is away (`status` 0), come back as a sentence.
 *
 * @template Value
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<Answer<Value>>}
 */
async function ask(path, init) {
  let response;
  try {
    response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init?.headers } });
  } catch {
    return { ok: false, status: 0, message: words.unreachable };
  }
  const { ok, status } = response;
  const body = await bodyOf(response);
  if (!ok) return { ok, status, message: sentenceOf(body) ?? words.failed(status) };
  if (body === null) return { ok: false, status, message: words.unreadable };
  return { ok, value: /** @type {Value} */ (body) };
}

/**
 * The JSON of an answer, `{}` when it is empty, `null` when it is no JSON.
 * @param {Response} response
 * @returns {Promise<unknown>}
 */
async function bodyOf(response) {
  try {
    const text = await response.text();
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {unknown} body */
const sentenceOf = (body) =>
  typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string'
    ? body.message
    : null;

/**
 * @template Value
 * @param {string} path
 * @returns {Promise<Answer<Value>>}
 */
const read = (path) => ask(path);

/**
 * @template Value
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<Answer<Value>>}
 */
const send = (path, body = {}) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const part = encodeURIComponent;

/** The sandbox server, one function per address. */
export const server = {
  /** @returns {Promise<Answer<import('./shapes.js').People>>} */
  people: () => read('/api/people'),
  /** Also marks the chat as read. @returns {Promise<Answer<import('./shapes.js').Chat>>} */
  chat: (/** @type {string} */ person) => read(`/api/chats/${part(person)}`),
  /** Safe to repeat with the same id. @returns {Promise<Answer<{ accepted: true }>>} */
  say: (/** @type {{ id: string, from: string, text: string }} */ message) => send('/api/messages', message),
  /** @returns {Promise<Answer<import('./shapes.js').Clock>>} */
  clock: () => read('/api/clock'),
  /** @returns {Promise<Answer<import('./shapes.js').Clock>>} */
  move: (/** @type {import('./shapes.js').ClockMove} */ move) => send('/api/clock', move),
  /** Of one person, or of all. @returns {Promise<Answer<import('./shapes.js').Duties>>} */
  duties: (/** @type {string | null} */ actor) =>
    read(`/api/duties${actor === null ? '' : `?actor=${part(actor)}`}`),
  /** Without words: the pupils with something open. @returns {Promise<Answer<import('./shapes.js').Students>>} */
  students: (/** @type {string} */ name) => read(`/api/students${name === '' ? '' : `?q=${part(name)}`}`),
  /** @returns {Promise<Answer<import('./shapes.js').CaseFile>>} */
  file: (/** @type {string} */ student, /** @type {string} */ viewer, /** @type {string} */ purpose) =>
    read(
      `/api/files/${part(student)}?viewer=${part(viewer)}${purpose === '' ? '' : `&purpose=${part(purpose)}`}`,
    ),
  /** @returns {Promise<Answer<import('./shapes.js').Stories>>} */
  stories: () => read('/api/stories'),
  /** @returns {Promise<Answer<unknown>>} */
  tell: (/** @type {string} */ story) => send(`/api/stories/${part(story)}`),
  /** @returns {Promise<Answer<unknown>>} */
  stopStory: () => send('/api/stories/stop'),
  /** @returns {Promise<Answer<unknown>>} */
  reset: () => send('/api/reset'),
};

const RETRY_MS = [1000, 2000, 4000, 8000];

/**
 * Listens to what changes, for as long as the page lives. A browser gives up on its own after some errors, so
 * the listening is begun anew; after every break `onBack` is called, because changes may have been missed.
 *
 * @param {{ onChange: (what: string[]) => void, onAway: () => void, onBack: () => void }} listener
 */
export function listen({ onChange, onAway, onBack }) {
  let failures = 0;
  const begin = () => {
    const source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      if (failures > 0) onBack();
      failures = 0;
    });
    source.addEventListener('changed', (event) => onChange(changesIn(event.data)));
    source.addEventListener('error', () => {
      source.close();
      onAway();
      setTimeout(begin, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
      failures += 1;
    });
  };
  begin();
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function changesIn(text) {
  const { what } = JSON.parse(text);
  return Array.isArray(what) ? what.map(String) : [];
}

/**
 * Runs a reading so that calls during a run become one more run after it; a burst of changes costs two.
 * @param {() => Promise<void>} run
 * @returns {() => Promise<void>} settles when what was asked for has been shown
 */
export function gathered(run) {
  /** @type {Promise<void> | null} */
  let running = null;
  /** @type {Promise<void> | null} */
  let waiting = null;
  const start = () => {
    running = run().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (!running) return start();
    const again = () => {
      waiting = null;
      return start();
    };
    waiting ??= running.then(again, again);
    return waiting;
  };
}
