import { clickhouse } from './clickhouse';
import type { Dialect } from './dialect';
import { duckdb } from './duckdb';
import type { DialectName } from './plan-model';
import { spark } from './spark';

export const DIALECT: Readonly<Record<DialectName, Dialect>> = { clickhouse, duckdb, spark };
