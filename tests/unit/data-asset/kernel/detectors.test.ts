import { describe, expect, it } from 'vitest';
import { detectBankCard } from '../../../../src/lib/data-asset/detectors/bank-card';
import { detectCreditCode } from '../../../../src/lib/data-asset/detectors/credit-code-bytes';
import { detectEmail } from '../../../../src/lib/data-asset/detectors/email-address';
import { detectMobilePhone } from '../../../../src/lib/data-asset/detectors/mobile-phone';
import { detectNumberPlate } from '../../../../src/lib/data-asset/detectors/number-plate';
import { MATCH, NO_MATCH, type Outcome, SHAPE_ONLY } from '../../../../src/lib/data-asset/detectors/outcome';
import { detectResidentId, residentIdCheck } from '../../../../src/lib/data-asset/detectors/resident-id';
import { detectorFindings } from '../../../../src/lib/data-asset/detectors/verdict';
import { mergeSketches } from '../../../../src/lib/data-asset/kernel/merge-sketch';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { columnOf, profileBytes, profileText } from '../../../fixtures/profile-kernel';

type Detect = (bytes: Uint8Array, start: number, end: number) => Outcome;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Asked in the middle of other bytes, as in a file. */
const ask = (detect: Detect, value: string | Uint8Array): Outcome => {
  const bytes = typeof value === 'string' ? bytesOf(value) : value;
  const around = Uint8Array.from([49, 44, ...bytes, 44, 49]);
  return detect(around, 2, 2 + bytes.length);
};

describe('detectors', () => {
  it('C-CHECKSUM: check characters of the sample numbers of GB 11643 and GB 32100', () => {
    expect(String.fromCharCode(residentIdCheck(bytesOf('11010519491231002'), 0))).toBe('X');
    expect(ask(detectCreditCode, '91350100M000100Y43')).toBe(MATCH);
    for (const other of '012456789')
      expect(ask(detectCreditCode, `91350100M000100Y4${other}`)).toBe(SHAPE_ONLY);
  });

  it('resident ID: region, date, check', () => {
    expect(ask(detectResidentId, '11010519491231002X')).toBe(MATCH);
    expect(ask(detectResidentId, '11010519491231002x')).toBe(MATCH);
    expect(ask(detectResidentId, '110105194912310021')).toBe(SHAPE_ONLY);
    // 16 is no province, 31 February no date, 1899 too early, a letter inside, 17 characters.
    for (const text of [
      '16010519491231002X',
      '11010519490231002X',
      '11010518991231002X',
      '1101051949123100AX',
      '1101051949123100X',
      '11010519490031002X',
    ])
      expect(ask(detectResidentId, text), text).toBe(NO_MATCH);
  });

  it('mobile phone', () => {
    for (const text of ['13800138000', '+8613800138000', '+86 13800138000', '138-0013-8000', '199 0000 0000'])
      expect(ask(detectMobilePhone, text), text).toBe(MATCH);
    for (const text of [
      '12800138000',
      '1380013800',
      '138001380001',
      '138-00138-000',
      '+8513800138000',
      '1380013800a',
    ])
      expect(ask(detectMobilePhone, text), text).toBe(NO_MATCH);
  });

  it('bank card: Luhn', () => {
    // 4111 1111 1111 1111: doubled 4·2=8 and seven times 1·2=2 → 22, others eight times 1 → 8: 30.
    expect(ask(detectBankCard, '4111111111111111')).toBe(MATCH);
    expect(ask(detectBankCard, '4111 1111 1111 1111')).toBe(MATCH);
    expect(ask(detectBankCard, '4111111111111112')).toBe(SHAPE_ONLY);
    for (const text of [
      '411111111111',
      '41111111111111111111',
      '0111111111111111',
      '4111 1111 1111 111 1',
      '4111-1111-1111-1111',
    ])
      expect(ask(detectBankCard, text), text).toBe(NO_MATCH);
  });

  it('credit code: published numbers', () => {
    for (const text of [
      '91350100M000100Y43',
      '91110000600037341L',
      '92340604MA2PEM5Q4E',
      '92340604ma2ujyce59',
    ])
      expect(ask(detectCreditCode, text), text).toBe(MATCH);
    expect(ask(detectCreditCode, '91350100M000100Y44')).toBe(SHAPE_ONLY);
    expect(ask(detectCreditCode, '91350100M000100I43')).toBe(NO_MATCH);
    expect(ask(detectCreditCode, '91110000600037341')).toBe(NO_MATCH);
  });

  it('e-mail', () => {
    for (const text of ['a@b.cn', 'first.last+x@mail.example.com', 'A_1@ex-ample.org'])
      expect(ask(detectEmail, text), text).toBe(MATCH);
    for (const text of [
      'a@b',
      '@b.cn',
      'a@@b.cn',
      'a b@c.cn',
      '.a@b.cn',
      'a.@b.cn',
      'a@-b.cn',
      'a@b..cn',
      'a@b.c1',
      'a@b.c',
    ])
      expect(ask(detectEmail, text), text).toBe(NO_MATCH);
  });

  it('number plate, ordinary and new-energy, UTF-8 and GB 18030', () => {
    for (const text of [
      '沪A12345',
      '京A·B1234',
      '粤B1234学',
      '浙A-1234挂',
      '沪AD12345',
      '粤B12345F',
      '苏E F12345',
    ])
      expect(ask(detectNumberPlate, text), text).toBe(MATCH);
    for (const text of [
      '沪A1234',
      '沪I12345',
      '国A12345',
      '沪A1234O',
      '沪AZ12345',
      '沪A123456',
      'A12345678',
      '沪12345AB',
    ])
      expect(ask(detectNumberPlate, text), text).toBe(NO_MATCH);
    // 沪 is BB A6 in GB 18030.
    expect(ask(detectNumberPlate, Uint8Array.of(0xbb, 0xa6, ...bytesOf('A12345')))).toBe(MATCH);
    // · is A1 A4, 挂 is B9 D2.
    expect(
      ask(detectNumberPlate, Uint8Array.of(0xbb, 0xa6, 65, 0xa1, 0xa4, ...bytesOf('1234'), 0xb9, 0xd2)),
    ).toBe(MATCH);
  });
});

