import type { PatentsSection } from '../../case/patents-section';
import { productKey } from '../../case/product-key';
import { type Failure, type Result, refuse } from '../../kernel/result';
import { derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { type ComparedValue, type Disagreement, disagreement } from '../../valuation/compare/disagreement';
import { type Reconciliation, reconcile } from '../../valuation/compare/reconciliation';
import { readDisagreementBands } from '../../valuation/simulation/uncertainty-rules';
import type { ProductValue } from './asset-valuation';
import type { EntryModel } from './entry-model';
import { gapLines } from './gap-lines';
import type { ModelledEntry } from './value-case';

/** All entries that value one product. */
interface ProductGroup {
  readonly product: string;
  readonly entries: readonly ModelledEntry[];
}

const grouped = (entries: readonly ModelledEntry[]): readonly ProductGroup[] => {
  const groups = new Map<string, { product: string; entries: ModelledEntry[] }>();
  for (const entry of entries) {
    const key = productKey(entry.product);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { product: entry.product, entries: [entry] });
    else group.entries.push(entry);
  }
  return [...groups.values()];
};

/** Named after the entry whose id comes first, so that the order of the list does not rename the figure. */
export const productFigureId = (entries: readonly string[]): string =>
  `patent-product/${[...entries].sort()[0] ?? ''}`;

const comparedOf = ({ use, title, valuation }: EntryModel): ComparedValue => ({
  method: use.id,
  title,
  valueFen: BigInt(valuation.valueFen),
  lowFen: BigInt(valuation.lowFen),
  highFen: BigInt(valuation.highFen),
  trace: valuation.trace,
});

const disagreementOf = (
  values: readonly ComparedValue[],
  rules: RulesAt,
  id: string,
): Result<Disagreement> | null => {
  if (values.length < 2) return null;
  const bands = readDisagreementBands(rules);
  return bands.ok ? disagreement(values, bands.value, `${id}/disagreement`) : bands;
};

const gapOf = (models: readonly EntryModel[], compared: Result<Disagreement> | null): ProductValue['gap'] => {
  const widest = compared?.ok === true ? compared.value.pairs[0] : undefined;
  const modelOf = (id: string): EntryModel | undefined => models.find(({ use }) => use.id === id);
  const from = widest === undefined ? undefined : modelOf(widest.lower);
  const to = widest === undefined ? undefined : modelOf(widest.higher);
  return from === undefined || to === undefined
    ? null
    : { from: from.use.id, to: to.use.id, lines: gapLines(from, to) };
};

const notWeighed = (product: string, values: number, refused: readonly ModelledEntry[]): Failure => ({
  code: 'E_NOT_RECONCILED',
  message:
    refused.length === 0
      ? `“${product}”有 ${values} 种方法的结果，还没有人写明怎样取舍`
      : `“${product}”有 ${values} 种方法得出结果，${refused.map(({ title }) => title).join('、')}未能估值，还没有人写明怎样取舍`,
  path: 'sections.patents.reconciliations',
  remedy: '请为每种方法写明权重和理由；不用的方法请移除或权重填 0',
});

const reconciliationOf = (
  section: PatentsSection,
  product: string,
  values: readonly ComparedValue[],
  refused: readonly ModelledEntry[],
  id: string,
): Result<Reconciliation> | null => {
  const choices = section.reconciliations.flatMap((record, index) =>
    productKey(record.product) === productKey(product)
      ? [{ record, path: `sections.patents.reconciliations[${index}]` }]
      : [],
  );
  const [choice, second] = choices;
  if (choice === undefined) return null;
  if (second !== undefined)
    return refuse(
      'E_TWICE',
      `“${product}”的取舍写了 ${choices.length} 次，不知以哪一次为准`,
      second.path,
      '请只保留一次调和',
    );
  const { weights, reason, by } = choice.record;
  const failed = refused.find(({ entry }) => weights.some((weight) => weight.entry === entry));
  if (failed !== undefined)
    return refuse(
      'E_UNKNOWN_METHOD',
      `${failed.title}未能估值，却有权重`,
      `${choice.path}.weights`,
      '请先补全该方法的输入；不采用的，请移除该方法或删去这一项权重',
    );
  return reconcile(
    values,
    { weights: weights.map(({ entry, ...rest }) => ({ method: entry, ...rest })), reason, by },
    id,
    choice.path,
  );
};

