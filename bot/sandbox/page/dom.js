/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {string | number | boolean | null | undefined | ((event: Event) => void)} Value */

/**
 * Makes one element. Text children become text nodes, so nothing that people wrote is ever read as markup.
 * A key such as `onclick` with a function listens; `null` and `false` leave the attribute out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Value>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  fill(element, ...children);
  return element;
}

/**
 * Replaces what an element holds.
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.filter(isShown));
}

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
const isShown = (child) => child !== null && child !== undefined && child !== false && child !== '';

/**
 * The element with an id that index.html is known to hold; a missing one is our own mistake and throws.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function part(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no fitting element #${id}`);
  return element;
}

/** @type {WeakMap<Element, Map<string, { node: HTMLElement, seen: string }>>} */
const drawn = new WeakMap();

/**
 * Shows a list so that a row that stays keeps its element, and with it focus and scroll position.
 * `paint` runs only for rows whose item has changed.
 *
 * @template Item
 * @param {Element} parent holds nothing but this list
 * @param {readonly Item[]} items
 * @param {{ key: (item: Item) => string, shell: (item: Item) => HTMLElement,
 *   paint: (node: HTMLElement, item: Item) => void }} how
 */
export function keep(parent, items, { key, shell, paint }) {
  const before = drawn.get(parent) ?? new Map();
  const after = new Map();
  let place = parent.firstChild;
  for (const item of items) {
    const seen = JSON.stringify(item);
    const known = before.get(key(item));
    const node = known?.node ?? shell(item);
    if (known?.seen !== seen) paint(node, item);
    after.set(key(item), { node, seen });
    if (node === place) place = node.nextSibling;
    else parent.insertBefore(node, place);
  }
  for (const [name, { node }] of before) if (!after.has(name)) node.remove();
  drawn.set(parent, after);
}

/**
 * A round sign with a name's first character, in a colour that stays with the id.
 * @param {string} id
 * @param {string} name
 */
export function avatar(id, name) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return make('span', { class: `avatar tint-${sum % 6}`, 'aria-hidden': 'true' }, name.slice(0, 1));
}

/**
 * A card that downloads a paper. Only addresses of this server become links.
 * @param {import('./shapes.js').Paper} paper
 * @param {string} note
 */
export function paperCard({ name, url }, note) {
  const here = url.startsWith('/') && !url.startsWith('//');
  return make(
    'a',
    { class: 'paper', href: here ? url : null, download: here ? name : null, 'data-testid': 'paper' },
    make('span', { class: 'paper-sign', 'aria-hidden': 'true' }, 'W'),
    make('span', { class: 'paper-words' }, make('b', {}, name), make('small', {}, note)),
  );
}
