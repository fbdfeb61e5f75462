import type { ProfileFault } from '../../case/data-profile';
import { type ProfileBundle, placeOf } from '../bundle/bundle-model';
import type { FaultCode, ProfileSketch } from '../kernel/sketch';
import type { SettledEncoding } from './settled-encoding';

const MESSAGES: Readonly<Record<FaultCode, string>> = {
  E_RAGGED: '单元格个数与表头不同的行；计入行数，不参与各列统计',
  E_QUOTE_TEXT: '右引号之后还有文字',
  E_QUOTE_STRAY: '未加引号的单元格中出现引号，按文字处理',
  E_QUOTE_OPEN: '打开的引号直到文件结尾没有闭合，其后的内容未计入',
  E_RECORD: '超过 1 MiB 的记录，未计入行数',
};

const packed = (file: ProfileBundle['files'][number] | undefined): string =>
  file !== undefined && (file.gzip || file.format !== 'csv' || file.encoding?.startsWith('utf-16') === true)
    ? '（解出的内容）'
    : '';

/** Everything met while reading, with the first place of each: file and bytes from its beginning. */
export const faultPart = (
  sketch: ProfileSketch,
  { files }: ProfileBundle,
  { encoding, bad }: SettledEncoding,
): ProfileFault[] => {
  const found: ProfileFault[] = [...sketch.faults].map(([code, { count, firstOffset }]) => {
    const { file, offset } = placeOf(firstOffset);
    const name = files[file]?.name ?? null;
    const where = `首处在${packed(files[file])}字节偏移 ${offset}`;
    return {
      code,
      count,
      firstRow: null,
      firstOffset: offset,
      file: name,
      message: `${MESSAGES[code]}：${count} 处，${where}`,
    };
  });
  for (const { name, faults, broken } of files) {
    for (const { code, message, count, firstOffset, firstRecord } of faults)
      found.push({
        code,
        count,
        firstRow: firstRecord,
        firstOffset,
        file: name,
        message: message.slice(0, 500),
      });
    if (broken !== null)
      found.push({
        code: broken.code,
        count: 1,
        firstRow: null,
        firstOffset: null,
        file: name,
        message: `${broken.message}；此前读到的内容已计入`.slice(0, 500),
      });
  }
  const control = sketch.columns.reduce((sum, column) => sum + column.control, 0);
  const plain = (code: string, count: number, message: string): void => {
    if (count > 0) found.push({ code, count, firstRow: null, firstOffset: null, file: null, message });
  };
  plain('E_BLANK', sketch.blank, `空行；不计入行数：${sketch.blank} 处`);
  plain('E_ENCODING', bad, `单元格不是有效的 ${encoding === 'utf-8' ? 'UTF-8' : 'GB18030'} 文字：${bad} 处`);
  plain('E_CONTROL', control, `单元格含有控制字符：${control} 处`);
  return found.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
};
