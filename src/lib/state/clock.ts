import { parsePlainDate, type PlainDate } from '../kernel/plain-date';
import { mustBeOk } from '../kernel/result';

const two = (n: number): string => n.toString().padStart(2, '0');

/** Today on this computer. The engines never ask; pages pass it in where a person would write a date. */
export const today = (): PlainDate => {
  const now = new Date();
  return mustBeOk(parsePlainDate(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`));
};

/** Local time for people: `2026-11-20 10:42`. Claimed, not proven. */
export const timeStamp = (): string => {
  const now = new Date();
  return `${today()} ${two(now.getHours())}:${two(now.getMinutes())}`;
};
