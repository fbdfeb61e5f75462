import type { CaseRecord } from '../case/case-record';
import type { MethodRegistry, Outputs } from '../case/method';
import { FIGURES, FINDINGS, OFFERS } from '../case/results/columns';
import { packResults } from '../case/results/pack-results';
import { type Seed, seedsOf } from '../case/seeds';
import { pledgedIn } from './pledged';
import type { Bag } from '../container/bagit';
import { sameBytes } from '../container/bytes';
import { parsePlainDate } from '../kernel/plain-date';
import type { Result } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import type { RulesAt } from '../rulebook/model';
import { rulesFromRecord } from '../rulebook/resolver';
import { filingFindings } from './check-described';
import { type OwnLaw, lawFindings, watchedRules } from './check-law';
import { compareOutputs } from './compare-results';
import { JSON_PATH, type JsonParts } from './json-parts';
import { NEWEST_PROFILE, type PackageDescription } from './package-schema';
import { type PackagedCheck, type Rerun, rerunMethods } from './rerun-methods';
import { type ReviewFinding, failed, undecided } from './verify-report';

/**
 * Renders the documents and `results/form.json` of a package again, by payload path; how they were asked for stands in the payload.
 * `null`: the file belongs there, but there is nothing here to make it with.
 */
export type DocumentRenderer = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
  payload: ReadonlyMap<string, Uint8Array>,
) => Promise<Result<ReadonlyMap<string, Uint8Array | null>>>;

export interface RecalculationOptions {
  /** Released methods, by `method@version`. What is not here stays unknown. */
  readonly methods: MethodRegistry;
  /** Without it documents are not compared, and recalculation is at best unknown. */
  readonly renderDocuments?: DocumentRenderer;
  /** Which renderer `renderDocuments` is: documents of another one may differ without having been touched. */
  readonly renderer?: string;
  /** Judges packaged results of methods that cannot run here, by `method@version`. */
  readonly checks?: ReadonlyMap<string, PackagedCheck>;
  /** Without it the package is recomputed by the rule values and the methods it names itself. */
  readonly law?: OwnLaw;
  /** Nothing is recomputed: only what the package says of itself is held against its case. */
  readonly onlyDescribed?: boolean;
}

const cannot = (parts: JsonParts): readonly ReviewFinding[] =>
  [parts.description, parts.caseRecord, parts.rules, parts.figures, parts.findings, parts.offers]
    .filter(({ value }) => value === null)
    .map(({ path }) => undecided('E_UNREADABLE', path, `“${path}”缺失或不可读，无法据以重算`));

const rulePack = (
  bag: Bag,
  parts: JsonParts,
  { rulePack: pack }: PackageDescription,
): readonly ReviewFinding[] =>
  bag.digests.get(JSON_PATH.rules)?.sha256 === pack.sha256 && parts.rules.value?.length === pack.rules
    ? []
    : [
        failed(
          'E_RULEPACK',
          JSON_PATH.rules,
          '规则包与 package.json 登记的 SHA-256 或条数不符：规则值被换过，重算结果不可据',
        ),
      ];

const onceMade = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
};

const seedText = (seeds: readonly Seed[]): string =>
  seeds.map(({ path, seed }) => `${path} ${seed}`).join('；');

