import type { TableProfile } from '../case/data-profile';
import { grouped } from './scan-text';

/** What is known of a set of columns as a key. */
export const keyWords = (
  { distinct, rows, exact }: TableProfile['keys'][number],
  copies: TableProfile['duplicateRows'],
): string => {
  if (!exact) return '候选，未精确核验';
  const counted = `不同值 ${grouped(distinct)} / ${grouped(rows)} 行，精确`;
  if (distinct === rows) return `${counted}：每一行都不同`;
  return copies?.exact === true && distinct === rows - copies.extra
    ? `${counted}：除整行相同的副本外，每一行都不同`
    : `${counted}：不能分辨每一行`;
};
