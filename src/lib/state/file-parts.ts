import type { FileView } from '../bridge/enterprise-file-contract';

/** A part of the page of 一企一档 and what is open in it. */
export interface FilePart {
  readonly id: string;
  readonly label: string;
  readonly missing: number;
  readonly wrong: number;
}

type Group = FileView['groups'][number];

/** Facts of a group of which two sources say different things. */
export const contradictingIn = (
  { fields }: Pick<Group, 'fields'>,
  contradictions: FileView['contradictions'],
): number => {
  const codes = new Set(fields.map(({ code }) => code));
  return contradictions.filter(({ key }) => codes.has(key.slice(0, key.indexOf('@')))).length;
};

/** Fields that nobody has filled in and kinds of events that nobody has searched for. */
const openIn = ({ missing, events }: Group): number =>
  missing + events.filter(({ found }) => found.state === 'unknown').length;

/** What stands on the page, in its order, with what is open in each part. */
export const filePartsOf = ({ contradictions, consistency, groups }: FileView): readonly FilePart[] => {
  const plain = (id: string, label: string, missing = 0, wrong = 0): FilePart => ({
    id,
    label,
    missing,
    wrong,
  });
  const count = (verdict: 'fail' | 'unknown'): number =>
    consistency.filter((finding) => finding.verdict === verdict).length;
  return [
    plain('file-import', '导入资料'),
    ...(contradictions.length === 0
      ? []
      : [plain('file-contradictions', '互相矛盾', 0, contradictions.length)]),
    plain('file-years', '三年报表与比率'),
    plain('file-trend', '趋势'),
    plain('file-consistency', '一致性', count('unknown'), count('fail')),
    plain('file-products', '产品与专利'),
    ...groups.map((group) =>
      plain(`group-${group.code}`, group.label, openIn(group), contradictingIn(group, contradictions)),
    ),
  ];
};
