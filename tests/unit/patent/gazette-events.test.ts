import { describe, expect, it } from 'vitest';
import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  type EventStatus,
  recordFactsFrom,
  statusFromEvents,
} from '../../../src/lib/patent/events/event-status';
import { eventReason } from '../../../src/lib/patent/events/event-reasons';
import { type GazetteEvent, readGazetteRows } from '../../../src/lib/patent/events/gazette-events';
import { readLegalEventRules } from '../../../src/lib/patent/events/legal-event-codes';
import { patentRules } from '../../fixtures/patent-case';

const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const rules = mustBeOk(readLegalEventRules(patentRules()));
const ON = day('2026-11-20');

/** `PE01 2020-01-01` or `PE01 2020-01-01 #1`, parted by commas. */
const eventsOf = (text: string): readonly GazetteEvent[] =>
  text === ''
    ? []
    : text.split(', ').map((entry) => {
        const [code = '', date = '', ref] = entry.split(' ');
        return { code, date: day(date), ...(ref === undefined ? {} : { ref }) };
      });

const status = (text: string, coveredThrough: PlainDate | null = ON, on = ON): EventStatus =>
  statusFromEvents(eventsOf(text), on, { rules, coveredThrough });

describe('whether the right lives', () => {
  it.each([
    ['CF01 2024-01-01', false],
    ['CX01 2024-01-01', false],
    ['AV01 2024-01-01', false],
    ['IW01 2024-01-01', false],
    ['CF01 2024-01-01, RR01 2024-06-01', true],
    ['CF01 2020-01-01, RR01 2020-06-01, CF01 2024-01-01', false],
    ['RR01 2020-06-01, CF01 2020-01-01', true],
    ['CF01 2024-01-01, RR01 2024-01-01', null],
    ['CX01 2024-01-01, RR01 2024-06-01', false],
    ['IW01 2022-01-01, CF01 2024-01-01, RR01 2024-06-01', false],
    ['GR01 2020-01-01', true],
    ['TR01 2020-01-01', null],
    ['', null],
  ])('%s → %s', (text, inForce) => {
    expect(status(text).inForce).toBe(inForce);
  });

  it('full invalidation goes before an end that came earlier, and each fact names its own entry', () => {
    const told = (text: string): readonly unknown[] => {
      const found = status(text);
      const { invalidationOutcome } = recordFactsFrom(found, rules);
      return [invalidationOutcome, eventReason('invalidationOutcome', eventsOf(text), found, rules)];
    };
    expect(told('CX01 2022-01-01, IW01 2023-01-01')).toEqual(['invalid', expect.stringContaining('IW01')]);
    expect(told('IW01 2022-01-01, CF01 2024-01-01')).toEqual(['invalid', expect.stringContaining('IW01')]);
    expect(told('IP01 2022-01-01, CF01 2024-01-01')).toEqual([
      'upheld-part',
      expect.stringContaining('IP01'),
    ]);
  });

  it('in force needs complete entries; dead does not', () => {
    expect(status('GR01 2020-01-01', null).inForce).toBeNull();
    expect(status('GR01 2020-01-01', day('2026-11-19')).inForce).toBeNull();
    expect(status('CF01 2024-01-01', null).inForce).toBe(false);
    expect(status('CF01 2024-01-01, RR01 2024-06-01', null)).toMatchObject({
      inForce: null,
      end: null,
      revivedOn: '2024-06-01',
    });
  });

  it('later entries are not read; the entry of the day is', () => {
    expect(status('GR01 2020-01-01, CF01 2026-11-21').inForce).toBe(true);
    expect(status('GR01 2020-01-01, CF01 2026-11-20').inForce).toBe(false);
  });

  it('an expiry with a later restoration is named as a contradiction', () => {
    expect(status('CX01 2024-01-01, RR01 2024-06-01').notes.join()).toContain('矛盾');
  });
});

