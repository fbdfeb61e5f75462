// node scripts/make-samples.mjs: writes the two invented data tables of the samples, the same bytes every time.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** File name → text. */
export const SAMPLE_TABLES = {
  '虚构-供水流量.csv': waterTable,
  '虚构-温室监测.csv': greenhouseTable,
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../static/samples', import.meta.url));
  for (const [name, make] of Object.entries(SAMPLE_TABLES)) writeFileSync(join(folder, name), make());
}
