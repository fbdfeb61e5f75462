import { byCodeUnit } from './exact-ratio';
import type { AssetSource } from './structure-input';

/**
 * Assets whose rank depends on itself: id → the circle, starting at its smallest id and closed. An asset that only ranks
 * after one of a circle is not part of it.
 */
export const lienCircles = (assets: readonly AssetSource[]): ReadonlyMap<string, readonly string[]> => {
  const after = new Map(assets.map(({ id, ranksAfter }) => [id, [...ranksAfter].sort(byCodeUnit)]));
  const circles = new Map<string, readonly string[]>();
  const wayBack = (start: string): readonly string[] | null => {
    const seen = new Set<string>();
    const paths: (readonly string[])[] = [[start]];
    for (const path of paths)
      for (const next of after.get(path[path.length - 1] ?? start) ?? []) {
        if (next === start) return path;
        if (seen.has(next)) continue;
        seen.add(next);
        paths.push([...path, next]);
      }
    return null;
  };
  for (const id of [...after.keys()].sort(byCodeUnit)) {
    if ((after.get(id) ?? []).length === 0) continue;
    const path = wayBack(id);
    if (path === null) continue;
    const smallest = [...path].sort(byCodeUnit)[0] ?? id;
    const from = path.indexOf(smallest);
    const turned = [...path.slice(from), ...path.slice(0, from)];
    circles.set(id, [...turned, smallest]);
  }
  return circles;
};
