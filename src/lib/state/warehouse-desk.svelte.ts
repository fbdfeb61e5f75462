import type { WarehouseApi, WarehouseQuestion } from '../bridge/warehouse-contract';
import { type DataAsset, type StoredProfile, newDataAsset } from '../case/data-assets-section';
import type { Failure, Result } from '../kernel/result';
import { ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import { handToBrowser } from './download';
import type { OpenCase } from './open-case.svelte';

type Plan = WarehouseApi['planWarehouse']['output'];

/** Names, one per line. */
export const readNames = (text: string): Result<readonly string[]> =>
  ok([
    ...new Set(
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ]);

/** The asset measured by a query: a newer result of the same query replaces the figures and keeps what people entered. */
export const withWarehouseProfile = (
  assets: readonly DataAsset[],
  title: string,
  profile: StoredProfile,
): DataAsset[] => {
  const { source } = profile;
  const id = `data-wh-${source.kind === 'warehouse' ? source.queryHash.slice(0, 12) : ''}`;
  const known = assets.find((asset) => asset.id === id);
  if (known === undefined) return [...assets, newDataAsset(id, title, profile)];
  return assets.map((asset) => (asset === known ? { ...asset, ...profile } : asset));
};

/** Query for the owner's warehouse and import of its result; what is typed here is not part of the case. */
export class WarehouseDesk {
  question = $state.raw<WarehouseQuestion>({
    dialect: 'clickhouse',
    table: '',
    columns: [],
    listed: [],
    range: null,
    asOf: null,
    exact: false,
  });
  /** Who ran the query. */
  statedBy = $state('');
  plan = $state.raw<Plan | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What was done last, in words. */
  said = $state('');
  readonly #open: OpenCase;

  constructor(open: OpenCase) {
    this.#open = open;
  }

  /** A changed question makes the query of the old one stale. */
  change(part: Partial<WarehouseQuestion>): void {
    this.question = { ...this.question, ...part };
    this.plan = null;
    this.said = '';
  }

  async takeSample([file]: readonly File[]): Promise<void> {
    if (file === undefined) return;
    const names = await this.#open.workbench.bridge.call('profile', 'warehouseColumns', {
      fileName: file.name,
      file,
    });
    this.failure = names.ok ? null : names.failure;
    if (names.ok) this.change({ columns: names.value });
  }

  async write(): Promise<void> {
    const { record, workbench } = this.#open;
    const plan = await workbench.bridge.call('profile', 'planWarehouse', {
      ...this.question,
      caseRecord: record,
    });
    this.failure = plan.ok ? null : plan.failure;
    this.plan = plan.ok ? plan.value : null;
    this.said = plan.ok ? `已写好查询，${plan.value.columns.length} 列` : '';
  }

  async copy(): Promise<void> {
    if (this.plan === null) return;
    await navigator.clipboard.writeText(this.plan.query);
    this.said = '已复制';
  }

  download(): void {
    if (this.plan === null) return;
    handToBrowser(this.plan.fileName, encodeUtf8(this.plan.query));
    this.said = '已交给浏览器下载';
  }

  async takeResult([file]: readonly File[]): Promise<void> {
    if (file === undefined) return;
    const { record, workbench } = this.#open;
    const title =
      this.question.table.trim() === '' ? file.name.replace(/\.[^.]+$/, '') : this.question.table.trim();
    const profile = await workbench.bridge.call('profile', 'importWarehouse', {
      caseRecord: record,
      bytes: new Uint8Array(await file.arrayBuffer()),
      title,
      statedBy: this.statedBy,
      plan: this.plan,
    });
    this.failure = profile.ok ? null : profile.failure;
    if (!profile.ok) return;
    this.#open.changeSection('dataAssets', ({ assets }) => ({
      assets: withWarehouseProfile(assets, title, profile.value),
    }));
    this.said = `已导入 ${profile.value.columns.length} 列的画像${this.plan === null ? '；没有原查询可核对，已在来源中注明' : ''}`;
  }
}
