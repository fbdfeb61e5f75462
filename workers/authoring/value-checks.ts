import * as v from 'valibot';
import { patentType } from '../../src/lib/case/patents-section';
import { ratioText } from '../../src/lib/case/schema-parts';
import { readQualityRules, readQualityWeights } from '../../src/lib/data-asset/quality/quality-rules';
import { canonicalClassCode, readAssetClass } from '../../src/lib/collateral/asset-class';
import { readIpConcentration } from '../../src/lib/collateral/concentration';
import type { JsonValue } from '../../src/lib/kernel/json';
import { mustBeOk, type Failure, type Result } from '../../src/lib/kernel/result';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { gateTable } from '../../src/lib/patent/reading/gates';
import { gradeTable } from '../../src/lib/patent/score/grades';
import { readScheme, readWeights } from '../../src/lib/patent/scheme/scheme';
import type { RuleEntry, RulesAt } from '../../src/lib/rulebook/model';
import { readTyped } from '../../src/lib/rulebook/read-rule';
import { rulesAt } from '../../src/lib/rulebook/resolver';
import { formFaults } from '../../src/lib/rulebook/value-form';
import { licenceRows } from '../../src/lib/valuation/rates/licence-row';
import {
  readDisagreementBands,
  readHaircutRule,
  readSimulationDraws,
  readSimulationSpread,
} from '../../src/lib/valuation/simulation/uncertainty-rules';
import { readIncomeRules } from '../../src/lib/valuation/valuation-rules';
import { readAhpRules } from '../../src/lib/valuation/weights/weights-rules';

/** Reads a rule as the engine that uses it does. */
type Reader = (rules: RulesAt, id: string) => Result<unknown>;

const typed =
  (schema: v.GenericSchema): Reader =>
  (rules, id) =>
    readTyped(rules, id, schema);

const assetClass: Reader = (rules, id) => {
  const rule = rules.read(id);
  if (!rule.ok) return rule;
  const code = v.safeParse(v.object({ code: v.string() }), rule.value.value);
  return readAssetClass(rules, code.success ? canonicalClassCode(rules, code.output.code) : id);
};

/** The strictest check of a value is the reader that will read it. Rules without one are checked by their form. */
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/^patent\.scheme\./, (rules, id) => readScheme(rules, id.slice('patent.scheme.'.length))],
  [/^patent\.weights\./, readWeights],
  [/^data-quality\.weights\./, readQualityWeights],
  [/^data-quality\.(coverage-floor|bands|half-life-cycles|sampling)$/, readQualityRules],
  [/^patent\.gates\./, typed(gateTable)],
  [/^patent\.grades$/, typed(gradeTable)],
  [/^patent\.coverage-floor$/, typed(ratioText)],
  [/^patent\.types-in-scope$/, typed(v.array(patentType))],
  [/^valuation\.(discount-rate-bounds|sensitivity-grid|royalty-ceiling)$/, readIncomeRules],
  [/^valuation\.simulation-spread$/, readSimulationSpread],
  [/^valuation\.simulation-draws$/, readSimulationDraws],
  [/^valuation\.disagreement-bands$/, readDisagreementBands],
  [/^valuation\.back-test-haircut$/, readHaircutRule],
  [/^valuation\.licence-rates$/, typed(licenceRows)],
  [/^valuation\.weights\.random-index$/, readAhpRules],
  [/^collateral\.class\./, assetClass],
  [/^collateral\.concentration\.ip-share$/, readIpConcentration],
];

/** Expression trees and forms: what stands there today says little about what may stand there. */
const OPEN_FORMS: ReadonlySet<string> = new Set(['rule', 'rule-set', 'form', 'form-section']);

const REMEDY = '请按内置值的写法改正这一项的值';

/** Everything that stands against giving `entry` this value from `effectiveFrom` on. `null` repeals and fits everywhere. */
export const valueFaults = (
  entry: RuleEntry,
  value: JsonValue,
  effectiveFrom: string,
  rulebook: readonly RuleEntry[],
): readonly Failure[] => {
  if (value === null) return [];
  const reader = READERS.find(([pattern]) => pattern.test(entry.id))?.[1];
  if (reader !== undefined) {
    const rules = rulesAt({
      entries: rulebook,
      date: mustBeOk(parsePlainDate(effectiveFrom)),
      region: 'cn',
      overlay: {
        schema: 'zhiya.overlay/1',
        institution: '本机构',
        version: '0',
        releasedOn: effectiveFrom,
        author: '本机构',
        reason: '核对',
        entries: [{ id: entry.id, effectiveFrom, value, reason: '核对' }],
      },
    });
    const read = reader(rules, entry.id);
    return read.ok ? [] : [{ ...read.failure, rule: entry.id }];
  }
  if (OPEN_FORMS.has(entry.unit)) return [];
  const samples = entry.values.map((dated) => dated.value);
  return [...formFaults(value, samples)].slice(0, 20).map(({ path, message }) => ({
    code: 'E_RULE_SHAPE',
    message: `“${entry.title}”的值${path === '$' ? '' : ` ${path}`}：${message}`,
    path: `${entry.id} › ${path}`,
    remedy: REMEDY,
    rule: entry.id,
  }));
};
