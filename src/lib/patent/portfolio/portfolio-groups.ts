import type { PatentRecord, RoyaltyForecast } from '../../case/patents-section';
import type { Families } from './portfolio-copies';
import { byCodeUnit, byNumber } from './portfolio-rank';

/** Patents under one heading. */
export interface PatentGroup {
  /** Family id or forecast id; `null` = the patents that belong to none. */
  readonly key: string | null;
  /** Heading for people. */
  readonly title: string;
  /** In order of application number. */
  readonly patents: readonly PatentRecord[];
}

const sorted = (records: readonly PatentRecord[]): readonly PatentRecord[] => [...records].sort(byNumber);

const withRest = (
  groups: readonly PatentGroup[],
  rest: readonly PatentRecord[],
  title: string,
): readonly PatentGroup[] => [
  ...groups,
  ...(rest.length === 0 ? [] : [{ key: null, title, patents: sorted(rest) }]),
];

/** By family, in order of family id; patents without a family last, under one heading. */
export const groupByFamily = (
  records: readonly PatentRecord[],
  families: Families,
): readonly PatentGroup[] => {
  const groups = new Map<string, PatentRecord[]>();
  const alone: PatentRecord[] = [];
  for (const record of records) {
    const family = families.get(record.id);
    const members = family === undefined ? alone : groups.get(family);
    if (members !== undefined) members.push(record);
    else if (family !== undefined) groups.set(family, [record]);
  }
  const found = [...groups.entries()]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([key, members]) => ({
      key,
      title: `同族 ${key}（${members.length} 件）`,
      patents: sorted(members),
    }));
  return withRest(found, alone, '未列入同族');
};

/**
 * By product, in forecast order; patents without a product last. A patent that several products use stands under each:
 * its income is split by shares elsewhere and is not to be counted twice.
 */
export const groupByProduct = (
  records: readonly PatentRecord[],
  forecasts: readonly RoyaltyForecast[],
): readonly PatentGroup[] => {
  const byId = new Map(records.map((record) => [record.id, record]));
  const tied = new Set(forecasts.flatMap((forecast) => forecast.patents));
  const found = forecasts.map((forecast) => ({
    key: forecast.id,
    title: forecast.product,
    patents: sorted(
      [...new Set(forecast.patents)].flatMap((id) => {
        const record = byId.get(id);
        return record === undefined ? [] : [record];
      }),
    ),
  }));
  return withRest(
    found,
    records.filter((record) => !tied.has(record.id)),
    '未与产品相连',
  );
};

/** Patents that more than one product uses, by application number. */
export const sharedPatents = (
  records: readonly PatentRecord[],
  forecasts: readonly RoyaltyForecast[],
): readonly PatentRecord[] => {
  const uses = new Map<string, number>();
  for (const forecast of forecasts)
    for (const id of new Set(forecast.patents)) uses.set(id, (uses.get(id) ?? 0) + 1);
  return sorted(records.filter((record) => (uses.get(record.id) ?? 0) > 1));
};
