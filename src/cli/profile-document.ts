import type { StoredProfile } from '../lib/case/data-assets-section';
import { copiesText, sizeWords } from '../lib/state/column-words';
import { plain } from './plain-json';
import type { Answer } from './command';
import { columnJson, columnLine } from './profile-command';

/** `zhiya.profile/1` of a profile that came out of a warehouse or an engine; `bytes` is `null` for a table. */
export const warehouseAnswer = (profile: StoredProfile, bytes: number | null, elapsedMs: number): Answer => {
  const { rows, columns, method, source, table, note } = profile;
  const copies = table?.duplicateRows ?? null;
  return {
    document: {
      schema: 'zhiya.profile/1',
      rows,
      bytes,
      sha256: null,
      method,
      elapsedMs,
      source: plain(source),
      columns: columns.map(columnJson),
      table: plain(table),
      findings: [],
      note,
    },
    text: [
      `${rows} 行，${sizeWords(bytes, (n) => `${n} 字节`)}，重复 ${copies === null ? '未知' : copiesText(copies)}`,
      ...columns.map(columnLine),
      note,
    ].join('\n'),
    finding: false,
  };
};
