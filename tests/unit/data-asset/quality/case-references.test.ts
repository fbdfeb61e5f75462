import { expect, it } from 'vitest';
import { caseJson, parseCaseJson } from '../../../../src/lib/case/case-json';
import { checkCrossReferences } from '../../../../src/lib/case/cross-references';
import { newCase } from '../../../../src/lib/case/new-case';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { CONDITION_KINDS, newAnswer, newRule, withRule } from '../../../../src/lib/state/quality-edits';
import { TODAY, meterAsset, rule, sampled, stated } from '../../../fixtures/data-quality';

const caseWith = () => {
  const record = newCase({ id: 'c-1', title: '虚构案卷', valuationDate: TODAY, region: 'cn', mode: 'bank' });
  const asset = meterAsset();
  record.sections.dataAssets.assets.push(asset);
  return { record, asset };
};

it('every kind of rule and answer, as a click makes it, is saved and read back', () => {
  const { record, asset } = caseWith();
  let quality = asset.quality;
  for (const { value } of CONDITION_KINDS) quality = withRule(quality, newRule(quality, value));
  quality = {
    ...quality,
    answers: [
      stated('0601', '0.9'),
      sampled('0301', 9, 10),
      newAnswer('sample', '0602'),
      newAnswer('stated', '0103'),
    ],
  };
  record.sections.dataAssets.assets = [{ ...asset, quality }];
  expect(quality.rules.length).toBe(13);
  expect(new Set(quality.rules.map(({ id }) => id)).size).toBe(13);
  expect(mustBeOk(parseCaseJson(caseJson(record)))).toEqual(record);
  expect(checkCrossReferences(record)).toEqual([]);
});

it('a missing paper and a missing table are named', () => {
  const { record, asset } = caseWith();
  const answer = stated('0601', '0.9');
  const [paper] = answer.evidence;
  if (paper === undefined) throw new Error('paper expected');
  asset.quality.answers = [{ ...answer, evidence: [{ ...paper, attachment: 'file-1' }] }];
  asset.quality.rules = [
    rule({ kind: 'reference', columns: ['表号'], asset: 'd-9', otherColumns: ['表号'] }),
  ];
  expect(checkCrossReferences(record).map(({ code, path }) => `${code} ${path}`)).toEqual([
    'E_REF_MISSING $.sections.dataAssets.assets[0].quality.answers[0].evidence[0].attachment',
    'E_REF_MISSING $.sections.dataAssets.assets[0].quality.rules[0].condition.asset',
  ]);
});
