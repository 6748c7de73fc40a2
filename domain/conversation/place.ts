/** Where something was written, and where its answer belongs. A group's id is case-sensitive. */
export interface Place {
  channel: 'aibot' | 'app' | 'wechaty';
  kind: 'single' | 'group';
  id: string;
}
