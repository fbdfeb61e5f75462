import type { CaseRecord } from '../../case/case-record';
import { type DocumentContent, upright } from '../../documents/model';
import { pairs } from '../../documents/table';
import { heading, note, paragraph } from '../../documents/text';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { documentCondition } from '../conditions';
import { confidenceText } from '../display';
import type { WholeFiling } from './bound-filings';
import { filledText } from './filing-contract';
import { agentCondition } from './agent';
import { judgeWhen, readerOf } from './filing-reader';
import { type LetterText, letterTexts } from './filing-shapes';
import { sourceRows } from './source-table';

const RULE = 'registration.letters';

/** A letter of a filing that this case wants. */
export interface FilingLetter {
  readonly code: string;
  readonly content: DocumentContent;
}

/** Whether the condition of a letter holds; a letter without one has none to fail. */
const holdsFor = ({ when }: LetterText, { filing, values: { values, rows } }: WholeFiling): boolean =>
  when !== undefined && judgeWhen(when, readerOf(filing, values), filing, rows).holds === true;

const isWanted = (caseRecord: CaseRecord, whole: WholeFiling, letter: LetterText): boolean => {
  const { filing } = whole;
  if (!letter.kinds.includes(filing.kind) || !letter.acts.includes(filing.act)) return false;
  if (letter.need === 'when') return holdsFor(letter, whole);
  const condition =
    letter.need === 'agent'
      ? agentCondition(caseRecord, filing)
      : documentCondition(caseRecord, letter.need, 0);
  return condition.holds === true && (letter.when === undefined || holdsFor(letter, whole));
};

/**
 * 承诺书, 授权委托书, 共有人同意书 and declarations that a filing wants, filled from the case. The wording is ours, no official
 * blank was seen. Errors: those of the rulebook.
 */
export const filingLetters = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  whole: WholeFiling,
): Result<readonly FilingLetter[]> => {
  const read = readTyped(rules, RULE, letterTexts);
  if (!read.ok) return read;
  const { value, rule } = read.value;
  return ok(
    value
      .filter((letter) => isWanted(caseRecord, whole, letter))
      .map((letter) => ({
        code: letter.code,
        content: {
          title: letter.title,
          fiction: caseRecord.fiction,
          warning: `本程序拟稿（${confidenceText(rule.confidence)}），未见官方样式，须经法务审定`,
          date: caseRecord.valuationDate,
          sections: upright([
            ...letter.paragraphs.map((text) => paragraph(filledText(text, whole.filing, whole.values))),
            ...(letter.rows ? [heading('所涉标的'), sourceRows(whole)] : []),
            pairs(
              letter.signers.map((signer) => [signer, ''] as const),
              800,
            ),
            note('由当事人填写、签字或盖章，程序不代填。'),
          ]),
        },
      })),
  );
};
