import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadWords } from '../../templates/words.ts';

/** A folder of texts, by their names. */
const folderOf = (texts: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'words-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'phrases.yaml'), 'a: "甲"\n');
  for (const [name, text] of Object.entries(texts)) {
    const file = path.join(folder, `${name}.liquid`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
};

/** Short as it is written, and too long for WeCom with a long name in every place. */
const growing = '{{values.teacher}}'.repeat(80);

test('our own texts are fit to be sent', () => {
  expect(() => loadWords()).not.toThrow();
});

test('for staff a text that long names make too long is divided, and may stand', () => {
  expect(() => loadWords(folderOf({ reminder: growing }))).not.toThrow();
});
