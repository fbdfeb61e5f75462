// node scripts/make-samples.mjs: writes the invented tables of the samples, the same bytes every time.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { productCatalogueTable } from './sample-products.mjs';

/** Numbers in [0, 1) from a seed (mulberry32): the same on every machine. */
const randomFrom = (seed) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const two = (n) => String(n).padStart(2, '0');

/** Use of water by the hour of the day, mean 1. */
const DAILY = [
  0.3, 0.2, 0.2, 0.2, 0.3, 0.6, 1.3, 1.9, 1.7, 1.2, 1.0, 1.1, 1.3, 1.0, 0.9, 0.9, 1.0, 1.4, 1.9, 2.0, 1.6,
  1.1, 0.7, 0.4,
];

const METERS = 8;
const DAYS = 21;

/** Hourly readings of eight invented meters in September 2026: with hours left out, bad values and rows sent twice. */
export const waterTable = () => {
  const random = randomFrom(20_260_901);
  const total = Array.from({ length: METERS }, (_, m) => 10_000 + 731 * m);
  const rows = [];
  for (let hour = 0; hour < DAYS * 24; hour += 1)
    for (let m = 0; m < METERS; m += 1) {
      const flow = 1.5 * (1 + m / 8) * DAILY[hour % 24] * (0.7 + 0.6 * random());
      total[m] += flow;
      const luck = random();
      const pressure = (0.28 + 0.06 * random()).toFixed(3);
      const signal = -75 - Math.floor(25 * random());
      // Meter 3 is silent for forty hours; elsewhere about one hour in a hundred is lost.
      if ((m === 2 && hour >= 200 && hour < 240) || luck < 0.01) continue;
      const shown =
        luck < 0.015 ? '--' : luck < 0.018 ? 'ERR' : luck < 0.02 ? (-flow).toFixed(3) : flow.toFixed(3);
      const at = `2026-09-${two(1 + Math.floor(hour / 24))} ${two(hour % 24)}:00:00`;
      const row = `XG-000${m + 1},${at},${shown},${total[m].toFixed(3)},${pressure},${signal}`;
      rows.push(row);
      if (luck > 0.994) rows.push(row);
    }
  return ['表号,采集时间,瞬时流量_m3h,累计水量_m3,压力_MPa,信号强度_dBm', ...rows, ''].join('\n');
};

const GREENHOUSE_ROWS = 1_501;
const HOUSES = 7;

/** 1,501 records of seven invented greenhouses, every half hour from 1 March 2026. */
export const greenhouseTable = () => {
  const random = randomFrom(1_501);
  const rows = Array.from({ length: GREENHOUSE_ROWS }, (_, i) => {
    const half = Math.floor(i / HOUSES);
    const house = i % HOUSES;
    const hour = Math.floor(half / 2) % 24;
    const sun = Math.max(0, 1 - Math.abs(hour - 12.5) / 6.5);
    const near = (mean, spread) => mean + spread * (random() - 0.5);
    const at = `2026-03-${two(1 + Math.floor(half / 48))} ${two(hour)}:${half % 2 === 0 ? '00' : '30'}:00`;
    const cells = [
      `示例${house + 1}号棚`,
      at,
      near(14 + 12 * sun + house / 4, 2).toFixed(1),
      near(88 - 30 * sun, 6).toFixed(1),
      String(Math.round(near(42_000 * sun, 3_000 * sun))),
      String(Math.round(near(620 - 230 * sun, 30))),
      near(31 - house / 2, 3).toFixed(1),
    ];
    // One record in sixty has a sensor that did not answer.
    if (random() < 1 / 60) cells[2 + Math.floor(5 * random())] = '';
    return cells.join(',');
  });
  return ['棚号,时间,温度_℃,湿度_%,光照_lx,CO2_ppm,土壤水分_%', ...rows, ''].join('\n');
};

const lines = (...rows) => [...rows, ''].join('\n');

/** Three invented years of accounts in 万元, as statements come: an item a row, a year a column. */
export const statementTable = () =>
  lines(
    '虚构企业 报表摘要,,,',
    '单位：万元,,,',
    '项目,2023年,2024年,2025年',
    '一、营业收入,20500,22875,26200',
    '减：营业成本,15375,16925,19125',
    '利润总额,1525,1855,2262.5',
    '净利润,1362.5,1652.5,2005',
    '利息费用,118,126,131',
    '研发费用,1045,1257.5,1532.5',
    '经营活动产生的现金流量净额,1800,2025,2490',
    '流动资产合计,12800,14200,15775',
    '其中：存货,3700,3975,4325',
    '应收账款,4400,4825,5350',
    '预付账款,400,437.5,475',
    '资产总计,23500,25375,27550',
    '流动负债合计,8275,8800,9350',
    '应付账款,2800,3012.5,3225',
    '预收账款（含合同负债）,600,662.5,750',
    '负债合计,11550,12175,12825',
    '所有者权益合计,11950,13200,14725',
    '纳税申报销售额,20125,22475,25650',
    '实缴税金,880,1002.5,1165',
    '报关出口额,4125,4950,5775',
  );

