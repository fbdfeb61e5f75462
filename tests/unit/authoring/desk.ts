import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import type { DraftReview, ItemReview } from '../../../src/lib/bridge/authoring-contract';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import {
  type DraftItem,
  type OverlayDraft,
  type WeightsItem,
  newDraft,
} from '../../../src/lib/rulebook/overlay-draft';
import { intakeHandlers } from '../../../workers/handlers/intake';
import { valuationHandlers } from '../../../workers/handlers/valuation';
import { FakeWorker } from '../bridge/fake-worker';

/** The calls of 参数库 as the pages make them; 虚构 throughout. */
export const bridge = new BridgeClient(
  (name) =>
    new FakeWorker(
      servePort(name === 'valuation' ? valuationHandlers : name === 'intake' ? intakeHandlers : {}),
    ),
);

export const FINANCE = 'patent.weights.gbt-42748-framework.finance';

export const matrix = (text: string): string[][] => text.split(';').map((row) => row.trim().split(' '));

export const weightsItem = (changes: Partial<WeightsItem> = {}): WeightsItem => ({
  kind: 'weights',
  key: 'w',
  rule: FINANCE,
  effectiveFrom: '2026-10-01',
  effectiveTo: '',
  reason: '三位专家比较',
  basis: 'ahp',
  judges: [{ name: '甲', matrix: matrix('1 3 5;1/3 1 3;1/5 1/3 1') }],
  sample: null,
  entered: [],
  ...changes,
});

export const draftOf = (items: readonly DraftItem[], changes: Partial<OverlayDraft> = {}): OverlayDraft => ({
  ...newDraft({ institution: '虚构银行', releasedOn: '2026-10-01', previous: null }),
  version: '2026.1',
  author: '虚构人员',
  reason: '年度重估',
  items: [...items],
  ...changes,
});

export const review = async (draft: OverlayDraft, previous: string | null = null): Promise<DraftReview> =>
  mustBeOk(await bridge.call('valuation', 'reviewDraft', { draft, previous }));

export const reviewItem = async (item: DraftItem): Promise<ItemReview> => {
  const [first] = (await review(draftOf([item]))).items;
  if (first === undefined) throw new Error('an item has a review');
  return first;
};

/** Text of the file that the draft would be released as. */
export const released = async (draft: OverlayDraft, previous: string | null = null): Promise<string> => {
  const { release, failures, items } = await review(draft, previous);
  if (release === null) throw new Error(JSON.stringify([failures, items.map((item) => item.failures)]));
  return release.json;
};

export const table = async (fileName: string, text: string) =>
  mustBeOk(await bridge.call('intake', 'readTable', { fileName, bytes: encodeUtf8(text) }));

export const codes = (failures: readonly { readonly code: string }[]): string[] =>
  failures.map(({ code }) => code);
