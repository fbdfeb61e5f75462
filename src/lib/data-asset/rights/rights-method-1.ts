import type { CaseRecord } from '../../case/case-record';
import type { Method, Outputs } from '../../case/method';
import { RIGHTS, RIGHTS_METHOD } from './rights-method';

const ID = 'data-asset.rights@1';

/** Cases of its time wrote the unknown length of a warehouse table as 0. */
const withZeroBytes = (caseRecord: CaseRecord): CaseRecord => ({
  ...caseRecord,
  sections: {
    ...caseRecord.sections,
    dataAssets: {
      assets: caseRecord.sections.dataAssets.assets.map((asset) =>
        asset.bytes === null ? { ...asset, bytes: 0 } : asset,
      ),
    },
  },
});

/** Plain data with one text in the place of another, wherever it stands whole. */
const renamed = <T>(value: T): T => {
  const text = JSON.stringify(value).replaceAll(JSON.stringify(RIGHTS_METHOD), JSON.stringify(ID));
  return JSON.parse(text) as T;
};

/** Version 1: a table of a warehouse had 0 bytes in the registration form. Otherwise as `RIGHTS`. */
export const RIGHTS_1: Method = {
  ...RIGHTS,
  id: ID,
  run: (input): Outputs => renamed(RIGHTS.run({ ...input, caseRecord: withZeroBytes(input.caseRecord) })),
};
