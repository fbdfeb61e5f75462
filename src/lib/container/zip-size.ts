import type { Failure } from '../kernel/result';
import { fault } from './fault';
import type { CentralEntry } from './zip-directory';
import { DEFLATE, STORE } from './zip-entry-kind';
import { type ZipPolicy, sizeText } from './zip-policy';

/** No Deflate stream expands further: one 258-byte copy costs at least two bits. */
const MAX_DEFLATE_RATIO = 1032;
/** What a Deflate stream may produce beyond that ratio: the rounding of its last byte. */
const DEFLATE_SLACK = 258 * 8;

const FORGED = '压缩包被改动过或已损坏，请重新索取';
const BOMB = '这样的内容像压缩炸弹，不予展开；如确有需要请对方发来未压缩的原文件';

export const sizeMismatch = (shown: string, declared: number, found: string): Failure =>
  fault('E_SIZE', shown, `“${shown}”声明为 ${sizeText(declared)}，实际${found}`, FORGED, 'ZIP-03');

export const ratioFault = (shown: string, policy: ZipPolicy): Failure =>
  fault(
    'E_RATIO',
    shown,
    `“${shown}”展开后超过压缩前的 ${policy.maxRatio} 倍（${sizeText(policy.ratioFrom)} 以上部分的上限）`,
    BOMB,
    'ZIP-01',
  );

/** True when so many bytes out of so few pass the ratio limit. */
export const overRatio = (size: number, compressedSize: number, policy: ZipPolicy): boolean =>
  size > policy.ratioFrom && size > compressedSize * policy.maxRatio;

const possible = ({ method, size, compressedSize }: CentralEntry): boolean =>
  method === DEFLATE && size <= compressedSize * MAX_DEFLATE_RATIO + DEFLATE_SLACK;

const entryLimit = (entry: CentralEntry, policy: ZipPolicy): Failure | null => {
  if (entry.size <= policy.maxEntry) return null;
  return possible(entry) && overRatio(entry.size, entry.compressedSize, policy)
    ? ratioFault(entry.shown, policy)
    : fault(
        'E_SIZE',
        entry.shown,
        `“${entry.shown}”声明为 ${sizeText(entry.size)}，超过单个文件上限 ${sizeText(policy.maxEntry)}`,
        '请把内容拆分成较小的文件',
        'ZIP-04',
      );
};

const plausible = (entry: CentralEntry): Failure | null => {
  const { method, size, compressedSize, shown } = entry;
  if (method === STORE && size !== compressedSize)
    return sizeMismatch(shown, size, `存放 ${sizeText(compressedSize)}`);
  return method === DEFLATE && size > 0 && !possible(entry)
    ? sizeMismatch(shown, size, `只有 ${sizeText(compressedSize)} 压缩内容，不可能展开到那么大`)
    : null;
};

/**
 * Refuses by declared sizes, before anything is inflated or allocated: each entry (E_SIZE, E_RATIO), their sum
 * (E_TOTAL), then declarations that cannot be true (E_SIZE).
 */
export const declaredSizeFault = (entries: readonly CentralEntry[], policy: ZipPolicy): Failure | null => {
  for (const entry of entries) {
    const found = entryLimit(entry, policy);
    if (found !== null) return found;
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > policy.maxTotal)
    return fault(
      'E_TOTAL',
      '',
      `压缩包展开后共 ${sizeText(total)}，超过上限 ${sizeText(policy.maxTotal)}`,
      '请把文件分成几个压缩包导入',
      'ZIP-07',
    );
  for (const entry of entries) {
    const found = plausible(entry);
    if (found !== null) return found;
  }
  return null;
};
