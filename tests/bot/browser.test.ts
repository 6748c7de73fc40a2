import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { makeLog } from '../../bot/log.ts';
import type { Running } from '../../bot/process.ts';
import { runBot } from '../../bot/product.ts';
import { testDatabase } from '../support/database.ts';
import { freePort } from '../support/process.ts';

const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const isThere = existsSync(CHROMIUM);
const reason = isThere ? '' : ` (skipped: no browser at ${CHROMIUM}; name one in CHROMIUM)`;

const STEP_MS = 8000;
const TEACHER = 'person-hr-clear-31';
const REPORT = '三(1)班应到42实到41，张伟没来';
/** Things that fall due at the school between the report and the teacher's first reminder, and some to spare. */
const MOST_STOPS = 12;

describe.skipIf(!isThere)(`the sandbox in a browser${reason}`, () => {
  let folder: string;
  let running: Running;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'not-one-less-browser-'));
    const port = await freePort();
    const config = readConfig({ PORT: String(port), LOG_LEVEL: 'silent', SWEEP_MS: '200' });
    const { url } = await testDatabase();
    running = await runBot(config, url, folder, makeLog('silent'), { work: true });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
    page.setDefaultTimeout(STEP_MS);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    await page.goto(`http://127.0.0.1:${port}/`);
  }, 40_000);

  afterAll(async () => {
    await browser?.close();
    await running?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fromBot = (kind: string) => page.locator(`[data-testid=bubble][data-from=bot][data-kind=${kind}]`);

  test('a teacher reports, is answered, and is reminded when the time comes', async () => {
    await page.getByTestId(TEACHER).click();
    await page.getByTestId('say').fill(REPORT);
    await page.getByTestId('send').click();
    await fromBot('reply').filter({ hasText: '没来：张伟' }).waitFor();
    await page.locator('[data-testid=bubble][data-from=person]', { hasText: REPORT }).waitFor();

    const reminder = fromBot('reminder').filter({ hasText: '联系家长' });
    for (let stop = 0; stop < MOST_STOPS && (await reminder.count()) === 0; stop += 1) await toNext();
    await reminder.first().waitFor();
    expect(await reminder.first().textContent()).toContain('张伟（三(1)班）');
  });

  test('the open duties show who must act, and lead to the case file with its timeline', async () => {
    await page.locator('#tab-duties').click();
    const duty = page.locator('[data-testid=duty][data-rule=P3\\.1-CHECK-1H]');
    await duty.waitFor();
    expect(await duty.textContent()).toMatch(/联系家长[\s\S]*王老师[\s\S]*赵主任[\s\S]*钱校长/);

    await duty.getByRole('button', { name: '张伟' }).click();
    await page.locator('#file-head', { hasText: '张伟' }).waitFor();
    const entries = page.locator('#entries > li');
    await entries.first().waitFor();
    const told = (await entries.allTextContents()).join('\n');
    expect(told).toContain('未到');
    expect(told).toContain('王老师');
  });

  test('a reply of one digit settles the reminder', async () => {
    const option = fromBot('reminder')
      .locator('xpath=..')
      .getByTestId('option')
      .filter({ hasText: '已联系上' });
    await option.last().click();
    await fromBot('reply').filter({ hasText: '联系' }).last().waitFor();
    await page.locator('#tab-duties').click();
    await page.locator('[data-testid=duty][data-rule=P3\\.1-CHECK-1H]').waitFor({ state: 'detached' });
  });

  test('at phone width every view fits, without scrolling sideways', async () => {
    await page.setViewportSize({ width: 375, height: 720 });
    for (const view of ['people', 'chat', 'duties', 'file']) {
      await page.locator(`nav.bottom [data-view=${view}]`).click();
      await page.locator(`body[data-view=${view}]`).waitFor();
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect({ view, width }).toEqual({ view, width: 375 });
    }
  });

  test('the page complained of nothing meanwhile', () => {
    expect(complaints).toEqual([]);
  });

  const toNext = async (): Promise<void> => {
    const moved = page.waitForResponse((response) => response.url().endsWith('/api/clock'));
    await page.getByTestId('to-next').click();
    await moved;
    // The page reads the chat again a moment after it heard that something changed.
    await page.waitForTimeout(400);
  };
});
