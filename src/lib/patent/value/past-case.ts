import type { CaseRecord } from '../../case/case-record';
import { productKey } from '../../case/product-key';
import { type RealisedOutcome, realisedOutcomeOf } from '../../case/realised-outcome';
import { type Fen, parseFenText } from '../../kernel/fen';
import type { Failure, WithFailures } from '../../kernel/result';
import type { PastCase } from '../../valuation/compare/back-test';
import type { ProductValue, ValuedEntry } from './asset-valuation';

/** Name under which the value that counted is tested beside the methods. */
export const ADOPTED = '采用值（调和后）';

/** Name of the value last found before the disposal. */
export const BEFORE_DISPOSAL = '处置前价值（处置记录）';

const left = (caseRecord: CaseRecord, code: string, message: string, remedy: string): Failure => ({
  code,
  message: `案例“${caseRecord.title}”${message}`,
  path: `案卷 ${caseRecord.id}`,
  remedy,
});

const bundleOf = ({ sections: { patents } }: CaseRecord, entry: string): readonly string[] =>
  (patents.forecasts.find(({ id }) => id === entry) ?? patents.worksheets.find(({ id }) => id === entry))
    ?.patents ?? [];

const fenOf = (text: string | null): Fen | null => {
  if (text === null) return null;
  const read = parseFenText(text);
  return read.ok ? read.value : null;
};

const conflict = (caseRecord: CaseRecord, outcome: RealisedOutcome): Failure =>
  left(
    caseRecord,
    'W_OUTCOME_DIFFERS',
    `的实际变现有两个数：${outcome.conflict}`,
    '请核对到账凭证，改正其中一处',
  );

/** One method over all products of a case: the sum, or why there is none. */
const methodSum = (
  caseRecord: CaseRecord,
  title: string,
  entries: readonly ValuedEntry[],
  products: readonly string[],
): Fen | Failure => {
  let sum = 0n;
  for (const product of products) {
    const own = entries.filter((entry) => productKey(entry.product) === product);
    const [entry] = own;
    if (entry === undefined)
      return left(
        caseRecord,
        'E_PARTLY_VALUED',
        `的“${title}”没有估全各个产品，与全部质押专利的变现额不可比`,
        '请补齐该方法对各产品的估值，或不以该方法回测',
      );
    if (own.length > 1)
      return left(
        caseRecord,
        'E_TWICE',
        `的产品“${entry.product}”有 ${own.length} 份“${title}”，不知以哪一份为准`,
        '请只保留一份',
      );
    if (!entry.result.ok)
      return left(
        caseRecord,
        entry.result.failure.code,
        `的“${title}”估不出来：${entry.result.failure.message}`,
        entry.result.failure.remedy,
      );
    const fen = fenOf(entry.result.value.valueFen);
    if (fen === null) return left(caseRecord, 'E_FEN', `的“${title}”不是金额`, '请核对估值');
    sum += fen;
  }
  return sum;
};

const adopted = (products: readonly ProductValue[], names: readonly string[]): Fen | null => {
  const values = names.map((name) =>
    fenOf(products.find(({ product }) => productKey(product) === name)?.valueFen ?? null),
  );
  return values.reduce<Fen | null>((sum, fen) => (sum === null || fen === null ? null : sum + fen), 0n);
};

/**
 * A case that knows what its pledged patents fetched, as a past case: each method by its name, summed over all products,
 * and the value that counted, and the value before disposal where a disposal record says it. Left out with the reason: bundles that reach outside the pledge, pledged patents
 * behind no value, methods that did not value every product or stopped, products valued twice by one method. `null` when the case has no outcome.
 */
export const pastCaseOf = (
  caseRecord: CaseRecord,
  evaluated: { readonly valuations: readonly ValuedEntry[]; readonly products: readonly ProductValue[] },
): WithFailures<PastCase> | null => {
  const outcome = realisedOutcomeOf(caseRecord);
  if (outcome === null) return null;
  const { pledged } = caseRecord.sections.patents;
  const failures: Failure[] = outcome.conflict === '' ? [] : [conflict(caseRecord, outcome)];
  const inPledge = new Set(pledged);
  const entries = evaluated.valuations.filter(({ entry, product, title }) => {
    const outside = bundleOf(caseRecord, entry).filter((id) => !inPledge.has(id)).length;
    if (outside > 0)
      failures.push(
        left(
          caseRecord,
          'E_OUTSIDE_PLEDGE',
          `的“${product}·${title}”含 ${outside} 件没有质押的专利，与变现额不可比`,
          '请只对质押的专利估值，或另建案卷',
        ),
      );
    return outside === 0;
  });
  const behind = new Set(entries.flatMap(({ entry }) => bundleOf(caseRecord, entry)));
  const bare = pledged.filter((id) => !behind.has(id)).length;
  if (entries.length > 0 && bare > 0)
    failures.push(
      left(
        caseRecord,
        'E_PARTLY_VALUED',
        `有 ${bare} 件质押专利没有估值，与全部质押专利的变现额不可比`,
        '请补齐这些专利的估值，或另建只含已估专利的案卷',
      ),
    );
  const comparable = bare > 0 ? [] : entries;
  const products = [...new Set(comparable.map(({ product }) => productKey(product)))];
  const values: PastCase['values'][number][] = [];
  for (const title of new Set(comparable.map((entry) => entry.title))) {
    const sum = methodSum(
      caseRecord,
      title,
      comparable.filter((entry) => entry.title === title),
      products,
    );
    if (typeof sum === 'bigint') values.push({ method: title, title, valueFen: sum });
    else failures.push(sum);
  }
  const counted = products.length === 0 ? null : adopted(evaluated.products, products);
  if (counted !== null && failures.every(({ code }) => code !== 'E_OUTSIDE_PLEDGE'))
    values.push({ method: ADOPTED, title: ADOPTED, valueFen: counted });
  const before = fenOf(outcome.valueBeforeFen);
  if (before !== null) values.push({ method: BEFORE_DISPOSAL, title: BEFORE_DISPOSAL, valueFen: before });
  if (values.length === 0)
    failures.push(
      left(
        caseRecord,
        'E_NO_VALUE',
        '没有一种方法得出可比的估值',
        '请在专利 › 估值中补齐，或在表格中录入当时的估值',
      ),
    );
  const fetchedFen = fenOf(outcome.fetchedFen);
  return {
    value: {
      id: `case/${caseRecord.id}`,
      title: caseRecord.title,
      values,
      fetchedFen,
      source: `${outcome.source}（${outcome.on} 变现）`,
    },
    failures,
  };
};
