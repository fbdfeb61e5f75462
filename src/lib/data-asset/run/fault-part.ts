import type { ProfileFault } from '../../case/data-profile';
import { type ProfileBundle, placeOf } from '../bundle/bundle-model';
import { FAULTS, type FaultCode, type OddKind, type ProfileSketch } from '../kernel/sketch';
import { remedyOf } from './fault-remedies';
import type { SettledEncoding } from './settled-encoding';

const MESSAGES: Readonly<Record<FaultCode, string>> = {
  E_RAGGED: '单元格个数与表头不同的行；计入行数，不参与各列统计',
  E_QUOTE_TEXT: '右引号之后还有文字',
  E_QUOTE_STRAY: '未加引号的单元格中出现引号，按文字处理',
  E_QUOTE_OPEN: '打开的引号直到文件结尾没有闭合，其后的内容未计入',
  E_RECORD: '超过 1 MiB 的记录，未计入行数',
};

const MESSAGE_LENGTH = 500;

const packed = (file: ProfileBundle['files'][number] | undefined): string =>
  file !== undefined && (file.gzip || file.format !== 'csv' || file.encoding?.startsWith('utf-16') === true)
    ? '（解出的内容）'
    : '';

type Found = Omit<ProfileFault, 'remedy' | 'message' | 'firstRow'> & { readonly what: string };

/** A count with the file and the bytes from its beginning, where they are known. */
const placed = (
  { files }: ProfileBundle,
  code: string,
  count: number,
  at: number | null,
  column: string | null,
  what: string,
): Found => {
  const { file, offset } = at === null ? { file: -1, offset: null } : placeOf(at);
  const name = files[file]?.name ?? null;
  const where = offset === null ? '' : `，首处在${packed(files[file])}字节偏移 ${offset}`;
  return { code, count, firstOffset: offset, file: name, column, what: `${what}：${count} 处${where}` };
};

/** Values of one kind over all columns: how many, the first place, and the column when there is but one. */
const oddValues = (
  sketch: ProfileSketch,
  columns: readonly string[],
  kinds: readonly OddKind[],
): { readonly count: number; readonly at: number | null; readonly column: string | null } => {
  let [count, at, first, bearers] = [0, Infinity, '', 0];
  for (const [i, { control, encodings, places }] of sketch.columns.entries()) {
    let own = 0;
    for (const kind of kinds) {
      own += kind === 'control' ? control : encodings[kind];
      at = Math.min(at, places[kind] ?? Infinity);
    }
    count += own;
    if (own === 0) continue;
    bearers += 1;
    first = columns[i] ?? '';
  }
  return {
    count,
    at: at === Infinity ? null : at,
    column: bearers === 1 ? first.slice(0, MESSAGE_LENGTH) : null,
  };
};

const fromSketch = (
  sketch: ProfileSketch,
  bundle: ProfileBundle,
  { encoding }: SettledEncoding,
): readonly Found[] => {
  const { columns } = bundle.header;
  const wrong = oddValues(
    sketch,
    columns,
    encoding === 'utf-8' ? ['gb18030Only', 'neither'] : ['utf8Only', 'neither'],
  );
  const control = oddValues(sketch, columns, ['control']);
  const all: readonly Found[] = [
    ...FAULTS.flatMap((code) => {
      const tally = sketch.faults.get(code);
      return tally === undefined
        ? []
        : [placed(bundle, code, tally.count, tally.firstOffset, null, MESSAGES[code])];
    }),
    placed(bundle, 'E_BLANK', sketch.blank, sketch.firstBlank, null, '空行；不计入行数'),
    placed(
      bundle,
      'E_ENCODING',
      wrong.count,
      wrong.at,
      wrong.column,
      `单元格不是有效的 ${encoding === 'utf-8' ? 'UTF-8' : 'GB18030'} 文字`,
    ),
    placed(bundle, 'E_CONTROL', control.count, control.at, control.column, '单元格含有控制字符'),
  ];
  return all.filter(({ count }) => count > 0);
};

/** Everything met while reading, with the first place of each, file and bytes from its beginning, and what to do. */
export const faultPart = (
  sketch: ProfileSketch,
  bundle: ProfileBundle,
  settled: SettledEncoding,
): ProfileFault[] => {
  const found: ProfileFault[] = fromSketch(sketch, bundle, settled).map(({ what, ...rest }) => ({
    ...rest,
    firstRow: null,
    message: what,
    remedy: remedyOf(rest.code),
  }));
  for (const { name, faults, broken } of bundle.files) {
    for (const { code, message, count, firstOffset, firstRecord, column } of faults)
      found.push({
        code,
        count,
        firstRow: firstRecord,
        firstOffset,
        file: name,
        column: column ?? null,
        message: message.slice(0, MESSAGE_LENGTH),
        remedy: remedyOf(code),
      });
    if (broken !== null)
      found.push({
        code: broken.code,
        count: 1,
        firstRow: null,
        firstOffset: null,
        file: name,
        column: null,
        message: `${broken.message}；此前读到的内容已计入`.slice(0, MESSAGE_LENGTH),
        remedy: remedyOf(broken.code),
      });
  }
  return found.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
};
