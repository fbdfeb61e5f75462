import { type Result, ok, refuse } from '../../kernel/result';
import { NOT_NEGATIVE } from '../../valuation/domain';
import { type EnteredFen, type Place, fieldPath, readYears } from '../../valuation/entered';
import { type Term, amountStep, shown } from '../../valuation/term';

/** What another asset that helps to earn the income takes of it, per year (贡献资产回报). */
export interface Charge {
  /** Id, unique in the list, e.g. `working-capital`. */
  readonly id: string;
  /** 营运资金, 固定资产, 人力资本 … */
  readonly title: string;
  /** Income of that asset, 分, ≥ 0, as many years as the joint income; of the same tax basis as what it is taken from. */
  readonly amount: readonly EnteredFen[];
}

export interface ReadCharge {
  readonly id: string;
  readonly title: string;
  readonly amount: readonly Term[];
}

/** Fails with `E_MISSING` (none), `E_ASSET_TWICE`, `E_SERIES_LENGTH`, and as `readYears`. */
export const readCharges = (
  charges: readonly Charge[],
  years: number,
  place: Place,
): Result<readonly ReadCharge[]> => {
  if (charges.length === 0)
    return refuse(
      'E_MISSING',
      '没有贡献资产',
      fieldPath(place, 'charges'),
      '请列出营运资金、固定资产、人力等贡献资产的回报；否则收益会全部算作数据资产的',
    );
  const read: ReadCharge[] = [];
  for (const { id, title, amount } of charges) {
    const field = `charges[${id}]`;
    const path = fieldPath(place, field);
    if (read.some((one) => one.id === id))
      return refuse('E_ASSET_TWICE', `贡献资产“${title}”列了两次`, path, '每项贡献资产只列一次');
    if (amount.length !== years)
      return refuse(
        'E_SERIES_LENGTH',
        `“${title}”有 ${amount.length} 年，收益有 ${years} 年`,
        path,
        '两者应按同样的年度填写',
      );
    const terms = readYears(place, { field, label: `“${title}”回报`, domain: NOT_NEGATIVE }, amount);
    if (!terms.ok) return terms;
    read.push({ id, title, amount: terms.value });
  }
  return ok(read);
};

/** Income of one year less the charges of that year. */
export const lessCharges = (
  place: Place,
  index: number,
  joint: Term,
  charges: readonly ReadCharge[],
): Term => {
  const taken = charges.flatMap(({ amount }) => {
    const one = amount[index];
    return one === undefined ? [] : [one];
  });
  return amountStep({
    id: `${place.id}/year-${index + 1}/excess`,
    label: `第 ${index + 1} 年超额收益`,
    value: taken.reduce((left, { value }) => left.minus(value), joint.value),
    formula: [joint, ...taken].map(shown).join(' − '),
    children: [joint.node, ...taken.map(({ node }) => node)],
  });
};
