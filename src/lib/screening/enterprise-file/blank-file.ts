import type { FileCatalogue } from './catalogue';
import type { EnterpriseFile } from './open-file';

/** Nobody has stated a fact, a product or an event, nor searched for one. */
export const isSilent = ({ isBlank, caseRecord }: EnterpriseFile): boolean => {
  const { events, searches } = caseRecord.sections.enterpriseFile;
  return isBlank && events.length === 0 && searches.length === 0;
};

/** What was made of blank files on one day. */
interface Made {
  readonly day: string;
  readonly byKey: Map<string, unknown>;
}

/**
 * Remembers what `make` comes to for files in which nobody has stated anything: it follows from the catalogue, the valuation
 * date and `key`, so it is made once for all of them. Any other file is computed by itself. `make` must read nothing else of
 * the case.
 */
export const onceWhenBlank = <T>(make: (file: EnterpriseFile, key: string) => T) => {
  const known = new WeakMap<FileCatalogue, Made>();
  return (file: EnterpriseFile, key: string): T => {
    const { catalogue, valuationDate, isBlank } = file;
    if (!isBlank || catalogue === null) return make(file, key);
    let made = known.get(catalogue);
    if (made?.day !== valuationDate) known.set(catalogue, (made = { day: valuationDate, byKey: new Map() }));
    // Only results of this very `make` are kept here.
    const before = made.byKey.get(key) as T | undefined;
    if (before !== undefined) return before;
    const result = make(file, key);
    made.byKey.set(key, result);
    return result;
  };
};
