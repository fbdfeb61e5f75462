import type { CaseRecord } from '../case/case-record';
import type { StoredProfile } from '../case/data-assets-section';
import type { DialectName, WarehousePlan } from '../data-asset/warehouse/plan-model';

/** What is asked of the owner's warehouse, as a person writes it down. */
export interface WarehouseQuestion {
  readonly dialect: DialectName;
  /** `table`, `database.table`, `catalogue.database.table`. */
  readonly table: string;
  readonly columns: readonly string[];
  /** Columns whose values may leave the warehouse when there are few of them. */
  readonly listed: readonly string[];
  readonly range: {
    readonly column: string;
    readonly from: string | null;
    readonly before: string | null;
  } | null;
  /** `YYYY-MM-DD`; `null` = not stated. */
  readonly asOf: string | null;
  /** Count instead of estimating. */
  readonly exact: boolean;
}

/** Calls for profiles from the owner's warehouse; part of the profile worker. Nothing is sent anywhere. */
export interface WarehouseApi {
  /** Column names out of the header of a small sample of the table. */
  warehouseColumns: { input: { fileName: string; file: Blob }; output: readonly string[] };
  planWarehouse: { input: WarehouseQuestion & { caseRecord: CaseRecord }; output: WarehousePlan };
  /** The result of a plan as a profile; `plan: null` when the query is no longer at hand. */
  importWarehouse: {
    input: {
      caseRecord: CaseRecord;
      bytes: Uint8Array;
      title: string;
      statedBy: string;
      plan: { readonly hash: string; readonly columns: readonly string[] } | null;
    };
    output: StoredProfile;
  };
}
