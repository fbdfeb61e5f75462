import { readFileSync, writeFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, keep, openSample, step, test } from './walk';

const COLUMNS = ['meter_id', 'flow'];

/** The result of a query as ClickHouse prints it: 1,000 rows of codes and flows. */
const resultOf = (plan: string): string => {
  const line = (position: number, column: string, part: object): string =>
    JSON.stringify({
      schema: 'zhiya.warehouse-profile/2',
      engine: 'clickhouse',
      engineVersion: '26.7.2.1',
      plan,
      asOf: '2026-11-20',
      precision: 'estimate',
      position,
      column,
      rows: '1000',
      missing: '{"":0}',
      integers: 0,
      decimals: 0,
      booleans: 0,
      dates: 0,
      datetimes: 0,
      texts: 0,
      names: 0,
      nameKinds: 0,
      distinct: 1000,
      shortest: null,
      longest: null,
      numberMin: '',
      numberMax: '',
      mean: null,
      sd: null,
      p01: null,
      p25: null,
      p50: null,
      p75: null,
      p99: null,
      timeMin: null,
      timeMax: null,
      top: '',
      ...part,
    });
  const flows = {
    numberMin: '0.125',
    numberMax: '60',
    mean: '7.5',
    sd: '9',
    p01: '0.2',
    p25: '1',
    p50: '4',
    p75: '11',
    p99: '45',
  };
  return [
    line(0, '', {}),
    line(1, 'meter_id', { texts: 1000, shortest: 5, longest: 5 }),
    line(2, 'flow', { decimals: 980, missing: '{"":20}', shortest: 1, longest: 6, distinct: 900, ...flows }),
  ].join('\n');
};

test('the query is written, taken away, and its result becomes a data asset', async ({ page }) => {
  const info = test.info();
  await openSample(page);
  await step(page, 'data');
  const card = page.getByTestId('warehouse');
  await card.locator('summary').first().click();
  const sample = info.outputPath('小样.csv');
  writeFileSync(sample, `${COLUMNS.join(',')}\nWM001,1.5\n`);
  await page.getByTestId('warehouse-sample').setInputFiles(sample);
  await expect(card.getByLabel('列名（每行一个）')).toHaveValue(COLUMNS.join('\n'));

  await page.getByTestId('warehouse-write').click();
  await expect(card).toContainText('表名写法不对');
  await card.getByLabel('表名').fill('water.meters');
  await card.getByLabel('数据截至').fill('2026-11-20');
  await card.getByLabel('取数人').fill('虚构水务数据科');
  await page.getByTestId('warehouse-write').click();
  await expect(page.getByTestId('warehouse-query')).toContainText('FROM `water`.`meters`');
  await expect(page.getByTestId('warehouse-query')).toContainText('不带出任何单元格取值');
  const axe = await new AxeBuilder({ page }).include('[data-testid=warehouse]').analyze();
  expect(axe.violations.map((violation) => violation.id)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByTestId('warehouse-download').click();
  const query = readFileSync(await keep(await download, info, 'query.sql'), 'utf8');
  const hash = /'([0-9a-f]{64})' AS `plan`/.exec(query)?.[1] ?? '';

  const result = info.outputPath('result.jsonl');
  writeFileSync(result, resultOf('0'.repeat(64)));
  await page.getByTestId('warehouse-result').setInputFiles(result);
  await expect(card).toContainText('这份结果来自另一个查询');
  writeFileSync(result, resultOf(hash));
  await page.getByTestId('warehouse-result').setInputFiles(result);
  await expect(page.getByTestId('warehouse-said')).toContainText('已导入 2 列的画像');
  await expect(page.getByTestId('data-asset').last()).toContainText('flow');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