/** What `package.json` says of the case against the case itself. */
const describedFindings = (
  d: PackageDescription,
  c: CaseRecord,
  parts: JsonParts,
): readonly ReviewFinding[] => {
  const secured = c.sections.registration.pledgeContract.securedAmountFen;
  const patents = pledgedIn(c).map(({ applicationNumber, title }) => `${applicationNumber} ${title}`);
  const rows: readonly (readonly [label: string, described: string | null, inCase: string | null])[] = [
    ['质押金额（分）', d.securedAmountFen, secured],
    ['质押专利', d.patents.map(({ number, title }) => `${number} ${title}`).join('；'), patents.join('；')],
    ['评估基准日', d.valuationDate, c.valuationDate],
    ['地区', d.region, c.region],
    ['虚构说明', d.fiction, c.fiction],
    ['案卷名称', d.case.title, c.title],
    ['案卷标识', d.case.id, c.id],
    ['案卷种类', d.case.mode, c.mode],
    [
      '质押专利的标识',
      d.patents.map(({ id }) => id).join('；'),
      pledgedIn(c)
        .map(({ id }) => id)
        .join('；'),
    ],
    ['受理处', d.recipient, c.sections.registration.recipient],
    ...(d.seeds === null ? [] : [['随机数种子', seedText(d.seeds), seedText(seedsOf(c))] as const]),
  ];
  const wrong = rows.filter(([, described, inCase]) => described !== inCase);
  const form = parts.form.value;
  return [
    ...wrong.map(([label, described, inCase]) =>
      failed(
        'E_MISMATCH',
        JSON_PATH.description,
        `${label}不一致：package.json 写 ${described ?? '（无）'}，案卷写 ${inCase ?? '（无）'}`,
      ),
    ),
    ...(form === null || form.securedAmountFen === secured
      ? []
      : [
          failed(
            'E_MISMATCH',
            JSON_PATH.form,
            `质押金额（分）不一致：申请表写 ${form.securedAmountFen ?? '（无）'}，案卷写 ${secured ?? '（无）'}`,
          ),
        ]),
  ];
};

const onlyMethods = (outputs: Outputs, keep: (method: string) => boolean, offers: boolean): Outputs => ({
  figures: outputs.figures.filter(({ method }) => keep(method)),
  findings: outputs.findings.filter(({ method }) => keep(method)),
  offers: offers ? outputs.offers : [],
});

const isFile = ({ payload }: Bag, path: string, text: string): boolean =>
  sameBytes(payload.get(path) ?? new Uint8Array(), encodeUtf8(text));

/** Whether all results, written as the package writes them, are its very bytes: then no single one can differ. */
const sameFiles = (bag: Bag, d: PackageDescription, again: Outputs): boolean =>
  d.profile === NEWEST_PROFILE &&
  isFile(bag, JSON_PATH.figures, packResults(FIGURES, again.figures)) &&
  isFile(bag, JSON_PATH.findings, packResults(FINDINGS, again.findings)) &&
  isFile(bag, JSON_PATH.offers, packResults(OFFERS, again.offers));

/** Results of methods that did not run again cannot be compared. Offers name no method: they wait until all ran. */
const resultFindings = (
  bag: Bag,
  d: PackageDescription,
  packagedOutputs: () => Outputs,
  rerun: Rerun,
): readonly ReviewFinding[] => {
  const { methods } = d;
  if (rerun.ran.size === methods.length && sameFiles(bag, d, rerun.outputs)) return rerun.findings;
  const packaged = packagedOutputs();
  const listed = new Set(methods);
  const stray = new Set(packaged.figures.map(({ method }) => method).filter((method) => !listed.has(method)));
  const whole = rerun.ran.size === methods.length;
  const keep = (method: string): boolean => (whole ? !stray.has(method) : rerun.ran.has(method));
  return [
    ...compareOutputs(onlyMethods(packaged, keep, whole), onlyMethods(rerun.outputs, keep, whole)),
    ...rerun.findings,
    ...[...stray]
      .sort()
      .map((method) =>
        undecided(
          'E_METHOD',
          'results/figures.json',
          `包内有方法“${method}”的结果，方法列表中没有它，无法重算`,
        ),
      ),
  ];
};

const documentFindings = (
  bag: Bag,
  d: PackageDescription,
  rendered: ReadonlyMap<string, Uint8Array | null>,
  renderer: string | null,
): readonly ReviewFinding[] => {
  const findings: ReviewFinding[] = [];
  const differs = (path: string, message: string): void => {
    findings.push(
      renderer !== null && renderer === d.renderer
        ? failed('E_MISMATCH', path, message)
        : undecided(
            'E_RENDERER',
            path,
            `${message}；版面由另一版程序（${d.renderer ?? `版本 ${d.engineVersion}，未注明版式`}）生成，不能断定被改动，数字以重算为准`,
          ),
    );
  };
  for (const [path, bytes] of rendered) {
    const packaged = bag.payload.get(path);
    if (packaged === undefined) differs(path, `按案卷应有“${path}”，包内没有`);
    else if (bytes === null)
      findings.push(
        undecided(
          'E_DOCUMENTS',
          path,
          `“${path}”没有重新生成：这里没有生成 PDF 的字体，请以同名的 Word 文件为准`,
        ),
      );
    else if (packaged.length !== bytes.length || packaged.some((byte, i) => byte !== bytes[i]))
      differs(path, `“${path}”与按案卷和结果重新生成的不同`);
  }
  for (const path of d.documents) if (!rendered.has(path)) differs(path, `包内有“${path}”，按案卷不应生成`);
  return findings;
};

