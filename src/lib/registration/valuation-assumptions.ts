import { effectOf } from '../case/assumption-log';
import { summariseAssumptions } from '../case/assumption-summary';
import type { CaseRecord } from '../case/case-record';
import type { AssumptionEntry } from '../case/patents-section';
import { formatWan, parseFenText } from '../kernel/fen';
import { shorten } from './display';
import type { Block } from '../documents/model';
import { table } from '../documents/table';
import { note, paragraph } from '../documents/text';

const MOST = 40;
const TEXT = 60;
const EFFECT = { raised: '上升', lowered: '下降', same: '不变', unknown: '不能比较' } as const;

const value = (text: string | null): string => {
  const fen = text === null ? null : parseFenText(text);
  return fen?.ok === true ? formatWan(fen.value) : '—';
};

const row = (entry: AssumptionEntry): readonly string[] => [
  String(entry.order),
  shorten(entry.label, TEXT),
  `${shorten(entry.from ?? '空', TEXT)} → ${shorten(entry.to ?? '空', TEXT)}`,
  `${value(entry.valueBeforeFen)} → ${value(entry.valueAfterFen)}（${EFFECT[effectOf(entry)]}）`,
  entry.by === '' ? '未写明' : entry.by,
  entry.reason.trim() === '' ? '未写理由' : shorten(entry.reason, TEXT),
];

/**
 * What the 复核人 must know of how the value came about: every assumption changed after the need was entered, in order. Empty
 * when no log was kept.
 */
export const assumptionBlocks = ({ sections: { patents, dataAssets } }: CaseRecord): readonly Block[] => {
  const log = patents.assumptionLog;
  if (log.needFen === null) return [];
  const lines = summariseAssumptions(log).lines.map((text) => paragraph(text));
  if (log.entries.length === 0) return lines;
  return [
    ...lines,
    table({
      size: 17,
      columns: [
        { title: '序', share: 5 },
        { title: '假设', share: 23 },
        { title: '原 → 新', share: 22 },
        { title: `质押${dataAssets.assets.length === 0 ? '专利' : '资产'}估值（万元）`, share: 22 },
        { title: '经办', share: 10 },
        { title: '理由', share: 18 },
      ],
      rows: log.entries.slice(0, MOST).map(row),
    }),
    ...(log.entries.length > MOST
      ? [note(`共 ${log.entries.length} 次，只列出前 ${MOST} 次；全部见登记包 inputs/case.json。`)]
      : []),
  ];
};
