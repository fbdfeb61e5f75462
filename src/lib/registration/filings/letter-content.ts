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
import { readerOf, whenHolds } from './filing-reader';
import { type LetterText, letterTexts } from './filing-shapes';
import { sourceRows } from './source-table';

const RULE = 'registration.letters';

/** A letter of a filing that this case wants. */
export interface FilingLetter {
  readonly code: string;
  readonly content: DocumentContent;
}

const isWanted = (caseRecord: CaseRecord, whole: WholeFiling, letter: LetterText): boolean => {
  if (!letter.kinds.includes(whole.filing.kind) || !letter.acts.includes(whole.filing.act)) return false;
  if (letter.need === 'when') {
    const read = readerOf(whole.filing, whole.values.values);
    return letter.when !== undefined && whenHolds(letter.when, read) === true;
  }
  return documentCondition(caseRecord, letter.need, 0).holds === true;
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
