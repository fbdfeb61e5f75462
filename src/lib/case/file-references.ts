import type { Failure } from '../kernel/result';
import { type CasePlace, failureAt, idsOf, inSection } from './case-place';
import type { CaseRecord } from './case-record';
import { lifePapers } from './collateral-references';
import { subjectIdsOf } from './identities';
import { type Reference, missing } from './missing-references';
import { jsonPath } from './schema-failures';

/** References of 一企一档, of the inputs of screening, and of other collateral: everything pointed at exists. */

type Evidenced = { readonly evidence: readonly { readonly attachment: string | null }[] };

function* papers({ evidence }: Evidenced, at: CasePlace): Generator<Reference> {
  for (const [index, { attachment }] of evidence.entries())
    if (attachment !== null) yield { to: attachment, at: [...at, 'evidence', index, 'attachment'] };
}

function* papersOf(list: readonly Evidenced[], at: CasePlace): Generator<Reference> {
  for (const [index, entry] of list.entries()) yield* papers(entry, [...at, index]);
}

function* fileAttachments({ sections: { enterpriseFile } }: CaseRecord): Generator<Reference> {
  for (const [index, { attachment }] of enterpriseFile.sources.entries())
    if (attachment !== null)
      yield { to: attachment, at: inSection('enterpriseFile', 'sources', index, 'attachment') };
  yield* papersOf(enterpriseFile.events, inSection('enterpriseFile', 'events'));
  yield* papersOf(enterpriseFile.searches, inSection('enterpriseFile', 'searches'));
  yield* papersOf(enterpriseFile.products, inSection('enterpriseFile', 'products'));
}

const AMOUNTS = [
  'ownFunds',
  'workingLoans',
  'otherSources',
  'debtService',
  'bankDebt',
  'guaranteesGiven',
] as const;

function* repaymentAttachments({ sections: { screening } }: CaseRecord): Generator<Reference> {
  const { repayment } = screening;
  for (const name of AMOUNTS) yield* papers(repayment[name], inSection('screening', 'repayment', name));
  yield* papers(repayment.group.exposure, inSection('screening', 'repayment', 'group', 'exposure'));
}

function* renewalAttachments({ sections: { screening } }: CaseRecord): Generator<Reference> {
  const { renewal } = screening;
  if (renewal === null) return;
  yield* papers(renewal, inSection('screening', 'renewal'));
  yield* papersOf(renewal.providers, inSection('screening', 'renewal', 'providers'));
  yield* papersOf(renewal.ranking, inSection('screening', 'renewal', 'ranking'));
}

function* attachments(caseRecord: CaseRecord): Generator<Reference> {
  const { collateral } = caseRecord.sections;
  yield* fileAttachments(caseRecord);
  yield* repaymentAttachments(caseRecord);
  yield* renewalAttachments(caseRecord);
  yield* papersOf(collateral.items, inSection('collateral', 'items'));
  yield* papersOf(collateral.support, inSection('collateral', 'support'));
  yield* lifePapers(caseRecord);
}

/** The source that a fact, an event or a product was read from. */
function* sources({ sections: { enterpriseFile } }: CaseRecord): Generator<Reference> {
  for (const list of ['facts', 'events', 'products'] as const)
    for (const [index, { from }] of enterpriseFile[list].entries())
      if (from !== null)
        yield { to: from.source, at: inSection('enterpriseFile', list, index, 'from', 'source') };
}

function* productPatents({ sections: { enterpriseFile } }: CaseRecord): Generator<Reference> {
  for (const [index, { patents }] of enterpriseFile.products.entries())
    for (const [inner, to] of (patents ?? []).entries())
      yield { to, at: inSection('enterpriseFile', 'products', index, 'patents', inner) };
}

function* pairs({ sections: { collateral } }: CaseRecord): Generator<Reference> {
  for (const [index, { pairedWith }] of collateral.items.entries())
    for (const [inner, to] of pairedWith.entries())
      yield { to, at: inSection('collateral', 'items', index, 'pairedWith', inner) };
}

