import * as v from 'valibot';
import { CASE_JSON_LIMIT, parseCaseJson } from '../case/case-json';
import { currentCase } from '../case/current-case';
import type { CaseRecord } from '../case/case-record';
import type { CollateralOffer, Figure, Finding } from '../case/exchange';
import type { Digests } from '../kernel/hashing';
import type { JsonValue } from '../kernel/json';
import { type Result, ok, refuse } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import { decodeUtf8 } from '../kernel/utf8';
import type { ResolvedRule } from '../rulebook/model';
import { parseResolvedRules } from '../rulebook/parse-rules';
import { type CanonicalReading, readCanonical } from './canonical-reading';
import {
  type FormHead,
  type KnownProfile,
  NEWEST_PROFILE,
  type PackageDescription,
  formHead,
  packageDescription,
} from './package-schema';
import {
  type ReadResults,
  type Results,
  heldResults,
  readFigures,
  readFindings,
  readOffers,
} from './results-columns';
import * as results from './results-schema';
import { isTidyTable, withTraces } from './results-table';
import { type ReviewFinding, failed, undecided } from './verify-report';

/** Deep traces of many patents are the largest; the container has bounded the bytes before. */
const LIMITS = { maxDepth: 200, maxKeys: 20_000_000, maxLength: 210_000_000 };

/** One JSON file of the package: its value, or what is wrong with it. */
export interface JsonPart<T> {
  readonly path: string;
  /** `null` when the file is missing or unusable. */
  readonly value: T | null;
  readonly findings: readonly ReviewFinding[];
}

/** All JSON files of a known profile. */
export interface JsonParts {
  readonly description: JsonPart<PackageDescription>;
  readonly caseRecord: JsonPart<CaseRecord>;
  readonly rules: JsonPart<readonly ResolvedRule[]>;
  readonly figures: JsonPart<Results<Figure>>;
  readonly findings: JsonPart<Results<Finding>>;
  readonly offers: JsonPart<Results<CollateralOffer>>;
  readonly form: JsonPart<FormHead>;
}

export const JSON_PATH: Readonly<Record<keyof JsonParts, string>> = {
  description: 'package.json',
  caseRecord: 'inputs/case.json',
  rules: 'rules/rules.json',
  figures: 'results/figures.json',
  findings: 'results/findings.json',
  offers: 'results/offers.json',
  form: 'results/form.json',
};

interface Parsed<T> {
  readonly value: T;
  /** Whether a writer of ours would have arranged it so. */
  readonly tidy: boolean;
}

type Parse<T> = (json: JsonValue, text: string) => Result<Parsed<T>>;

const tidy = <T>(result: Result<T>): Result<Parsed<T>> =>
  result.ok ? ok({ value: result.value, tidy: true }) : result;

