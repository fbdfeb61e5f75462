import { expect, it } from 'vitest';
import type { Subject } from '../../../src/lib/case/exchange';
import { groupedText } from '../../../src/lib/screening/grouped-text';

const about = (id: string, message: string, kind: Subject['kind'] = 'patent') => ({
  message,
  subject: { kind, id, title: `虚构 ${id}` },
});

it('says equal words about several patents once, with their number', () => {
  const same = Array.from({ length: 19 }, (_, i) => about(`p-${i}`, '尚未确认'));
  expect(groupedText(same)).toBe('19 件：尚未确认');
});

it('most said first; from the fourth on only counted', () => {
  const findings = [
    about('a', '年费缴至 2025-01-01'),
    about('b', '缺年费缴至日'),
    about('c', '缺年费缴至日'),
    about('d', '年费缴至 2025-02-01'),
    about('e', '年费缴至 2025-03-01'),
    about('f', '年费缴至 2025-04-01'),
  ];
  expect(groupedText(findings)).toBe(
    '2 件：缺年费缴至日；1 件：年费缴至 2025-01-01；1 件：年费缴至 2025-02-01；另 2 件，说明各不相同，见逐件',
  );
});

it('one patent, or the case, has no number before it', () => {
  expect(groupedText([about('a', '尚未答复')])).toBe('尚未答复');
  expect(groupedText([about('c', '甲', 'case'), about('c', '乙', 'case')])).toBe('甲；乙');
  expect(groupedText([])).toBe('');
});
