import { fill, keep, make, paperCard, part } from './dom.js';
import { dutyParts, tickLeft } from './duty-card.js';
import { gathered, server } from './server.js';
import { dayHeading, sameDay, timeText } from './time.js';
import { words } from './words.js';

/** @typedef {import('./shapes.js').CaseFile} CaseFile */
/** @typedef {import('./shapes.js').Entry} Entry */
/** @typedef {import('./shapes.js').EntryKind} EntryKind */

/**
 * The case files: a list to choose from, and the chosen pupil's timeline as the chosen person may see it.
 * @param {import('./main.js').Page} page
 */
export function filesPanel(page) {
  const search = part('student-search', HTMLInputElement);
  const list = part('students-list', HTMLElement);
  const view = part('file-view', HTMLElement);
  /** @type {string | null} */
  let student = null;
  /** @type {EntryKind | null} */
  let only = null;
  /** @type {CaseFile | null} */
  let file = null;
  let stale = true;
  /** What somebody said to look at a file for, by viewer and pupil; asked once a visit. @type {Map<string, string>} */
  const purposes = new Map();

  const refreshList = gathered(async () => {
    const name = search.value.trim();
    const answer = await server.students(name);
    if (!answer.ok) return page.complain(answer);
    if (name === search.value.trim()) drawList(name, answer.value.students);
  });

  /** @param {string} name @param {import('./shapes.js').StudentRow[]} students */
  function drawList(name, students) {
    part('students-title', HTMLElement).textContent = name ? words.foundFiles(name) : words.openFiles;
    const none = part('students-none', HTMLElement);
    none.hidden = students.length > 0;
    none.textContent = name ? words.noFilesFound : words.noOpenFiles;
    keep(list, students, {
      key: ({ id }) => id,
      shell: ({ id }) =>
        make(
          'li',
          {},
          make('button', {
            type: 'button',
            class: 'student',
            'data-testid': `student-${id}`,
            onclick: () => open(id),
          }),
        ),
      paint: (node, row) => {
        if (!node.firstElementChild) return;
        fill(
          node.firstElementChild,
          make('b', {}, row.name),
          make('small', {}, `${row.school} · ${row.class}`),
          stageBadge(row),
        );
      },
    });
  }

  const refreshFile = gathered(async () => {
    const id = student;
    if (!id) return;
    const viewer = page.person();
    if (!viewer) return refuse(words.viewerNeeded);
    const answer = await server.file(id, viewer, purposes.get(`${viewer} ${id}`) ?? '');
    if (id !== student || viewer !== page.person()) return;
    if (answer.ok) {
      file = answer.value;
      draw();
    } else if (answer.status === 0) page.complain(answer);
    else refuse(answer.message, answer.message.includes(words.purpose));
  });

  part('file-purpose', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const stated = part('purpose', HTMLInputElement).value.trim();
    if (!student || stated === '') return;
    purposes.set(`${page.person()} ${student}`, stated);
    void refreshFile();
  });

  /** @param {string} sentence @param {boolean} [asksPurpose] */
  function refuse(sentence, asksPurpose = false) {
    file = null;
    part('file-purpose', HTMLElement).hidden = !asksPurpose;
    part('file-refused', HTMLElement).hidden = false;
    part('file-refused', HTMLElement).textContent = sentence;
    part('file-body', HTMLElement).hidden = true;
  }

  function draw() {
    if (!file) return;
    part('file-refused', HTMLElement).hidden = true;
    part('file-purpose', HTMLElement).hidden = true;
    part('file-body', HTMLElement).hidden = false;
    drawHead(file);
    drawDuties(file);
    drawKinds(file);
    drawTimeline(file.entries.filter(({ kind }) => !only || kind === only));
  }

  /** @param {CaseFile} file */
  function drawHead({ student, stage, stageText, flags, counters }) {
    fill(
      part('file-head', HTMLElement),
      make('h2', {}, student.name, stageBadge({ stage, stageText })),
      make('p', {}, `${student.school} · ${student.class}`),
      flags.length > 0 &&
        make('p', { class: 'flags' }, ...flags.map((flag) => make('span', { class: 'flag' }, flag))),
      counters.length > 0 &&
        make(
          'dl',
          { class: 'counters' },
          ...counters.map(({ label, value }) =>
            make('div', {}, make('dt', {}, label), make('dd', {}, value)),
          ),
        ),
      make('p', { class: 'seen-as' }, words.seenAs(page.personName())),
    );
  }

  /** @param {CaseFile} file */
  function drawDuties({ duties }) {
    part('file-duties-title', HTMLElement).hidden = duties.length === 0;
    const list = part('file-duties', HTMLElement);
    keep(list, duties, {
      key: ({ id }) => id,
      shell: () => make('li', { class: 'duty', 'data-testid': 'file-duty' }),
      paint: (node, duty) =>
        fill(node, ...dutyParts(duty, { now: page.now(), onActor: page.choose, onStudent: null })),
    });
    tickLeft(list, page.now());
  }

  /** @param {CaseFile} file */
  function drawKinds({ entries }) {
    const present = new Set(entries.map(({ kind }) => kind));
    /** @type {(EntryKind | null)[]} */
    const order = ['fact', 'duty', 'notice', 'paper', 'count'];
    if (only && !present.has(only)) only = null;
    const shown = [null, ...order.filter((kind) => kind && present.has(kind))];
    keep(
      part('entry-kinds', HTMLElement),
      shown.map((kind) => ({ kind, pressed: kind === only })),
      {
        key: ({ kind }) => String(kind),
        shell: ({ kind }) =>
          make(
            'button',
            {
              type: 'button',
              class: 'chip',
              onclick: () => {
                only = kind;
                draw();
              },
            },
            kind ? words.entryKinds[kind] : words.everything,
          ),
        paint: (node, { pressed }) => node.setAttribute('aria-pressed', String(pressed)),
      },
    );
  }

  /** Newest first, with a heading for each day. @param {Entry[]} entries */
  function drawTimeline(entries) {
    const sorted = entries
      .map((entry, place) => ({ entry, place, at: Date.parse(entry.at) }))
      .sort((one, other) => other.at - one.at || other.place - one.place);
    const rows = sorted.map(({ entry, place, at }, index) => ({
      key: `${only ?? ''}${place}`,
      entry,
      heading: index > 0 && sameDay(sorted[index - 1]?.at ?? 0, at) ? null : dayHeading(at, page.now()),
    }));
    part('entries-none', HTMLElement).hidden = rows.length > 0;
    part('entries-none', HTMLElement).textContent = words.noEntries;
    keep(part('entries', HTMLElement), rows, {
      key: ({ key }) => key,
      shell: () => make('li', { 'data-testid': 'entry' }),
      paint: (node, { entry, heading }) => paintEntry(node, entry, heading),
    });
  }

  /** @param {string | null} id */
  function open(id) {
    student = id;
    only = null;
    file = null;
    view.hidden = id === null;
    part('file-body', HTMLElement).hidden = true;
    part('file-refused', HTMLElement).hidden = true;
    part('file-purpose', HTMLElement).hidden = true;
    part('student-choice', HTMLElement).hidden = id !== null;
    part('file-scroll', HTMLElement).scrollTop = 0;
    void refresh();
  }

  async function refresh() {
    stale = !page.sees('file');
    if (!stale) await (student ? refreshFile() : refreshList());
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => void refreshList(), 200);
  });
  part('file-back', HTMLButtonElement).addEventListener('click', () => {
    open(null);
    search.focus();
  });

  return {
    refresh,
    open,
    /** Reads what changed while the files were out of sight. */
    shown: () => void (stale && refresh()),
    tick: (/** @type {number} */ now) => tickLeft(view, now),
  };
}

/** @param {{ stage: string, stageText: string }} case */
const stageBadge = ({ stage, stageText }) => make('span', { class: 'stage', 'data-stage': stage }, stageText);

/** @param {HTMLElement} node @param {Entry} entry @param {string | null} heading */
function paintEntry(node, { at, who, what, words: quoted, rule, kind, file }, heading) {
  node.className = `entry ${kind}`;
  fill(
    node,
    heading && make('h4', {}, heading),
    make('time', { datetime: at }, timeText(Date.parse(at))),
    make(
      'div',
      { class: 'entry-body' },
      make(
        'p',
        {},
        make('span', { class: 'entry-kind' }, words.entryKinds[kind]),
        make('b', {}, who),
        ` ${what}`,
      ),
      quoted && make('blockquote', {}, quoted),
      file && paperCard(file, words.paper),
      rule && make('span', { class: 'rule' }, rule),
    ),
  );
}