const checked = <S extends v.GenericSchema>(schema: S, json: JsonValue): Result<v.InferOutput<S>> => {
  const parsed = v.safeParse(schema, json, { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  return refuse('E_SCHEMA', issue.message, v.getDotPath(issue) ?? '$', '');
};

const bySchema =
  <S extends v.GenericSchema>(schema: S): Parse<v.InferOutput<S>> =>
  (json) =>
    tidy(checked(schema, json));

interface Table<T> {
  readonly items: readonly T[];
  readonly nodes: readonly results.PackedNode[];
}

/** A results file with every trace in full. */
const byWhole =
  <T>(schema: v.GenericSchema<unknown, readonly T[]>): Parse<Results<T>> =>
  (json) => {
    const items = checked(schema, json);
    return items.ok ? ok({ value: heldResults(items.value), tidy: true }) : items;
  };

/** A results file whose traces lie in one table of nodes. */
const byTable =
  <T extends { readonly trace: number }>(
    schema: v.GenericSchema<unknown, Table<T>>,
  ): Parse<Results<Omit<T, 'trace'> & { readonly trace: TraceNode }>> =>
  (json) => {
    const table = checked(schema, json);
    if (!table.ok) return table;
    const { items, nodes } = table.value;
    const value = withTraces(items, nodes);
    return value.ok ? ok({ value: heldResults(value.value), tidy: isTidyTable(items, nodes) }) : value;
  };

/** A results file in columns. */
const byColumns =
  <T>(read: (json: JsonValue) => Result<ReadResults<T>>): Parse<Results<T>> =>
  (json) => {
    const table = read(json);
    return table.ok ? ok({ value: table.value.results, tidy: table.value.tidy }) : table;
  };

interface Decoded extends CanonicalReading {
  readonly text: string;
}

const decode = (bytes: Uint8Array): Result<Decoded> => {
  const text = decodeUtf8(bytes);
  if (!text.ok) return text;
  const read = readCanonical(text.value, LIMITS);
  return read.ok ? ok({ ...read.value, text: text.value }) : read;
};

const readPart = <T>(
  payload: ReadonlyMap<string, Uint8Array>,
  path: string,
  parse: Parse<T>,
): JsonPart<T> => {
  const bytes = payload.get(path);
  if (bytes === undefined)
    return { path, value: null, findings: [failed('E_MISSING', path, `缺少文件“${path}”`)] };
  const decoded = decode(bytes);
  if (!decoded.ok) {
    const { code, message } = decoded.failure;
    return { path, value: null, findings: [failed(code, path, `“${path}”不是可读的 JSON：${message}`)] };
  }
  const { value: json, text, canonical } = decoded.value;
  const findings: ReviewFinding[] = [];
  if (!canonical)
    findings.push(failed('E_CANON', path, `“${path}”不是规范写法（RFC 8785），可能被其他工具改写过`));
  const parsed = parse(json, text);
  if (parsed.ok && !parsed.value.tidy)
    findings.push(
      failed('E_CANON', path, `“${path}”的节点表有重复、未用或次序不对的节点，不是本程序写出的样子`),
    );
  if (parsed.ok) return { path, value: parsed.value.value, findings };
  const { code, message, path: at } = parsed.failure;
  return { path, value: null, findings: [...findings, failed(code, `${path} › ${at}`, message)] };
};

type ResultParts = Pick<JsonParts, 'figures' | 'findings' | 'offers'>;

const wholeTraces = (payload: ReadonlyMap<string, Uint8Array>): ResultParts => ({
  figures: readPart(payload, JSON_PATH.figures, byWhole(results.figures)),
  findings: readPart(payload, JSON_PATH.findings, byWhole(results.findings)),
  offers: readPart(payload, JSON_PATH.offers, byWhole(results.offers)),
});

const tracesInTables = (payload: ReadonlyMap<string, Uint8Array>): ResultParts => ({
  figures: readPart(payload, JSON_PATH.figures, byTable(results.figureTable)),
  findings: readPart(payload, JSON_PATH.findings, byTable(results.findingTable)),
  offers: readPart(payload, JSON_PATH.offers, byTable(results.offerTable)),
});

const inColumns = (payload: ReadonlyMap<string, Uint8Array>): ResultParts => ({
  figures: readPart(payload, JSON_PATH.figures, byColumns(readFigures)),
  findings: readPart(payload, JSON_PATH.findings, byColumns(readFindings)),
  offers: readPart(payload, JSON_PATH.offers, byColumns(readOffers)),
});

const RESULTS_OF: Readonly<Record<KnownProfile, (payload: ReadonlyMap<string, Uint8Array>) => ResultParts>> =
  {
    'zhiya.package/1': wholeTraces,
    'zhiya.package/2': tracesInTables,
    'zhiya.package/3': tracesInTables,
    'zhiya.package/4': inColumns,
  };

/** A case that has nothing against it at a glance, else what the whole check says. */
const readCase = (text: string): Result<CaseRecord> => {
  const current = text.length <= CASE_JSON_LIMIT ? currentCase(text) : null;
  return current === null ? parseCaseJson(text) : ok(current);
};

type RulesPart = JsonParts['rules'];

/** Packages made on the same rules carry the same file of rule values: it is read once, and told by its SHA-256. */
const KEPT_RULES = 4;
const keptRules = new Map<string, RulesPart>();

const readRules = (payload: ReadonlyMap<string, Uint8Array>, sha256: string | undefined): RulesPart => {
  const known = sha256 === undefined ? undefined : keptRules.get(sha256);
  if (known !== undefined) return known;
  const part = readPart(payload, JSON_PATH.rules, (json) => tidy(parseResolvedRules(json)));
  if (sha256 !== undefined && part.value !== null) {
    if (keptRules.size >= KEPT_RULES) keptRules.clear();
    keptRules.set(sha256, part);
  }
  return part;
};

/**
 * Reads every JSON file strictly: UTF-8, no duplicate keys, canonical, of the right shape for the profile.
 * `null` = the package names no profile; its results are then read as the newest.
 *
 * @param digests computed of these very files, where they have been
 */
export const readJsonParts = (
  payload: ReadonlyMap<string, Uint8Array>,
  profile: KnownProfile | null,
  digests?: ReadonlyMap<string, Digests>,
): JsonParts => ({
  description: readPart(payload, JSON_PATH.description, bySchema(packageDescription)),
  caseRecord: readPart(payload, JSON_PATH.caseRecord, (_, text) => tidy(readCase(text))),
  rules: readRules(payload, digests?.get(JSON_PATH.rules)?.sha256),
  ...RESULTS_OF[profile ?? NEWEST_PROFILE](payload),
  form: readPart(payload, JSON_PATH.form, bySchema(formHead)),
});

/** The same, where files of which only the beginning was read say nothing rather than something wrong. */
export const withoutCut = (parts: JsonParts, cut: ReadonlySet<string>): JsonParts => {
  const whole = <T>(part: JsonPart<T>): JsonPart<T> => {
    const { path } = part;
    if (!cut.has(path)) return part;
    const message = `“${path}”太大，没有整个读入，内容未知；请用能把整个包读入内存的方式核验`;
    return { path, value: null, findings: [undecided('E_LARGE', path, message)] };
  };
  return {
    description: whole(parts.description),
    caseRecord: whole(parts.caseRecord),
    rules: whole(parts.rules),
    figures: whole(parts.figures),
    findings: whole(parts.findings),
    offers: whole(parts.offers),
    form: whole(parts.form),
  };
};

/** Profile that `package.json` claims, whatever the rest of it is; `null` when there is none to read. */
export const claimedProfile = (payload: ReadonlyMap<string, Uint8Array>): string | null => {
  const bytes = payload.get(JSON_PATH.description);
  const decoded = bytes === undefined ? null : decode(bytes);
  if (decoded === null || !decoded.ok) return null;
  const parsed = v.safeParse(v.object({ profile: v.string() }), decoded.value.value);
  return parsed.success ? parsed.output.profile : null;
};
