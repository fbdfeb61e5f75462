import { check } from '../check';
import { type AssetTest, assetLeaf } from './asset-check';

const TITLE = {
  'data-ip-record': '省级数据知识产权平台质押备案',
  receivable: '以许可收益设立应收账款质押',
  'movable-registry': '动产融资统一登记公示系统登记',
  'guarantee-addon': '作为保证之外的增信措施',
} as const;

/** L21: a way to set up the pledge was chosen. The risk is part of every message: it does not go away by choosing. */
export const pledgeRouteChosen: AssetTest = (asset) => {
  const { route, certificate } = asset.rights.pledge;
  const node = assetLeaf(asset, 'rights.pledge.route', '质权设立路径', route === null ? null : TITLE[route]);
  if (route === null) return check('unknown', 'unknown.route', {}, [node]);
  const facts = { route: TITLE[route] };
  if (route !== 'data-ip-record') return check('pass', 'pass', facts, [node]);
  const provincial = asset.rights.certificates.filter((c) => c.registerSystem === 'provincial-data-ip');
  const named = provincial.some((c) => c.id === certificate);
  return named || (certificate === null && provincial.length === 1)
    ? check('pass', 'pass', facts, [node])
    : check('unknown', 'unknown.certificate', facts, [node]);
};