const METER_MONTHS = 34;

/** Meter readings of 34 invented months from January 2024: use rises by about one eighth a year, February is short. */
export const energyTable = () => {
  const random = randomFrom(20_240_101);
  const rows = Array.from({ length: METER_MONTHS }, (_, i) => {
    const holiday = i % 12 === 1 ? 0.62 : 1;
    const use = Math.round(420_000 * (1 + i / 100) * holiday * (0.97 + 0.06 * random()));
    const month = `${2024 + Math.floor(i / 12)}-${two(1 + (i % 12))}`;
    return `${month},${use},${(use * 0.74).toFixed(2)},${Math.round(use / 58)}`;
  });
  return lines('月份,用电量(千瓦时),电费(元),用水量(吨)', ...rows);
};

/** Invented heads, social insurance and tax by year. */
export const staffTable = () =>
  lines(
    '年度,员工人数,本科及以上人数,研发人员人数,社保参保人数,研发费用加计扣除额(万元),纳税信用等级',
    '2023,276,70,46,232,995,B',
    '2024,292,82,56,242,1200,A',
    '2025,304,92,64,236,1475,A',
  );

/** What is registered of the invented enterprise. */
export const registerTable = () =>
  lines(
    '注册资本(万元),实缴资本(万元),成立日期,经营场所,用地面积(亩),建筑面积(平方米),高新技术企业,高新技术企业有效期至,专精特新中小企业,专精特新中小企业有效期至,近12个月订单金额(万元)',
    '5000,5000,2012-05-08,自有,61.5,33000,是,2027-12-08,是,2027-06-30,28000',
  );

/** Results of invented searches. */
export const eventTable = () =>
  lines(
    '类型,案号,发生日期,金额(万元),状态,修复日期,事由',
    '被诉案件,（2024）虚构民初1号,2024-04-10,36.5,已结案,,买卖合同纠纷（虚构）',
    '环保行政处罚,虚构环罚字〔2023〕1号,2023-07-19,4,信用已修复,2024-02-06,危险废物标识不全（虚构）',
  );

const FILM_PATENTS = [
  '201919900011.5',
  '201919900023.8',
  '201819900035.6',
  '202019900047.6',
  '202019900059.9',
  '202019900071.X',
  '202119900095.X',
  '202119900107.9',
  '201929900119.X',
  '202029900131.3',
  '202029900143.6',
  '202129900167.6',
  '202129900179.9',
  '202229900215.6',
];

const PACKING_PATENTS = ['202119900083.7', '202029900155.9', '202129900191.X', '202229900227.9'];

/** Invented products and the patents of the sample case that they use. */
export const productTable = () =>
  lines(
    '产品名称,年度,销售收入(万元),专利号',
    `（虚构）亚克光伏玻璃纸,2025,15600,${FILM_PATENTS.join(';')}`,
    `（虚构）食品包装透明纸,2025,5900,${PACKING_PATENTS.join(';')}`,
    '（虚构）代加工,2025,3900,不使用',
  );

/** File name → text of one invented enterprise file, group by group. */
export const ENTERPRISE_TABLES = {
  '虚构-一企一档-三年报表.csv': statementTable,
  '虚构-一企一档-用能台账.csv': energyTable,
  '虚构-一企一档-人员与纳税.csv': staffTable,
  '虚构-一企一档-登记与资质.csv': registerTable,
  '虚构-一企一档-查询结果.csv': eventTable,
  '虚构-一企一档-产品收入.csv': productTable,
};

/** File name → text. */
export const SAMPLE_TABLES = {
  '虚构-供水流量.csv': waterTable,
  '虚构-温室监测.csv': greenhouseTable,
};

export { productCatalogueTable };

/** File name → text of the invented product catalogue. */
export const PRODUCT_TABLES = { '虚构-信贷产品目录.csv': productCatalogueTable };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../static/samples', import.meta.url));
  for (const [name, make] of Object.entries({ ...SAMPLE_TABLES, ...ENTERPRISE_TABLES, ...PRODUCT_TABLES }))
    writeFileSync(join(folder, name), make());
}
