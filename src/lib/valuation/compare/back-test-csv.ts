import type { Failure } from '../../kernel/result';
import type { MethodBackTest } from './back-test';

const HEADER = ['方法', '案例数', '平均误差', '绝对误差中位数', '最差误差', '建议折扣', '样本'];

/** Text a spreadsheet program would take for a formula gets an apostrophe; numbers keep their sign. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const line = (cells: readonly string[]): string => cells.map(cell).join(',');

/** Results and what was left out, as CSV text with BOM; errors are shares of the value, (value − fetched) ÷ value. */
export const backTestCsv = (methods: readonly MethodBackTest[], failures: readonly Failure[]): string =>
  `\ufeff${[
    line(HEADER),
    ...methods.map((method) =>
      line([
        method.title,
        String(method.cases),
        method.meanError,
        method.medianAbsoluteError,
        method.worstError,
        method.haircut,
        method.smallSample ? '样本过少，仅供讨论' : '',
      ]),
    ),
    ...(failures.length === 0
      ? []
      : [
          '',
          line(['未计入', '位置', '原因', '处理']),
          ...failures.map((f) => line([f.code, f.path, f.message, f.remedy])),
        ]),
  ].join('\r\n')}\r\n`;