const renderedFindings = async (
  bag: Bag,
  d: PackageDescription,
  caseRecord: CaseRecord,
  rerun: Rerun,
  rules: RulesAt,
  options: RecalculationOptions,
): Promise<readonly ReviewFinding[]> => {
  if (options.renderDocuments === undefined)
    return [undecided('E_DOCUMENTS', '', '本次未重新生成文书，文书中的数字未与重算结果比对')];
  if (rerun.ran.size < d.methods.length)
    return [undecided('E_DOCUMENTS', '', '部分方法无法重算，文书中的数字未与重算结果比对')];
  // Too much to be held: what would be rendered from it, or compared with it, is not all there.
  const [cut] = [...bag.unheld].filter((path) => !path.startsWith('inputs/files/'));
  if (cut !== undefined)
    return [undecided('E_LARGE', cut, `“${cut}”太大，没有整个读入，文书未与重算结果比对`)];
  try {
    const rendered = await options.renderDocuments(caseRecord, rerun.outputs, rules, bag.payload);
    if (!rendered.ok)
      return [
        undecided('E_DOCUMENTS', rendered.failure.path, `文书无法重新生成：${rendered.failure.message}`),
      ];
    return documentFindings(bag, d, rendered.value, options.renderer ?? null);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [undecided('E_DOCUMENTS', '', `文书重新生成时出错（${reason}），未能比对`)];
  }
};

/**
 * 重算: runs the listed methods again on the packaged case with the packaged rule values, compares every result, then
 * renders form and documents again and compares their bytes. Differences come first difference first.
 */
export const recalculationFindings = async (
  bag: Bag,
  parts: JsonParts,
  options: RecalculationOptions,
): Promise<readonly ReviewFinding[]> => {
  const { description, caseRecord, rules, figures, findings, offers } = parts;
  if (
    description.value === null ||
    caseRecord.value === null ||
    rules.value === null ||
    figures.value === null ||
    findings.value === null ||
    offers.value === null
  )
    return cannot(parts);
  const d = description.value;
  const date = parsePlainDate(caseRecord.value.valuationDate);
  if (!date.ok) return [failed(date.failure.code, JSON_PATH.caseRecord, date.failure.message)];
  const watched = watchedRules(rulesFromRecord(rules.value, date.value, caseRecord.value.region));
  const rulesAt = watched.rules;
  if (options.onlyDescribed === true)
    return [
      ...rulePack(bag, parts, d),
      ...describedFindings(d, caseRecord.value, parts),
      undecided('E_NOT_RECALCULATED', '', '按要求没有重算：数字、核查结果与文书未与重算的结果比对'),
    ];
  const [itsFigures, itsFindings, itsOffers] = [figures.value, findings.value, offers.value];
  const packaged = onceMade(() => ({
    figures: itsFigures.all(),
    findings: itsFindings.all(),
    offers: itsOffers.all(),
  }));
  const rerun = rerunMethods(d.methods, options, { caseRecord: caseRecord.value, rules: rulesAt }, packaged);
  const rendered = await renderedFindings(bag, d, caseRecord.value, rerun, rulesAt, options);
  const sameRenderer = d.renderer !== null && d.renderer === (options.renderer ?? null);
  return [
    ...rulePack(bag, parts, d),
    ...describedFindings(d, caseRecord.value, parts),
    ...filingFindings(d, parts.form.value, sameRenderer),
    ...resultFindings(bag, d, packaged, rerun),
    ...rendered,
    // Taken last: rendering reads rules too.
    ...(options.law === undefined
      ? []
      : lawFindings(options.law, caseRecord.value, rules.value, watched.missing, d.methods)),
  ];
};
