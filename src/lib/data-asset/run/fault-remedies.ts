const EXPORT_AGAIN = '请重新取得完整的文件，或由导出它的程序重新导出后再画像';

/** What to do about a finding of reading, by its code. */
const REMEDIES: Readonly<Record<string, string | undefined>> = {
  E_RAGGED:
    '请按偏移找到首处，核对该行的分隔符、引号和换行；由系统导出的，请让导出程序给含分隔符的单元格加引号',
  E_QUOTE_TEXT: '请按偏移找到首处，把引号内的引号写成两个，或去掉引号之后的文字',
  E_QUOTE_STRAY: '请按偏移找到首处，确认引号是内容的一部分；不是的，请给整个单元格加引号后重新导出',
  E_QUOTE_OPEN: '请在该偏移处补上右引号后重新画像，其后的记录才会计入',
  E_RECORD: '请按偏移找到首处，多半是缺了换行或引号没有闭合；改正后重新画像',
  E_BLANK: '空行不影响其他统计；要去掉时请按偏移找到首处',
  E_ENCODING: '请按偏移找到首处，核对这些单元格的编码；整份文件请用同一种编码（UTF-8 或 GB18030）重新导出',
  E_CONTROL: '请按偏移找到首处，核对控制字符的来历（串口残留、截断或二进制内容），清洗后重新画像',
  E_NUL: '请按偏移找到首处：NUL 多半来自写入中断或磁盘空洞，请从源系统重新导出',
  E_UNREADABLE: EXPORT_AGAIN,
  E_UNREADABLE_ROWS: EXPORT_AGAIN,
  E_PARQUET: EXPORT_AGAIN,
  E_PARQUET_LIMIT: '请用较小的页或行组重新导出后再画像',
  E_PARQUET_ROWS: '文件的说明与内容不符，请向导出方核对实际条数',
  E_PARQUET_NULLS: '文件的说明与内容不符，请向导出方核对，或重新导出',
  E_GZIP: EXPORT_AGAIN,
  E_GZIP_TRUNCATED: '压缩文件没有下载或写入完整，请重新取得后再画像',
  E_GZIP_TAIL: '压缩内容之后还有别的字节，请核对文件是否拼接有误',
  E_JSON: '请按行号找到首处，改成每行一个完整的 JSON 对象',
  E_JSON_DEPTH: '请把嵌套展开成列后重新导出',
  E_JSON_KEY: '请按行号找到首处，去掉重复或不合格式的字段名',
  E_JSON_KIND: '请按行号找到首处，每行应是一个 JSON 对象',
  E_JSON_UNKNOWN: '这些字段在前 1,000 条中没有出现，没有列入；请让前面的记录带全字段后重新画像',
  E_LINE_LONG: '请按行号找到首处，缩短该行，或确认换行没有丢失',
  E_SURROGATE: '请按行号找到首处，原文字已残缺，请从源系统重新导出',
  E_BINARY: '这些值不是文字；需要统计时请按原意导出为数字、日期或文字',
  E_PRECISION: '超过 15 位的数字在工作簿中已失真，请以文字或 CSV 重新导出',
  E_CELL_ERROR: '请在工作簿中改正出错的公式后重新画像',
  E_FORMULA: '请在表格软件中重新计算并保存后再画像',
  E_FORMULA_EMPTY: '请在表格软件中重新计算并保存后再画像',
  E_DATE: '请在工作簿中核对这些日期单元格',
  E_READ: '请确认磁盘或网络盘可用后重新画像',
  E_FILE_CHANGED: '文件在读取时变了，请等写入结束后重新画像',
};

/** Never empty: a finding without a known remedy asks for a look at its place. */
export const remedyOf = (code: string): string =>
  REMEDIES[code] ??
  (code.startsWith('N_') ? '只作提示，不影响统计；请核对是否符合本意' : '请按位置核对原文件，改正后重新画像');
