/** The chat in which something was written, and where its answer belongs. A group's id is case-sensitive. */
export interface Chat {
  channel: 'aibot' | 'app' | 'wechaty';
  kind: 'single' | 'group';
  id: string;
}
