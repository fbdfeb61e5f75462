import type { DatasetOverlap, DeskApi, DeskPlace } from '../../src/lib/bridge/desk-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { sealOpinion } from '../../src/lib/case/desk/opinion';
import { type ByteSource, blobSource } from '../../src/lib/container/byte-source';
import { PACKAGE_ZIP_POLICY } from '../../src/lib/container/zip-policy';
import { compareFingerprints } from '../../src/lib/data-asset/fingerprint/compare-fingerprints';
import { writeDocx } from '../../src/lib/documents/docx/docx-file';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { type Result, ok, refuse } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { renderDocuments } from '../../src/lib/registration/render-documents';
import { RENDERER } from '../../src/lib/registration/renderer';
import { type ComparedPart, comparePackages } from '../../src/lib/review/compare-packages';
import { fieldTitle } from '../../src/lib/review/field-titles';
import { readCalendarFile } from '../../src/lib/review/desk/clock/calendar-file';
import { knownCalendar } from '../../src/lib/review/desk/clock/calendar';
import { officeClock } from '../../src/lib/review/desk/clock/office-clock';
import { drawSample } from '../../src/lib/review/desk/draw/draw';
import { drawCsv, drawPaper } from '../../src/lib/review/desk/draw/draw-paper';
import { filingChecklist, suggestedPaper } from '../../src/lib/review/desk/filing/filing-papers';
import { readPaper } from '../../src/lib/review/desk/filing/read-paper';
import { reviewFiling } from '../../src/lib/review/desk/filing/review-filing';
import { draftOpinion, giveOpinion, withSettled } from '../../src/lib/review/desk/opinion/draft';
import { opinionPaper } from '../../src/lib/review/desk/opinion/opinion-paper';
import { reasonsOf } from '../../src/lib/review/desk/opinion/reasons';
import { readRole, readRoles } from '../../src/lib/review/desk/opinion/roles';
import { plainJson } from '../../src/lib/review/plain-json';
import { reviewPackage } from '../../src/lib/review/desk/review-package';
import { deskStatistics } from '../../src/lib/review/desk/statistics/statistics';
import { statisticsCsv } from '../../src/lib/review/desk/statistics/statistics-csv';
import { NOBODY, parseTrustList } from '../../src/lib/review/trust-list';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import type { RulesAt } from '../../src/lib/rulebook/model';
import { parseOverlay } from '../../src/lib/rulebook/overlay';
import { rulesAt } from '../../src/lib/rulebook/resolver';
import { ENGINE_VERSION } from '../engine-version';
import { methodsWith } from '../methods';
import { solver } from '../solver';

/** Every version of the method that gives the verdicts on 不予登记情形. */
const isGround = (method: string): boolean => method.startsWith('screening.patent-pledge-refusal@');

/** Largest file of an ordinary filing, bytes. */
const LARGEST_PAPER = 200 * 1024 * 1024;

const COMPARED: readonly (readonly [part: ComparedPart, title: string])[] = [
  ['description', '登记包说明'],
  ['inputs', '案卷'],
  ['rules', '规则值'],
  ['figures', '数字'],
  ['findings', '检查结果'],
  ['offers', '押品'],
  ['documents', '文书'],
  ['attachments', '附件'],
];
/** Changes of one part that cross to the page. */
const MOST_CHANGES = 2_000;

/** Larger packages are read piece by piece where they lie. */
const WHOLE = 32 * 1024 * 1024;

/** A package in memory or where it lies; `null` when it cannot be read. */
const sourceOf = async (file: Blob): Promise<Uint8Array | ByteSource | null> => {
  const start = await file
    .slice(0, file.size > WHOLE ? 1 : file.size)
    .arrayBuffer()
    .catch(() => null);
  if (start === null) return null;
  return file.size > WHOLE ? blobSource(file) : new Uint8Array(start);
};

const placeRules = ({ region, date, overlay }: DeskPlace): Result<RulesAt> => {
  const day = parsePlainDate(date);
  if (!day.ok) return day;
  const base = { entries: ALL_RULES, date: day.value, region };
  if (overlay === null) return ok(rulesAt(base));
  const own = parseOverlay(overlay);
  return own.ok ? ok(rulesAt({ ...base, overlay: own.value })) : own;
};

const compareDatasets = ({
  own,
  others,
}: DeskApi['compareDatasets']['input']): DeskApi['compareDatasets']['output'] => {
  const overlaps: DatasetOverlap[] = [];
  let notCompared = 0;
  for (const theirs of others) {
    const unknown = own.filter((mine) => {
      const compared = compareFingerprints(mine.fingerprint, theirs.fingerprint);
      if (compared.kind === 'unknown') return true;
      const shared = compared.lists.filter(
        ({ common }) => common.interval.low > 0 || Number(common.share ?? '0') > 0,
      );
      overlaps.push(
        ...shared.map(({ of, columns, statement }) => ({
          own: mine.title,
          entry: theirs.entry,
          other: theirs.title,
          statement: `${of === 'rows' ? '整行' : columns.join(' + ')}：${statement}`,
        })),
      );
      return shared.length === 0 && compared.lists.every(({ common }) => common.share === null);
    });
    if (unknown.length > 0) notCompared += 1;
  }
  return { overlaps, notCompared };
};

const json = (value: unknown): Uint8Array => encodeUtf8(`${canonicalJson(plainJson(value))}\n`);