describe('pledge, preservation, licence', () => {
  it.each([
    ['PE01 2022-01-01', true],
    ['PE01 2022-01-01, PC01 2023-01-01', false],
    ['PE01 2022-01-01, PC01 2023-01-01, PE01 2024-01-01', true],
    ['PE01 2022-01-01, PM01 2022-06-01', true],
    ['PM01 2022-06-01', true],
    ['PM01 2022-06-01, PC01 2023-01-01', false],
    ['PC01 2023-01-01', null], // which pledge ended, and were there others
    ['PE01 2022-01-01, PE01 2022-02-01, PC01 2023-01-01', null],
    ['PE01 2022-01-01, PC01 2022-01-01', null],
    ['PE01 2022-01-01 #1, PE01 2022-02-01 #2, PC01 2023-01-01 #1', true],
    ['PE01 2022-01-01 #1, PE01 2022-02-01 #2, PC01 2023-01-01 #1, PC01 2023-02-01 #2', false],
    ['PE01 2022-01-01 #1, PC01 2023-01-01', false],
    ['', false],
  ])('pledged: %s → %s', (text, pledged) => {
    expect(status(text).pledged).toBe(pledged);
  });

  it('a “no” needs entries complete to the day and known codes', () => {
    expect(status('', null).pledged).toBeNull();
    expect(status('PE01 2022-01-01, PC01 2023-01-01', null).pledged).toBeNull();
    expect(status('PE01 2022-01-01', null).pledged).toBe(true);
    const strange = status('ZZ99 2022-01-01');
    expect(strange.pledged).toBeNull();
    expect(strange.unknownCodes).toEqual(['ZZ99']);
    expect(strange.notes.join()).toContain('ZZ99');
  });

  it('frozen by PP01 until PD01; licensed by EE01 until EC01; owner changed by TR01', () => {
    expect(status('PP01 2022-01-01').frozen).toBe(true);
    expect(status('PP01 2022-01-01, PD01 2023-01-01').frozen).toBe(false);
    expect(status('EE01 2022-01-01').licensed).toBe(true);
    expect(status('EE01 2022-01-01, EM01 2022-06-01, EC01 2023-01-01').licensed).toBe(false);
    expect(status('TR01 2021-01-01, TR01 2022-01-01')).toMatchObject({
      ownerChanged: true,
      ownerRenamed: false,
      lastTransfer: '2022-01-01',
      transfers: 2,
    });
    expect(status('CP03 2021-01-01').ownerRenamed).toBe(true);
    expect(status('IP01 2021-01-01').partlyInvalid).toBe(true);
  });
});

describe('the facts of a record', () => {
  const facts = (text: string, covered: PlainDate | null = ON) =>
    recordFactsFrom(status(text, covered), rules);

  it('only what is settled', () => {
    expect(facts('CF01 2024-01-01', null)).toEqual({ status: 'dead', statusText: '未缴年费专利权终止' });
    expect(facts('IW01 2024-01-01', null)).toMatchObject({ status: 'dead', invalidationOutcome: 'invalid' });
    expect(facts('PE01 2022-01-01', null)).toEqual({ pledgeLive: true });
    expect(facts('', null)).toEqual({});
    expect(facts('GR01 2020-01-01, PE01 2022-01-01, PC01 2023-01-01')).toEqual({
      status: 'in-force',
      statusText: '有效（据公报事务）',
      pledgeLive: false,
      procedureSuspended: false,
      transferCount: 0,
      licenceCount: 0,
      pledgeCount: 1,
    });
  });
});

describe('reading entries', () => {
  it('keeps the good and lists the bad', () => {
    const { value, failures } = readGazetteRows([
      { code: ' ｐe01 ', date: '2022年1月5日', ref: ' Y2022 ' },
      { code: 'PE1', date: '2022-01-05' },
      { code: 'PC01', date: '' },
      { code: 'PC01', date: '2022-02-30' },
    ]);
    expect(value).toEqual([{ code: 'PE01', date: '2022-01-05', ref: 'Y2022' }]);
    expect(failures.map((f) => `${f.code} ${f.path}`)).toEqual([
      'E_EVENT_CODE 第 2 条事务',
      'E_MISSING 第 3 条事务',
      'E_DATE 第 4 条事务',
    ]);
  });

  it('the table holds the 22 codes with their official titles', () => {
    expect(rules.byCode.size).toBe(22);
    expect(rules.byCode.get('PE01')?.title).toBe('专利权质押合同登记的生效');
    expect(rules.byCode.get('RR01')?.effect).toBe('revived');
  });
});