function* selfPairs({ sections: { collateral } }: CaseRecord): Generator<Failure> {
  for (const [index, { id, pairedWith }] of collateral.items.entries())
    for (const [inner, to] of pairedWith.entries())
      if (to === id)
        yield failureAt(
          'E_REF_SELF',
          `押品“${id}”与自己配对`,
          inSection('collateral', 'items', index, 'pairedWith', inner),
          '请改选与其配对的押品，或删除这处引用',
        );
}

/** Subjects of a renewal; that of a provider may be security of the old loan only. */
function* renewalSubjects({ sections: { screening } }: CaseRecord): Generator<Reference> {
  const { renewal } = screening;
  if (renewal === null) return;
  for (const [index, { subject }] of renewal.providers.entries())
    if (subject !== null)
      yield { to: subject, at: inSection('screening', 'renewal', 'providers', index, 'subject') };
  for (const [index, { subject }] of renewal.ranking.entries())
    yield { to: subject, at: inSection('screening', 'renewal', 'ranking', index, 'subject') };
}

function* goalSubjects({ sections: { screening } }: CaseRecord): Generator<Reference> {
  for (const [index, { subject }] of screening.coaching.goals.entries())
    if (subject !== '')
      yield { to: subject, at: inSection('screening', 'coaching', 'goals', index, 'subject') };
}

const LISTS = [
  ['一企一档来源', 'enterpriseFile', 'sources'],
  ['一企一档事件', 'enterpriseFile', 'events'],
  ['一企一档产品', 'enterpriseFile', 'products'],
] as const;

/** Ids inside the lists of the enterprise file, of renewal and of coaching, each used once. */
function* repeated({ sections: { enterpriseFile, screening } }: CaseRecord): Generator<Failure> {
  const lists = [
    ...LISTS.map(([label, section, list]) => ({
      label,
      at: inSection(section, list),
      ids: idsOf(enterpriseFile[list]),
    })),
    {
      label: '续贷担保提供人',
      at: inSection('screening', 'renewal', 'providers'),
      ids: idsOf(screening.renewal?.providers ?? []),
    },
    {
      label: '辅导目标',
      at: inSection('screening', 'coaching', 'goals'),
      ids: idsOf(screening.coaching.goals),
    },
    {
      label: '辅导记录',
      at: inSection('screening', 'coaching', 'runs'),
      ids: idsOf(screening.coaching.runs),
    },
  ];
  for (const { label, at, ids } of lists) {
    const first = new Map<string, CasePlace>();
    for (const [index, id] of ids.entries()) {
      const taken = first.get(id);
      if (taken === undefined) first.set(id, [...at, index]);
      else
        yield failureAt(
          'E_ID_DUPLICATE',
          `${label}的标识“${id}”已被${label}（${jsonPath(taken)}）使用`,
          [...at, index, 'id'],
          '请给其中一个改用新的标识',
        );
    }
  }
}

/**
 * Codes `E_ID_DUPLICATE`, `E_REF_MISSING`, `E_REF_SELF`: sources, patents and papers of the enterprise file, papers of the
 * repayment inputs, of renewal, of collateral and of support, subjects of renewal and coaching, and pairs of collateral.
 */
export const checkFileReferences = (caseRecord: CaseRecord): readonly Failure[] => {
  const { sections } = caseRecord;
  const subjects = subjectIdsOf(caseRecord);
  return [
    ...repeated(caseRecord),
    ...missing('附件', attachments(caseRecord), new Set(idsOf(caseRecord.attachments))),
    ...missing('一企一档来源', sources(caseRecord), new Set(idsOf(sections.enterpriseFile.sources))),
    ...missing('专利', productPatents(caseRecord), new Set(idsOf(sections.patents.records))),
    ...missing('押品', pairs(caseRecord), new Set(idsOf(sections.collateral.items))),
    ...selfPairs(caseRecord),
    ...missing('对象', renewalSubjects(caseRecord), subjects),
    ...missing('对象', goalSubjects(caseRecord), subjects),
  ];
};
