import type { TraceNode } from '../kernel/trace';
import { fieldLeaf, fieldOf } from './entered-money';
import {
  NO_CONTRACT,
  type PerfectionStates,
  type Recogniser,
  type Recognition,
  STATE_NOT_VALID,
  missingReceipt,
  noRegister,
} from './perfection';
import type { ProposedAsset } from './proposed-asset';

const factLeaves = (asset: ProposedAsset): readonly TraceNode[] => {
  if (asset.itemId === null) return [];
  const id = asset.itemId;
  return [
    fieldLeaf(fieldOf('items', id, asset.title, 'perfection', '登记状态'), asset.perfection, 'text'),
    fieldLeaf(
      fieldOf('items', id, asset.title, 'receipt', '登记证明'),
      asset.receipt?.registrationNumber ?? null,
      'text',
    ),
  ];
};

const no = (reason: string, traces: readonly TraceNode[]): Recognition => ({
  verdict: 'fail',
  recognised: false,
  reason,
  traces,
});
const yes = (reason: string, traces: readonly TraceNode[]): Recognition => ({
  verdict: 'pass',
  recognised: true,
  reason,
  traces,
});

/**
 * What counted up to `collateral.structure@3`, for packages that name it or an earlier one: a receipt with number and date in a valid
 * state, whatever its term and without its paper; support by a contract that was entered, before version 3 never.
 */
export const recogniserByNumber = (
  { recognised, trace }: PerfectionStates,
  supportByContract: boolean,
): Recogniser => ({
  asset: (asset, assetClass) => {
    const traces = [...factLeaves(asset), trace];
    if (assetClass.registry.effect === 'contractual') return no(noRegister(assetClass), traces);
    if (asset.receipt === null) return no(missingReceipt(assetClass), traces);
    if (!recognised.includes(asset.perfection)) return no(STATE_NOT_VALID, traces);
    return yes(`已录入登记证明 ${asset.receipt.registrationNumber}（${asset.receipt.date}）`, traces);
  },
  support: ({ id, title, contract }) =>
    supportByContract && contract !== null
      ? yes(`已录入合同或保单 ${contract.registrationNumber}（${contract.date}）`, [
          fieldLeaf(
            fieldOf('support', id, title, 'contract', '合同或保单'),
            contract.registrationNumber,
            'text',
          ),
        ])
      : no(NO_CONTRACT, []),
});