export const deskHandlers: Handlers<DeskApi> = {
  reviewPackage: async ({ file, fileName, most, register, today, trust: listed }) => {
    if (file.size > PACKAGE_ZIP_POLICY.maxArchive)
      return refuse('E_SIZE', '文件大于登记包的上限 500 MB，没有打开', fileName, '请确认放入的是登记包');
    const source = await sourceOf(file);
    if (source === null)
      return refuse(
        'E_READ',
        '这个文件读不出来，可能是文件夹，或已被移动、占用',
        fileName,
        '请把登记包文件本身放进来',
      );
    const trust = listed === null ? ok(NOBODY) : parseTrustList(listed);
    if (!trust.ok) return trust;
    const options = {
      methods: methodsWith(await solver()).registry,
      renderDocuments,
      renderer: RENDERER,
      trust: trust.value,
      reception: { register, date: today },
      isGround,
    };
    return ok(await reviewPackage(source, options, most));
  },

  checkTrust: ({ text }) => {
    const trust = parseTrustList(text);
    return trust.ok
      ? ok({ keys: trust.value.keys.length, certificates: trust.value.certificates.length })
      : trust;
  },

  compareDatasets: (input) => ok(compareDatasets(input)),

  deskRoles: (place) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const { value, failures } = readRoles(rules.value);
    const roles = value.map(({ code, title, statement, opinions, rule }) => ({
      code,
      title,
      statement,
      opinions,
      instrument: `${rule.citation.instrument}${rule.citation.article ?? ''}`,
      reason: rule.citation.reason ?? '',
      confidence: rule.confidence,
    }));
    return ok({ roles, failures });
  },

  draftOpinion: ({ role, basis, settled, ...place }) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const read = readRole(rules.value, role);
    if (!read.ok) return read;
    const reasons = withSettled(reasonsOf(basis), settled);
    return ok({ reasons, draft: draftOpinion(read.value, reasons) });
  },

  giveOpinion: async ({ role, basis, settled, decision, entry, ...place }) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const read = readRole(rules.value, role);
    if (!read.ok) return read;
    const { id, kind, fileName, answers, facts } = entry;
    const given = giveOpinion(read.value, withSettled(reasonsOf(basis), settled), decision, {
      entry: id,
      kind,
      fileName,
      caseTitle: facts.caseTitle,
      fiction: facts.fiction,
      pledgor: facts.pledgor,
      pledgee: facts.pledgee,
      answers,
      grounds: (basis.grounds ?? []).map(({ title, pass, fail, unknown }) => ({
        title,
        pass,
        fail,
        unknown,
      })),
      engineVersion: ENGINE_VERSION,
    });
    return given.ok ? ok(await sealOpinion(given.value)) : given;
  },

  opinionFiles: async ({ opinion }) => {
    const docx = await writeDocx(opinionPaper(opinion));
    return docx.ok ? ok({ docx: docx.value, json: json(opinion) }) : docx;
  },

  comparePackages: async ({ before, after }) => {
    const compared = await comparePackages(blobSource(before), blobSource(after));
    if (!compared.ok) return compared;
    const { changes, ...comparison } = compared.value;
    const parts = COMPARED.map(([part, title]) => ({
      part,
      title,
      total: changes[part].length,
      changes: changes[part].slice(0, MOST_CHANGES).map((change) => ({
        ...change,
        title: change.title === '' ? fieldTitle(change.path) : change.title,
      })),
    }));
    return ok({ comparison, parts, json: json(compared.value) });
  },

  filingChecklist: (place) => {
    const rules = placeRules(place);
    return rules.ok ? filingChecklist(rules.value) : rules;
  },

  readPaper: async ({ path, file, ...place }) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const checklist = filingChecklist(rules.value);
    if (!checklist.ok) return checklist;
    if (file.size > LARGEST_PAPER)
      return refuse('E_SIZE', '文件大于 200 MB，没有打开', path, '请拆分或压缩扫描件后再放入');
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null)
      return refuse('E_READ', '这个文件读不出来，可能已被移动或占用', path, '请关闭占用它的程序后重新选择');
    return ok({
      paper: await readPaper(path, new Uint8Array(bytes)),
      suggested: suggestedPaper(path, checklist.value),
    });
  },

  reviewFiling: async ({ papers, unread, answers, ...place }) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const checklist = filingChecklist(rules.value);
    return checklist.ok ? ok(await reviewFiling(papers, checklist.value, answers, unread)) : checklist;
  },

  readCalendar: ({ fileName, bytes }) => readCalendarFile(bytes, fileName),

  officeClocks: ({ entries, settings, today }) => {
    const date = parsePlainDate(today);
    if (!date.ok) return date;
    const byRegion = new Map<string, RulesAt>();
    for (const region of new Set(entries.map(({ facts }) => facts.region ?? 'cn'))) {
      const rules = placeRules({ region, date: today, overlay: settings.overlay });
      if (!rules.ok) return rules;
      byRegion.set(region, rules.value);
    }
    const whole = placeRules({ region: 'cn', date: today, overlay: settings.overlay });
    if (!whole.ok) return whole;
    const rulesOf = (region: string | null): RulesAt => byRegion.get(region ?? 'cn') ?? whole.value;
    return ok({
      clocks: entries.map((entry) => ({
        id: entry.id,
        clock: officeClock(entry, settings, rulesOf(entry.facts.region), date.value),
      })),
      years: knownCalendar(settings.calendar, whole.value).years,
    });
  },

  deskStatistics: ({ entries, by, withFiction }) => {
    const statistics = deskStatistics(entries, by, withFiction);
    return ok({ statistics, csv: statisticsCsv(statistics) });
  },

  drawSample: async ({ items, plan, ...drawn }) => {
    const draw = await drawSample(items, plan);
    if (!draw.ok) return draw;
    const docx = await writeDocx(drawPaper(draw.value, drawn));
    if (!docx.ok) return docx;
    return ok({
      draw: draw.value,
      docx: docx.value,
      json: json({ ...draw.value, ...drawn }),
      csv: encodeUtf8(drawCsv(draw.value, drawn)),
    });
  },
};
