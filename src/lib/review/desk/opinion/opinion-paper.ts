import type { DeskOpinion, OpinionReason } from '../../../case/desk/opinion';
import { placeWords } from '../../../kernel/place-words';
import type { Verdict } from '../../../case/exchange';
import type { Block, DocumentContent } from '../../../documents/model';
import { upright } from '../../../documents/model';
import { pairs, signatures, table } from '../../../documents/table';
import { heading, note, paragraph } from '../../../documents/text';
import { shorten } from '../../../documents/printable';
import { QUESTION_LABEL, type Question } from '../../verify-report';

const WORD: Record<Verdict, string> = { pass: '通过', fail: '不通过', unknown: '未知' };
const QUESTIONS: readonly Question[] = ['safety', 'integrity', 'authenticity', 'usability', 'recalculation'];
const MARK = { verified: '已核实', secondary: '二手资料', assumption: '假设' } as const;
const SIZE = 19;
/** Longest reason in print; the JSON holds all of it. */
const LONGEST = 260;

const given = (text: string | null): string => (text === null || text === '' ? '（未写明）' : text);

const about = (o: DeskOpinion): Block =>
  pairs([
    ['案卷', given(o.caseTitle)],
    ['出质人', given(o.pledgor)],
    ['质权人', given(o.pledgee)],
    ['材料', `${o.kind === 'package' ? '登记包' : '普通申报材料'} ${o.fileName}`],
    ['内容标识（SHA-256）', o.entry],
  ]);

const answers = (o: DeskOpinion): readonly Block[] => [
  heading('一、五个方面（分别作答，不合成一个结论）'),
  table({
    size: SIZE,
    columns: QUESTIONS.map((question) => ({
      title: QUESTION_LABEL[question],
      share: 20,
      align: 'center' as const,
    })),
    rows: [QUESTIONS.map((question) => WORD[o.answers[question]])],
  }),
];

const grounds = (o: DeskOpinion): readonly Block[] => [
  heading('二、不予登记的情形（由包内数据重新核对）'),
  o.grounds.length === 0
    ? paragraph('没有能重新核对，均为未知。')
    : table({
        size: SIZE,
        columns: [
          { title: '情形', share: 64 },
          { title: '通过', share: 12, align: 'right' },
          { title: '不通过', share: 12, align: 'right' },
          { title: '未知', share: 12, align: 'right' },
        ],
        rows: o.grounds.map(({ title, pass, fail, unknown }) => [
          title,
          String(pass),
          String(fail),
          String(unknown),
        ]),
      }),
];

const row = ({ topic, verdict, path, message, code }: OpinionReason, at: number): readonly string[] => [
  String(at + 1),
  topic,
  WORD[verdict],
  `${shorten(message, LONGEST)}${path === '' ? '' : `（${shorten(placeWords(path), 80)}）`} ${code}`,
];

const reasonTable = (reasons: readonly OpinionReason[]): Block =>
  table({
    size: SIZE,
    columns: [
      { title: '序号', share: 7, align: 'center' },
      { title: '方面', share: 15 },
      { title: '结果', share: 10, align: 'center' },
      { title: '事项', share: 68 },
    ],
    rows: reasons.map(row),
  });

const open = (o: DeskOpinion): readonly Block[] => {
  const reasons = o.reasons.filter(({ settled }) => settled === null);
  return [
    heading(o.opinion.effect === 'return' ? '四、退回补正事项清单' : '四、尚存的问题'),
    reasons.length === 0 ? paragraph('没有。') : reasonTable(reasons),
    ...(o.reasonsLeftOut === 0 ? [] : [note(`另有 ${o.reasonsLeftOut} 项未列出，请在复核台查看。`)]),
  ];
};

const cleared = (o: DeskOpinion): readonly Block[] => {
  const reasons = o.reasons.filter(({ settled }) => settled !== null);
  if (reasons.length === 0) return [];
  return [
    heading('五、程序未知、由人核实的事项'),
    table({
      size: SIZE,
      columns: [
        { title: '事项', share: 55 },
        { title: '怎样核实', share: 45 },
      ],
      rows: reasons.map(({ topic, message, settled }) => [
        `${topic}：${shorten(message, LONGEST)}`,
        settled ?? '',
      ]),
    }),
  ];
};

const opinion = (o: DeskOpinion): readonly Block[] => [
  heading('三、意见'),
  paragraph(o.opinion.label, { strong: true, size: 28 }),
  pairs([
    ['程序草拟', o.draft === null ? '有未知项未核实，没有草拟' : o.draft.label],
    ['说明', given(o.note)],
    [
      '意见种类的依据',
      `${o.basis.instrument}${o.basis.article}（${MARK[o.basis.confidence]}；${o.basis.rule}）`,
    ],
  ]),
];

/** 意见书: what was found, what is said, why, and by whom. */
export const opinionPaper = (o: DeskOpinion): DocumentContent => ({
  title: `${o.role.title}意见`,
  fiction: o.fiction,
  warning: o.role.statement,
  date: o.at.slice(0, 10),
  sections: upright([
    about(o),
    ...answers(o),
    ...grounds(o),
    ...opinion(o),
    ...open(o),
    ...cleared(o),
    paragraph(`出具人：${o.by}　出具时间（本机时钟）：${o.at}`),
    signatures(['签字', '日期']),
    note(`意见校验值（SHA-256）：${o.sha256}${o.previous === null ? '' : `；前一份意见：${o.previous}`}`),
    note(`程序版本 ${o.engineVersion}。重算一致只说明数字由包内输入得出，不说明输入属实。`),
  ]),
});
