import { expect, test } from 'vitest';
import { story } from '../support/play.ts';
test('probe', async () => {
  const t0 = Date.now();
  const told = await story({ until: '09-22 20:00' }, `
    09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  `);
  console.info(Date.now()-t0);
  for (const l of told.lines) console.info(l.at.slice(5,16), l.to, l.kind, l.rules ?? l.rule, JSON.stringify(l.subject), l.text.slice(0,60).replaceAll('\n','|'));
  console.info(told.state.duties.map(d=>[d.rule,JSON.stringify(d.subject),d.actor,d.openedAt.slice(5,16),d.dueAt.slice(5,16),d.state].join(' ')).join('\n'));
  console.info(JSON.stringify(told.state.students));
});
