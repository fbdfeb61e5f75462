import type { Outputs } from '../../case/method';
import { type Fen, formatWan, parseFenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import type { FieldValue } from '../form-model';
import type { WholeFiling } from './bound-filings';
import { contradiction, pathOf, placeOf, valueAt } from './contradiction';
import { enteredOf } from './filing';
import { dates } from './filing-date-checks';
import { receiptsOf } from './filing-values';
import { patentTerms } from './patent-term-checks';

/** Contradictions of the filings of a case. Every message names both places. */

const wan = (fen: Fen): string => `${formatWan(fen)} 万元`;

const fenOf = (text: string | null | undefined): Fen | null => {
  const read = text === null || text === undefined ? null : parseFenText(text);
  return read?.ok === true ? read.value : null;
};

/** Two sources of one filing that say different things under a code that a contract states once. */
const rowsAgree = (
  whole: WholeFiling,
  code: string,
  what: string,
  failureCode: string,
): readonly Failure[] => {
  const given = whole.values.rows.flatMap(({ values }) => {
    const field = values.get(code);
    return field === undefined || field.value === null ? [] : [{ field, value: field.value }];
  });
  const [first] = given;
  const other = given.find(({ value }) => value !== first?.value);
  if (first === undefined || other === undefined) return [];
  const said = ({ field, value }: (typeof given)[number]): string => {
    const fen = field.trace.unit === 'fen' ? fenOf(value) : null;
    return `${placeOf(field)}写 ${fen === null ? value : wan(fen)}`;
  };
  return [
    contradiction(
      failureCode,
      `${whole.filing.title}的${what}两处不同：${said(first)}，${said(other)}；同一合同只有一个数`,
      pathOf(other.field),
      '请核对合同后改正其中一处，或分成两项办理',
    ),
  ];
};

const UNIT_FACTOR = 10_000n;

/** The amount of the contract against the need of the case and the maximum. */
const amounts = (whole: WholeFiling): readonly Failure[] => {
  const secured = valueAt(whole, 'secured_amount');
  const need = valueAt(whole, 'debt_amount');
  const [fen, needed] = [fenOf(secured?.value), fenOf(need?.value)];
  if (secured === undefined || need === undefined || fen === null || needed === null || secured === need)
    return [];
  const both = `${placeOf(secured)}为 ${wan(fen)}，${placeOf(need)}为 ${wan(needed)}`;
  if (fen !== needed && (fen * UNIT_FACTOR === needed || fen === needed * UNIT_FACTOR))
    return [
      contradiction(
        'E_UNIT',
        `${whole.filing.title}：${both}，正好相差一万倍，像是元与万元写混了`,
        pathOf(secured),
        '请核对两处的单位',
      ),
    ];
  const maximum = valueAt(whole, 'maximum')?.value ?? null;
  const most = valueAt(whole, 'maximum_amount');
  const limit = fenOf(most?.value);
  if (maximum === '是' && most !== undefined && limit !== null && fen > limit)
    return [
      contradiction(
        'E_AMOUNT',
        `${whole.filing.title}：${placeOf(secured)}为 ${wan(fen)}，大于${placeOf(most)} ${wan(limit)}`,
        pathOf(secured),
        '最高额担保的债权数额不能大于最高债权额，请改正其中一处',
      ),
    ];
  if (whole.filing.kind === 'patent-pledge' || maximum !== '否' || fen <= needed) return [];
  return [
    contradiction(
      'E_AMOUNT',
      `${whole.filing.title}：${both}，前者大于后者，而合同写明不是最高额`,
      pathOf(secured),
      '请核对两处金额，或改正“是否最高额”',
    ),
  ];
};

const maxima = (whole: WholeFiling): readonly Failure[] =>
  whole.values.rows.flatMap(({ values }) => {
    const filed = values.get('detail.maximum_fen');
    const agreed = values.get('detail.contract_maximum_fen');
    const [a, b] = [fenOf(filed?.value), fenOf(agreed?.value)];
    if (filed === undefined || agreed === undefined || a === null || b === null || a === b) return [];
    return [
      contradiction(
        'E_AMOUNT',
        `${whole.filing.title}的最高债权额两处不同：${placeOf(filed)}写 ${wan(a)}，${placeOf(agreed)}写 ${wan(b)}`,
        pathOf(filed),
        '登记与合同不一致时以登记为准（担保制度解释第十五条），请改正其中一处',
      ),
    ];
  });

const CARRIED = 'structure/carried/';
const POOL = 'offer/patent-pool';

/** The structure must not count more on the sources of a filing than the filing secures. */
const structure = (whole: WholeFiling, { figures }: Outputs): readonly Failure[] => {
  const secured = valueAt(whole, 'secured_amount');
  const fen = fenOf(secured?.value);
  if (secured === undefined || fen === null || whole.filing.act !== 'register') return [];
  if (whole.filing.index.subject === 'supports' || whole.filing.index.subject === 'credit') return [];
  const ids = new Set(whole.filing.sources.flatMap(({ id, item }) => (item === null ? [id] : [id, item.id])));
  if (whole.filing.kind === 'patent-pledge') ids.add(POOL);
  const own = figures.filter(({ id }) => id.startsWith(CARRIED) && ids.has(id.slice(CARRIED.length)));
  const carried = own.reduce((sum, { value }) => sum + (fenOf(value) ?? 0n), 0n);
  if (carried <= fen) return [];
  return [
    contradiction(
      'E_AMOUNT',
      `${whole.filing.title}：押品组合对其计入 ${wan(carried)}（${own.map(({ label }) => label).join('、')}），${placeOf(secured)}却只担保 ${wan(fen)}`,
      pathOf(secured),
      '请改正担保的债权数额，或重新安排押品组合',
    ),
  ];
};

const REGISTERED = ['detail.registered_owner', 'detail.registered_name'];

/** Names are the same, character for character: who gives the security and whom the register names. */
const names = (whole: WholeFiling): readonly Failure[] => {
  const provider = valueAt(whole, 'provider_name');
  const name = provider?.value ?? null;
  if (provider === undefined || name === null || whole.filing.kind === 'patent-pledge') return [];
  // Who holds a certificate of data is judged by the gates of data assets, which look at more than the name.
  const rows = whole.values.rows.filter(({ source }) => source.data === null);
  return rows.flatMap(({ values }) =>
    REGISTERED.flatMap((code) => {
      const own = values.get(code);
      if (own === undefined || own.value === null || own.value === name) return [];
      // Co-owners stand in the register together; the others consent by a paper of their own.
      const coOwned = values.get('detail.co_owned')?.value === '是';
      if (coOwned && own.value.split(/[、，,；;]/u).some((one) => one.trim() === name)) return [];
      return [
        contradiction(
          'E_NAME',
          `${whole.filing.title}：${placeOf(own)}写“${own.value}”，${placeOf(provider)}写“${name}”，应当逐字相同`,
          pathOf(own),
          '请对照营业执照和登记簿改正其中一处',
        ),
      ];
    }),
  );
};

const numbersOnce = (whole: WholeFiling): readonly Failure[] => {
  const first = new Map<string, FieldValue>();
  return whole.values.rows.flatMap(({ values }) => {
    const own =
      values.get('patent_no') ?? values.get('detail.registration_no') ?? values.get('detail.certificate_no');
    if (own === undefined || own.value === null) return [];
    const before = first.get(own.value);
    if (before === undefined) {
      first.set(own.value, own);
      return [];
    }
    return [
      contradiction(
        'E_COUNT',
        `${whole.filing.title}：${placeOf(before)}与${placeOf(own)}都是“${own.value}”，合同与清单的项数会多算一项`,
        pathOf(own),
        '请删去重复的一项',
      ),
    ];
  });
};

/** An answer that there is none of a thing, beside the thing. */
const answers = (whole: WholeFiling): readonly Failure[] => {
  const answer = enteredOf(whole.filing, 'has_counter');
  const measures = enteredOf(whole.filing, 'counter_security');
  if (answer !== '否' || measures === null) return [];
  const at = `登记包 › ${whole.filing.title}`;
  return [
    contradiction(
      'E_ANSWER',
      `${at} › 是否有反担保写“否”，${at} › 反担保措施却写“${measures}”`,
      `$.sections.filings.records[${JSON.stringify(whole.filing.id)}].entered.has_counter`,
      '请改正其中一处',
    ),
  ];
};

/** A value entered here for which the case has its own place, and says something else there. */
const enteredTwice = (whole: WholeFiling): readonly Failure[] =>
  Object.entries(whole.filing.record?.entered ?? {}).flatMap(([key, { value }]) => {
    const stroke = key.indexOf('/');
    const row =
      stroke < 0 ? undefined : whole.values.rows.find(({ source }) => source.id === key.slice(0, stroke));
    const own = row === undefined ? valueAt(whole, key) : row.values.get(key.slice(stroke + 1));
    if (own === undefined || own.value === null || value.trim() === '' || own.value === value) return [];
    return [
      contradiction(
        'E_ENTERED_TWICE',
        `${whole.filing.title}：登记包录入“${value}”，${placeOf(own)}写“${own.value}”`,
        pathOf(own),
        '请删去登记包里的录入，以案卷的栏目为准',
      ),
    ];
  });

/** One registration number for two registries cannot be. */
const receiptsOnce = (filings: readonly WholeFiling[]): readonly Failure[] => {
  const first = new Map<string, WholeFiling>();
  return filings
    .filter(({ filing }) => filing.act === 'register' && filing.kind !== 'subsidy')
    .flatMap((whole) => {
      const own = valueAt(whole, 'reg_no');
      if (own === undefined) return [];
      const numbers = new Set(receiptsOf(whole.filing).map(({ registrationNumber }) => registrationNumber));
      return [...numbers].flatMap((number) => {
        const before = first.get(number);
        first.set(number, before ?? whole);
        if (before === undefined || number === '') return [];
        return [
          contradiction(
            'E_RECEIPT',
            `${before.filing.title}与${whole.filing.title}录入了同一个登记号“${number}”`,
            pathOf(own),
            '请对照两份登记证明改正其中一处',
          ),
        ];
      });
    });
};

/** Every contradiction of the filings, in their order; empty = they may be exported. */
export const filingChecks = (filings: readonly WholeFiling[], outputs: Outputs): readonly Failure[] => [
  ...filings.flatMap((whole) => [
    ...rowsAgree(whole, 'detail.secured_fen', '被担保债权数额', 'E_AMOUNT'),
    ...rowsAgree(whole, 'detail.maximum', '是否最高额', 'E_AMOUNT'),
    ...rowsAgree(whole, 'detail.term_months', '登记期限', 'E_TERM'),
    ...rowsAgree(whole, 'detail.maximum_fen', '最高债权额', 'E_AMOUNT'),
    ...rowsAgree(whole, 'detail.security_scope', '担保范围', 'E_SCOPE'),
    ...rowsAgree(whole, 'detail.pledge_term', '质权登记期限', 'E_TERM'),
    ...answers(whole),
    ...amounts(whole),
    ...maxima(whole),
    ...structure(whole, outputs),
    ...names(whole),
    ...dates(whole),
    ...patentTerms(whole, outputs),
    ...numbersOnce(whole),
    ...enteredTwice(whole),
  ]),
  ...receiptsOnce(filings),
];
