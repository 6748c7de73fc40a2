/**
 * The shapes that the sandbox server answers with. Types only; the browser never loads this file.
 * Every instant is ISO 8601 with the Shanghai offset.
 *
 * @typedef {{ id: string, name: string, title: string }} Person
 * @typedef {Person & { unread: number, preview: string, lastAt: string | null }} PersonRow
 * @typedef {{ name: string, people: PersonRow[] }} Group
 * @typedef {{ county: string, groups: Group[] }} People
 *
 * @typedef {'reply' | 'reminder' | 'escalation' | 'notice' | 'document' | 'digest'} LineKind
 * @typedef {{ send: string, label: string }} Option
 * @typedef {{ name: string, url: string }} Paper
 * @typedef {{ seconds: number, url: string }} Voice
 * @typedef {object} Line
 * @property {string} id
 * @property {'person' | 'bot'} from
 * @property {string} text
 * @property {string} at
 * @property {LineKind | null} kind
 * @property {string | null} rule
 * @property {Option[]} options
 * @property {Voice | null} voice
 * @property {Paper | null} file
 * @typedef {{ person: Person, examples: string[], lines: Line[] }} Chat
 *
 * @typedef {{ now: string, playing: boolean, next: { at: string, what: string } | null }} Clock
 * @typedef {{ add: '10m' | '1d' } | { to: 'next' } | { play: true, speed: number } | { play: false }} ClockMove
 *
 * @typedef {{ title: string, name: string, told: boolean }} Rung
 * @typedef {object} Duty
 * @property {string} id
 * @property {string} rule
 * @property {string} title
 * @property {string} subject
 * @property {string | null} student
 * @property {Person} actor
 * @property {string} openedAt
 * @property {string} dueAt
 * @property {string | null} nextAt
 * @property {'open' | 'overdue'} state
 * @property {Rung[]} ladder
 * @typedef {{ duties: Duty[], open: number, late: number }} Duties
 *
 * @typedef {{ id: string, name: string, class: string, school: string }} Student
 * @typedef {Student & { stage: string, stageText: string }} StudentRow
 * @typedef {{ students: StudentRow[] }} Students
 * @typedef {'fact' | 'notice' | 'duty' | 'paper' | 'count'} EntryKind
 * @typedef {object} Entry
 * @property {string} at
 * @property {string} who
 * @property {string} what
 * @property {string | null} words
 * @property {string | null} rule
 * @property {EntryKind} kind
 * @property {Paper | null} file
 * @typedef {object} CaseFile
 * @property {Student} student
 * @property {string} stage
 * @property {string} stageText
 * @property {{ label: string, value: string }[]} counters
 * @property {string[]} flags
 * @property {Entry[]} entries
 * @property {Duty[]} duties
 *
 * @typedef {{ id: string, title: string, about: string }} Story
 * @typedef {{ id: string, step: number, of: number, what: string, person?: string | null }} Playing
 * @typedef {{ stories: Story[], playing: Playing | null }} Stories
 */
export {};
