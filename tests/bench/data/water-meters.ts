/** Water-meter readings, 虚构, the same bytes for the same seed: the file that the figures of the profile are measured on. */

/** xorshift32. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
};

const DISTRICTS = [
  '虚构一镇',
  '虚构二镇',
  '虚构三镇',
  '东溪虚构乡',
  '西溪虚构乡',
  '南山虚构街道',
  '北山虚构街道',
  '开发区',
];
const STATUSES = ['正常', '正常', '正常', '正常', '正常', '正常', '低电量', '离线'];
const BAD = ['NA', '--', '-9999', 'err'];
const METERS = 80_000;

export const WATER_HEADER = 'meter_id,ts,flow_m3h,pressure_mpa,district,status\n';

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** `2024-…` after so many minutes. */
const clock = (minutes: number): string => {
  const at = new Date(Date.UTC(2024, 0, 1) + minutes * 60_000);
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:`;
};

/**
 * Text of rows, without header, in pieces. Each row: a meter out of 80,000, a time that goes up every few rows, a skewed
 * flow (2 % empty, 0.3 % bad), a pressure (0.05 % bad), a district, a status.
 * @param quoted share of rows whose district is quoted with a comma and a doubled quote inside
 */
export function* waterMeterRows(rows: number, seed = 20_261_122, quoted = 0): Generator<string> {
  const random = randomFrom(seed);
  const perMinute = Math.max(1, Math.ceil(rows / 525_600));
  let piece = '';
  let minute = '';
  for (let row = 0; row < rows; row += 1) {
    if (row % perMinute === 0) minute = clock(row / perMinute);
    const meter = String(Math.floor(random() * METERS)).padStart(8, '0');
    const draw = random();
    const skewed = random() * random() * random();
    const flow =
      draw < 0.02 ? '' : draw < 0.023 ? (BAD[Math.floor(random() * 4)] ?? '') : (skewed * 60).toFixed(3);
    const pressure =
      random() < 0.0005 ? (BAD[Math.floor(random() * 4)] ?? '') : (0.15 + random() * 0.45).toFixed(3);
    const district = DISTRICTS[Math.floor(random() * 8)] ?? '';
    const cell = random() < quoted ? `"${district},""旧""区"` : district;
    const second = two(Math.floor(random() * 60));
    piece += `WM-${meter},${minute}${second},${flow},${pressure},${cell},${STATUSES[Math.floor(random() * 8)] ?? ''}\n`;
    if (row % 4096 === 4095) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
