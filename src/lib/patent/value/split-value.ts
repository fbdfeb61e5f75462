import type { PatentsSection, RoyaltyForecast } from '../../case/patents-section';
import { fenText } from '../../kernel/fen';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { leaf } from '../../kernel/trace';
import { CONSTRAINTS } from '../../valuation/constraints';
import { type ContributionShare, splitValue } from '../../valuation/methods/bundle-shares';
import type { Valuation } from '../../valuation/valuation';
import type { PatentShareValue } from './asset-valuation';
import { forecastPath } from './forecast-inputs';

/** The stated shares, one per patent of the bundle. */
const sharesOf = (
  section: PatentsSection,
  forecast: RoyaltyForecast,
): Result<readonly ContributionShare[]> => {
  const path = `${forecastPath(forecast)}.shares`;
  const titleOf = (id: string): string => section.records.find((record) => record.id === id)?.title ?? id;
  const stranger = forecast.shares.find(({ patent }) => !forecast.patents.includes(patent));
  if (stranger !== undefined)
    return refuse(
      'E_BUNDLE_UNKNOWN_PATENT',
      `“${titleOf(stranger.patent)}”有贡献份额，却不在组合内`,
      `${path}[${stranger.patent}]`,
      '请删去这一份额，或把专利列入组合',
      CONSTRAINTS.sharesSumToOne,
    );
  const left = forecast.patents.find((id) => !forecast.shares.some(({ patent }) => patent === id));
  if (left !== undefined)
    return refuse(
      'E_MISSING',
      `“${titleOf(left)}”没有贡献份额`,
      `${path}[${left}]`,
      '请为组合内每件专利写明份额；没有贡献的请移出组合',
      CONSTRAINTS.sharesSumToOne,
    );
  return ok(
    forecast.shares.map(({ patent, share, source }) => ({
      patent,
      title: titleOf(patent),
      share: {
        value: share,
        source: leaf({
          id: `forecasts/${forecast.id}/shares/${patent}`,
          label: `“${titleOf(patent)}”的贡献份额`,
          value: share,
          unit: 'ratio',
          confidence: source.trim() === '' ? 'assumption' : 'secondary',
          source: {
            kind: 'field',
            path: `${path}[${patent}].share`,
            label: `收益预测 › ${forecast.product} › 贡献份额`,
          },
          note: source.trim() === '' ? '未写来源' : `来源：${source}`,
        }),
      },
    })),
  );
};

/**
 * Splits the value of a forecast among the patents of its bundle by the stated shares; the parts sum to it to the 分.
 * Fails with `E_BUNDLE_UNKNOWN_PATENT`, `E_MISSING` and as `splitValue` (`E_SHARES_SUM`, `E_CONTRIBUTION_RANGE`).
 */
export const splitEntry = (
  section: PatentsSection,
  forecast: RoyaltyForecast,
  { valueFen, trace }: Valuation,
): Result<readonly PatentShareValue[]> => {
  const shares = sharesOf(section, forecast);
  if (!shares.ok) return shares;
  const place = { path: forecastPath(forecast), id: `patent-value/${forecast.id}` };
  return mapResult(splitValue({ valueFen: BigInt(valueFen), trace }, shares.value, place), (parts) =>
    parts.map((part) => ({
      patent: part.patent,
      valueFen: fenText(part.valueFen),
      trace: { ...part.trace, id: `patent-value/${forecast.id}/patent/${part.patent}` },
    })),
  );
};
