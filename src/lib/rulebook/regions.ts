const REGION = /^cn(-\d{2}(\d{2}(\d{2})?)?)?$/;

/** `cn`, or `cn-` and 2, 4 or 6 digits of the administrative-division code (GB/T 2260). */
export const isRegion = (region: string): boolean => REGION.test(region);

/** The region and those above it, nearest first: `cn-330825` → `cn-330825`, `cn-3308`, `cn-33`, `cn`. */
export const regionChain = (region: string): readonly string[] => {
  if (!isRegion(region)) throw new Error(`region expected, got ${region}`);
  const code = region.slice(3);
  const chain: string[] = [];
  for (let length = code.length; length > 0; length -= 2) chain.push(`cn-${code.slice(0, length)}`);
  return [...chain, 'cn'];
};
