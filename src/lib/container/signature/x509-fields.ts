import { type Der, TAG, inside, oidOf } from './der';

/** Names that identify for people: organisation, unit, common name. */
const NAMING: ReadonlySet<string> = new Set(['2.5.4.10', '2.5.4.11', '2.5.4.3']);

const textOf = (der: Der | undefined): string => {
  if (der === undefined) return '';
  return new TextDecoder(der.tag === TAG.bmp ? 'utf-16be' : 'utf-8').decode(der.content);
};

/** A distinguished name as people read it: `虚构测试银行 · 虚构测试银行签名`. */
export const nameText = (name: Der): string =>
  (inside(name, TAG.sequence) ?? [])
    .flatMap((set) => inside(set, TAG.set) ?? [])
    .map((pair) => inside(pair, TAG.sequence) ?? [])
    .filter(([type]) => NAMING.has(oidOf(type)))
    .map(([, value]) => textOf(value))
    .join(' · ');

/**
 * An instant in UTC as `YYYYMMDDHHMMSS`, text that sorts as time; fractions of a second are dropped. UTCTime counts 50–99 as
 * 19xx (RFC 5280 §4.1.2.5). `null` for anything that is not a time in UTC.
 */
export const timeOf = (der: Der | undefined): string | null => {
  const text = textOf(der);
  if (der?.tag === TAG.generalizedTime && /^\d{14}(\.\d+)?Z$/.test(text)) return text.slice(0, 14);
  if (der?.tag !== TAG.utcTime || !/^\d{12}Z$/.test(text)) return null;
  return `${text < '5' ? '20' : '19'}${text.slice(0, 12)}`;
};

/** Id of an AlgorithmIdentifier; empty for anything else. */
export const algorithmId = (der: Der | undefined): string => oidOf(inside(der, TAG.sequence)?.[0]);

/** An instant of a certificate or time stamp as people read it: `2026-11-22 02:00:00 UTC`. */
export const instantText = (time: string): string =>
  `${dayText(time)} ${time.slice(8, 10)}:${time.slice(10, 12)}:${time.slice(12, 14)} UTC`;

/** Its day, in UTC. */
export const dayText = (time: string): string =>
  `${time.slice(0, 4)}-${time.slice(4, 6)}-${time.slice(6, 8)}`;
