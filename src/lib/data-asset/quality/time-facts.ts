import { Decimal } from '../../kernel/decimal';
import { daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type Measured, type MeasuringContext, exactShare, factLeaf } from './measurement';
import { columnNamed } from './table-rows';
import { freshness } from './timeliness';

const UNITS = { hour: '小时', day: '日', week: '周' } as const;

/** Places of a freshness. */
const PLACES = 10;

/** The column of the time at which records happened, or why there is none. */
const timeColumn = ({ asset }: MeasuringContext) => {
  const name = asset.quality.setting.dateColumn;
  if (name !== null) {
    const found = columnNamed(asset, name);
    if (found === null) return `画像中没有“${name}”这一列，请核对质量设定`;
    return found.column.type === 'date' ? found : `“${name}”不是日期列`;
  }
  const dates = asset.columns.flatMap((column, at) => (column.type === 'date' ? [{ column, at }] : []));
  const [only] = dates;
  if (only === undefined) return '没有日期列';
  return dates.length === 1 ? only : '有几个日期列，请在质量设定中选定记录发生的时间';
};

/** 0501: periods with at least one record, of all periods from the first to the last. */
export const periodsOf = (context: MeasuringContext): Measured => {
  const found = timeColumn(context);
  if (typeof found === 'string') return found;
  const { gaps } = found.column;
  if (gaps === null || gaps.periods === 0) return '画像没有统计这一列的时段';
  const unit = UNITS[gaps.unit];
  const at = `columns[${found.at}].gaps`;
  return exactShare(
    gaps.periods - gaps.empty,
    gaps.periods,
    `有记录的${unit} ÷ ${gaps.first} 至 ${gaps.last} 的${unit}数`,
    [
      factLeaf(context, `${at}.periods`, '时段数', gaps.periods),
      factLeaf(context, `${at}.empty`, '没有记录的时段', gaps.empty),
    ],
    `最长连续缺 ${gaps.longestEmpty} 个${unit}；停工、闭市等应有的空档也计作缺，可由人另行回答`,
  );
};

/** 0502: freshness 2^(−age ÷ half-life) on the valuation date. */
export const freshnessOf = (context: MeasuringContext): Measured => {
  const found = timeColumn(context);
  if (typeof found === 'string') return found;
  const { asset, date, rules } = context;
  const { updateDays } = asset.quality.setting;
  if (updateDays === null) return '还没有说明约定的更新周期';
  if (!new Decimal(updateDays).gt(0)) return '更新周期应大于 0 天';
  const text = found.column.gaps?.last ?? found.column.max ?? '';
  const last = parsePlainDate(text.slice(0, 10).replaceAll('/', '-'));
  if (!last.ok) return '画像没有这一列的最晚日期';
  const age = daysBetween(last.value, date);
  if (age < 0) return `最晚日期 ${last.value} 在评估基准日 ${date} 之后，请核对数据或基准日`;
  const halfLife = new Decimal(updateDays).times(rules.halfLifeCycles.value);
  const fresh = freshness(age, halfLife.toNumber());
  if (fresh === null) return '更新周期应大于 0 天';
  const x = new Decimal(fresh).toDecimalPlaces(PLACES);
  return {
    by: 'table',
    x,
    low: x,
    high: x,
    formula: `2^(−龄期 ÷ 半衰期) = 2^(−${age} ÷ ${halfLife.toFixed()})，龄期 = ${date} − ${last.value}`,
    note: '标准数的是按时的记录；只有一份画像时以整表的新鲜度代替，写“时限”规则可以逐条来数',
    confidence: 'assumption',
    children: [
      factLeaf(context, `columns[${found.at}].gaps.last`, `“${found.column.name}”最晚`, last.value, 'date'),
      factLeaf(context, 'quality.setting.updateDays', '约定的更新周期（天）', updateDays, 'day'),
      ruleLeaf(rules.halfLifeCycles.rule),
    ],
  };
};