type Counted = Pick<ProductValue, 'state' | 'valueFen' | 'lowFen' | 'highFen' | 'trace'>;

const NOTHING = { valueFen: null, lowFen: null, highFen: null } as const;

const only = (id: string, product: string, { valuation, title }: EntryModel): Counted => ({
  state: 'single',
  valueFen: valuation.valueFen,
  lowFen: valuation.lowFen,
  highFen: valuation.highFen,
  trace: derive({
    id,
    label: `产品价值 · ${product}`,
    value: valuation.valueFen,
    unit: 'fen',
    formula: `只有一种方法：${title}`,
    children: [valuation.trace],
  }),
});

const withheld = (
  id: string,
  product: string,
  state: 'open' | 'none',
  { message, remedy }: Failure,
  models: readonly EntryModel[],
): Counted => ({
  ...NOTHING,
  state,
  // Without a value there is no leaf to stand on: the trace of the reason belongs to the figure alone.
  trace:
    models.length === 0
      ? null
      : derive({
          id,
          label: `产品价值 · ${product}`,
          value: null,
          unit: 'fen',
          note: `${message}。${remedy}`,
          children: models.map(({ valuation }) => valuation.trace),
        }),
});

/** One product with the state it is in and, where it has no value, why. */
export interface ProductOutcome {
  readonly value: ProductValue;
  /** Ids of the patents behind it; of all its entries. */
  readonly patents: readonly string[];
  /** Why the product has no value; `null` when it has one. */
  readonly withheld: Failure | null;
  readonly models: readonly EntryModel[];
}

const outcomeOf = (section: PatentsSection, rules: RulesAt, group: ProductGroup): ProductOutcome => {
  const { product, entries } = group;
  const ids = entries.map(({ entry }) => entry);
  const id = productFigureId(ids);
  const models = entries.flatMap(({ model }) => (model.ok ? [model.value] : []));
  const refused = entries.filter(({ model }) => !model.ok);
  const values = models.map(comparedOf);
  const compared = disagreementOf(values, rules, id);
  const alone = entries.length === 1 ? models[0] : undefined;
  const reconciliation =
    alone !== undefined || models.length === 0
      ? null
      : reconciliationOf(section, product, values, refused, id);
  const weighed = reconciliation?.ok === true ? reconciliation.value : null;
  const first = refused[0]?.model;
  const reason: Failure | null =
    alone !== undefined || weighed !== null
      ? null
      : models.length === 0 && first?.ok === false
        ? first.failure
        : reconciliation?.ok === false
          ? reconciliation.failure
          : notWeighed(product, models.length, refused);
  const counted: Counted =
    alone !== undefined
      ? only(id, product, alone)
      : weighed !== null
        ? {
            state: 'reconciled',
            valueFen: weighed.valueFen,
            lowFen: weighed.lowFen,
            highFen: weighed.highFen,
            trace: { ...weighed.trace, label: `产品价值 · ${product}` },
          }
        : withheld(
            id,
            product,
            models.length === 0 ? 'none' : 'open',
            reason ?? notWeighed(product, 0, refused),
            models,
          );
  return {
    value: {
      product,
      entries: ids,
      disagreement: compared,
      gap: gapOf(models, compared),
      reconciliation,
      ...counted,
    },
    patents: [...new Set(entries.flatMap(({ patents }) => patents))],
    withheld: reason,
    models,
  };
};

/** All products of a case, in the order in which their first entry stands. */
export const productOutcomes = (
  section: PatentsSection,
  rules: RulesAt,
  entries: readonly ModelledEntry[],
): readonly ProductOutcome[] => grouped(entries).map((group) => outcomeOf(section, rules, group));
