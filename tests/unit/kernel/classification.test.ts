import { describe, expect, test } from 'vitest';
import { INDUSTRY_SECTIONS, parseIndustryCode } from '../../../src/lib/kernel/industry';
import { parseIpc } from '../../../src/lib/kernel/ipc';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

describe('IPC', () => {
  test.each([
    ['A61B8/00', 'A61B8/00'],
    ['H04L27/26', 'H04L27/26'],
    ['G06Q 10/06', 'G06Q10/06'],
    ['H01L', 'H01L'],
    ['C12N15/09', 'C12N15/09'],
    ['B99Z99/00', 'B99Z99/00'],
    ['A01B 1/00', 'A01B1/00'],
    ['G06Q0010060000', 'G06Q10/06'],
    ['G06Q0010000000', 'G06Q10/00'],
    ['H04L0027260100', 'H04L27/2601'],
    ['G06F 19/00(2011.01)I', 'G06F19/00'],
    ['G06F 19/00（2011.01）I', 'G06F19/00'],
    ['h04l27/26', 'H04L27/26'],
  ])('reads %j', (text, symbol) => {
    expect(valueOf(parseIpc(text))).toEqual({
      symbol,
      subclass: symbol.slice(0, 4),
      section: symbol.slice(0, 1),
    });
  });

  test.each([
    'I01B1/00',
    'A00B1/00',
    'G06Q10',
    'G06Q10/6',
    '',
    'G06',
    'G06Q10/06;G06Q50/18',
    'G'.repeat(1000),
  ])('refuses %j', (text) => {
    expect(codeOf(parseIpc(text))).toBe('E_IPC');
    expectHelpful(parseIpc(text));
  });
});

describe('GB/T 4754-2017', () => {
  test('20 sections A–T hold the 97 divisions 01–97 once each, in order', () => {
    expect(INDUSTRY_SECTIONS.map((s) => s.code).join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    const codes = INDUSTRY_SECTIONS.flatMap((s) => s.divisions.map((division) => division.code));
    expect(codes).toEqual(Array.from({ length: 97 }, (_, i) => String(i + 1).padStart(2, '0')));
    for (const section of INDUSTRY_SECTIONS)
      for (const division of section.divisions) expect(division.title).not.toBe('');
  });

  test.each([
    ['C', { code: 'C', section: 'C', title: '制造业' }],
    ['c39', { code: 'C39', section: 'C', division: '39', title: '计算机、通信和其他电子设备制造业' }],
    ['39', { code: 'C39', section: 'C', division: '39', title: '计算机、通信和其他电子设备制造业' }],
    ['C3912', { code: 'C3912', section: 'C', division: '39', title: '计算机、通信和其他电子设备制造业' }],
    ['I64', { code: 'I64', section: 'I', division: '64', title: '互联网和相关服务' }],
  ])('reads %j', (text, industry) => {
    expect(valueOf(parseIndustryCode(text))).toEqual(industry);
  });

  test.each(['', 'U', 'C98', '00', '98', 'A39', '3', 'C39123', '制造业'])('refuses %j', (text) => {
    expect(codeOf(parseIndustryCode(text))).toBe('E_INDUSTRY');
    expectHelpful(parseIndustryCode(text));
  });
});
