import type { DeskApi } from '../../src/lib/bridge/desk-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { ok, refuse } from '../../src/lib/kernel/result';
import { filingChecklist, suggestedPaper } from '../../src/lib/review/desk/filing/filing-papers';
import { readPaper } from '../../src/lib/review/desk/filing/read-paper';
import { reviewFiling } from '../../src/lib/review/desk/filing/review-filing';
import { placeRules } from './desk-place';

/** Largest file of an ordinary filing, bytes. */
const LARGEST_PAPER = 200 * 1024 * 1024;

/** Ordinary filings: folders of scans, Word and Excel. */
export const filingHandlers: Handlers<Pick<DeskApi, 'filingChecklist' | 'readPaper' | 'reviewFiling'>> = {
  filingChecklist: (place) => {
    const rules = placeRules(place);
    return rules.ok ? filingChecklist(rules.value) : rules;
  },

  readPaper: async ({ path, file, ...place }) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const checklist = filingChecklist(rules.value);
    if (!checklist.ok) return checklist;
    if (file.size > LARGEST_PAPER)
      return refuse('E_SIZE', '文件大于 200 MB，没有打开', path, '请拆分或压缩扫描件后再放入');
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null)
      return refuse('E_READ', '这个文件读不出来，可能已被移动或占用', path, '请关闭占用它的程序后重新选择');
    return ok({
      paper: await readPaper(path, new Uint8Array(bytes)),
      suggested: suggestedPaper(path, checklist.value),
    });
  },

  reviewFiling: async ({ papers, unread, answers, ...place }) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const checklist = filingChecklist(rules.value);
    return checklist.ok ? ok(await reviewFiling(papers, checklist.value, answers, unread)) : checklist;
  },
};
