import type { CollateralSection } from '../../case/collateral-section';
import type { EnteredCapacity, EnteredGuarantor, EnteredLimit } from '../../case/structure-ask';
import { type Fen, multiplyFloor, parseFenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import type {
  AmountLimit,
  Capacity,
  LimitBound,
  LimitScope,
  SupportLayer,
} from '../optimiser/structure-input';
import type { GuarantorLimits } from './guarantor-limits';

/** What a person asks of the structure, in the optimiser's terms. What cannot be read is named and left out. */

const fenOf = (text: string | null): Fen | null => {
  const read = text === null ? null : parseFenText(text);
  return read?.ok === true ? read.value : null;
};

const boundOf = (bound: EnteredLimit['most']): LimitBound | null => {
  if (bound === null) return null;
  if (bound.share !== null) return { share: bound.share };
  const fen = fenOf(bound.fen);
  return fen === null ? null : { fen };
};

const LAYERS: readonly SupportLayer['kind'][] = ['guarantee', 'insurance', 'risk-pool', 'unsecured'];

/** `null`: the scope asks for something that was not entered. */
const scopeOf = ({ scope, of, ids }: EnteredLimit): LimitScope | null => {
  switch (scope) {
    case 'class':
    case 'registry':
      return of === '' ? null : { kind: scope, code: of };
    case 'debtor':
      return of === '' ? null : { kind: 'debtor', id: of };
    case 'layers': {
      const layer = LAYERS.find((kind) => kind === of);
      return layer === undefined ? null : { kind: 'layers', layer };
    }
    case 'sources':
      return ids.length === 0 ? null : { kind: 'sources', ids };
    default:
      return { kind: scope };
  }
};

const unreadable = ({ label, id }: EnteredLimit, what: string): Failure => ({
  code: 'E_LIMIT_OPEN',
  message: `“${label === '' ? id : label}”${what}，没有作为限制计算`,
  path: '押品组合 › 要求 › 上下限',
  remedy: '请补全或删除这一条',
});

/** Limits that can be kept, and those that say too little. */
export const limitsOfAsk = (
  limits: readonly EnteredLimit[],
  usable: ReadonlySet<string>,
): { readonly limits: readonly AmountLimit[]; readonly failures: readonly Failure[] } => {
  const read: AmountLimit[] = [];
  const failures: Failure[] = [];
  for (const limit of limits) {
    const scope = scopeOf(limit);
    const [most, least] = [boundOf(limit.most), boundOf(limit.least)];
    const both = [limit.most, limit.least].some(
      (bound) => bound !== null && bound.share !== null && bound.fen !== null,
    );
    if (scope === null) failures.push(unreadable(limit, '没有说明限制的是什么'));
    else if (both) failures.push(unreadable(limit, '同时填了比例和金额'));
    else if (scope.kind === 'sources' && !scope.ids.some((id) => usable.has(id)))
      failures.push(unreadable(limit, '所选的几项现在都不能使用'));
    else if (most === null && least === null) failures.push(unreadable(limit, '没有填上限或下限'));
    else read.push({ id: limit.id, label: limit.label === '' ? limit.id : limit.label, scope, most, least });
  }
  return { limits: read, failures };
};

/** Lines and funds of which somebody has said what is left. A support that draws on another is refused by name. */
export const linesOf = (capacities: readonly EnteredCapacity[]): readonly Capacity[] =>
  capacities.flatMap(({ id, title, kind, remainingFen }) => {
    const remaining = fenOf(remainingFen);
    return remaining === null ? [] : [{ id: `line/${id}`, title, kind, remainingFen: remaining }];
  });

const unknownGuarantor = ({ name, id }: EnteredGuarantor, what: string): Failure => ({
  code: 'W_GUARANTOR_UNKNOWN',
  message: `担保公司“${name === '' ? id : name}”的${what}没有录入，这项监管限额没有核对`,
  path: '押品组合 › 担保公司',
  remedy: '请向担保公司取得最近的净资产与责任余额并录入',
});

const room = (most: Fen, used: Fen): Fen => (most > used ? most - used : 0n);

/**
 * What is left of the limits of 融资担保公司: 责任余额 for one client at most 10 % of net assets, for it and those related to
 * it 15 %, altogether 10 times net assets, 15 times where it serves small firms and farming (《融资担保公司监督管理条例》第十五、
 * 十六条; figures are rulebook entries). A number that nobody entered is named and limits nothing by guess.
 */
export const guarantorRoom = (
  guarantors: readonly EnteredGuarantor[],
  limits: GuarantorLimits,
): { readonly capacities: readonly Capacity[]; readonly failures: readonly Failure[] } => {
  const capacities: Capacity[] = [];
  const failures: Failure[] = [];
  for (const guarantor of guarantors) {
    const { id, name, smallAndAgriculture } = guarantor;
    const net = fenOf(guarantor.netAssetsFen);
    if (net === null) {
      failures.push(unknownGuarantor(guarantor, '净资产'));
      continue;
    }
    const times =
      smallAndAgriculture === true ? limits.leverage.smallAndAgriculture : limits.leverage.general;
    const rows = [
      ['client', '单户限额', 'single-client', guarantor.clientFen, multiplyFloor(net, limits.singleClient)],
      [
        'related',
        '单户及关联方限额',
        'single-client',
        guarantor.relatedFen,
        multiplyFloor(net, limits.related),
      ],
      ['leverage', '放大倍数', 'leverage', guarantor.liabilityFen, net * BigInt(times)],
    ] as const;
    for (const [key, title, kind, entered, most] of rows) {
      const used = fenOf(entered);
      if (used === null) failures.push(unknownGuarantor(guarantor, `${title}已用余额`));
      else
        capacities.push({
          id: `guarantor/${id}/${key}`,
          title: `${name} ${title}`,
          kind,
          remainingFen: room(most, used),
        });
    }
  }
  return { capacities, failures };
};

/** Ids of the capacities that count for supports of a guarantor. */
export const guarantorCapacityIds = (
  { guarantor }: CollateralSection['support'][number],
  capacities: readonly Capacity[],
): readonly string[] =>
  guarantor === null
    ? []
    : capacities.filter(({ id }) => id.startsWith(`guarantor/${guarantor}/`)).map(({ id }) => id);
