import type * as v from 'valibot';
import type { Failure } from '../kernel/result';

/** `$.sections.patents.records[3].filingDate`; keys that are not plain names are quoted. */
export const jsonPath = (keys: readonly (string | number)[]): string => {
  let path = '$';
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`;
    else path += /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  }
  return path;
};

const TYPE_LABEL: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  boolean: '是/否（true 或 false）',
  array: '列表 [ ]',
  strict_object: '对象 { }',
  record: '对象 { }',
  union: '几种允许的写法之一',
};

const received = (text: string): string => {
  if (text === 'Object') return '对象';
  if (text === 'Array') return '列表';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

type Said = Pick<Failure, 'code' | 'message' | 'remedy'>;

const keySaid = (issue: v.BaseIssue<unknown>): Said | null => {
  if (issue.type !== 'strict_object') return null;
  if (issue.expected === 'never')
    return {
      code: 'E_FIELD_UNKNOWN',
      message: '有本程序不认识的字段',
      remedy: '请核对字段名；若案卷来自较新版本的程序，请用该版本打开',
    };
  if (issue.received === 'undefined')
    return { code: 'E_FIELD_MISSING', message: '缺少必需的字段', remedy: '请补上该字段；不知道的值填 null' };
  return null;
};

const valueSaid = (issue: v.BaseIssue<unknown>): Said | null => {
  const remedy = '请按数据格式说明（案卷 JSON Schema）改正此处的值';
  const value = (message: string): Said => ({ code: 'E_VALUE', message, remedy });
  switch (issue.type) {
    case 'literal':
    case 'picklist':
      return value(`值 ${received(issue.received)} 不在允许的取值 ${issue.expected ?? ''} 之内`);
    case 'max_length':
      return value(`内容过长：最多 ${String(issue.requirement)} 个字符，实际 ${issue.received}`);
    case 'safe_integer':
      return value(`${issue.received} 不是可精确表示的整数`);
    case 'min_value':
      return value(`${issue.received} 小于允许的最小值 ${String(issue.requirement)}`);
    case 'regex':
    case 'check':
      return value(
        /^Invalid/.test(issue.message) ? `值 ${received(issue.received)} 的格式不对` : issue.message,
      );
    default:
      return null;
  }
};

const typeSaid = (issue: v.BaseIssue<unknown>): Said => ({
  code: 'E_TYPE',
  message: `应为${TYPE_LABEL[issue.type] ?? issue.type}，实际是 ${received(issue.received)}`,
  remedy: '请按数据格式说明（案卷 JSON Schema）改正此处的类型',
});

type Issue = v.BaseIssue<unknown>;

const keysOf = (issue: Issue): readonly (string | number)[] =>
  (issue.path ?? []).map((item) => (typeof item.key === 'number' ? item.key : String(item.key)));

/**
 * The one wrong value inside the variant that was meant: the other variants are refused for their shape
 * (`literal`, `strict_object`), the meant one for its value. `null` when that does not decide it.
 */
const meantIssue = (issue: Issue): Issue | null => {
  if (issue.type !== 'union') return null;
  const values = (issue.issues ?? []).filter(({ type }) => type !== 'literal' && type !== 'strict_object');
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : null;
};

/** One refusal of the schema, said in Chinese with the JSON path of the place. */
export const failureOfIssue = (issue: Issue): Failure => {
  const inner = meantIssue(issue);
  const said = inner ?? issue;
  return {
    ...(keySaid(said) ?? valueSaid(said) ?? typeSaid(said)),
    path: jsonPath([...keysOf(issue), ...(inner === null ? [] : keysOf(inner))]),
  };
};