const ROWS = `11010519491231002X,13800138000,a@b.cn,沪A12345
110105194912310021,13900139000,nobody,沪AD12345
11010519491231002X,"02112345678",x@y.com,无
4111111111111111,+8613800138000,91350100M000100Y43,6222 0000 0000 0000
`;

describe('detectors in the pass', () => {
  it('count shapes and passed checks with their weight', () => {
    const sketch = profileText(ROWS, 4, { detect: true });
    const found = sketch.columns.map((column) =>
      Object.entries(column.detected ?? {}).filter(([, { matches }]) => matches > 0),
    );
    expect(found).toEqual([
      [
        ['residentId', { matches: 3, valid: 2 }],
        // 1101 0519 4912 3100 21 by Luhn: 2+1+0+1 + 0+5+2+9 + 8+9+2+2 + 6+1+0+0 + 4+1 = 53, no.
        ['bankCard', { matches: 2, valid: 1 }],
        // X is a letter of credit codes too.
        ['creditCode', { matches: 3, valid: 0 }],
      ],
      [['mobilePhone', { matches: 3, valid: 3 }]],
      [
        ['creditCode', { matches: 1, valid: 1 }],
        ['email', { matches: 2, valid: 2 }],
      ],
      [
        // 6+2+2·2… = 3 + 2 + 4 + 2 = 11, no.
        ['bankCard', { matches: 1, valid: 0 }],
        ['numberPlate', { matches: 2, valid: 2 }],
      ],
    ]);
  });

  it('cost nothing and say nothing without the option, and a part without them leaves the whole unknown', () => {
    expect(columnOf(profileText(ROWS, 4), 0).detected).toBeNull();
    const bytes = bytesOf(`${ROWS}${ROWS}`);
    const half = bytesOf(ROWS).length;
    const first = profileBytes(bytes, 4, { until: half, detect: true });
    const second = profileBytes(bytes, 4, { from: half, detect: true });
    const single = profileBytes(bytes, 4, { detect: true });
    const merged = mustBeOk(mergeSketches(first, second));
    expect(merged.columns.map(({ detected }) => detected)).toEqual(
      single.columns.map(({ detected }) => detected),
    );
    const silent = mustBeOk(mergeSketches(first, profileBytes(bytes, 4, { from: half })));
    expect(columnOf(silent, 0).detected).toBeNull();
  });

  it('tell numbers that pass by chance from those that were issued', () => {
    // 16-digit meter numbers one after the other: one in ten passes Luhn.
    const meters = Array.from({ length: 1000 }, (_, i) => String(7_000_000_000_000_000 + i)).join('\n');
    const column = columnOf(profileText(`${meters}\n`, 1, { detect: true }), 0);
    expect(column.detected?.bankCard).toEqual({ matches: 1000, valid: 100 });
    const presence = (text: string, id: string): string | undefined => {
      const { detected, values } = columnOf(profileText(text, 1, { detect: true }), 0);
      return detected === null
        ? undefined
        : detectorFindings(detected, values).find((f) => f.id === id)?.presence;
    };
    expect(presence(`${meters}\n`, 'bankCard')).toBe('possible');
    expect(presence(`${'4111111111111111\n'.repeat(50)}${meters.slice(0, 17 * 20)}`, 'bankCard')).toBe(
      'present',
    );
    expect(presence('11010519491231002X\n'.repeat(3), 'residentId')).toBe('present');
    expect(presence('11010519491231002X\n', 'residentId')).toBe('possible');
    expect(presence('x\n', 'residentId')).toBe('none');
    expect(presence('a@b.cn\nx\ny\n', 'email')).toBe('present');
  });
});
