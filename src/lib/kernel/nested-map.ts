/** The map that belongs to `key`, made when first asked for: what was worked out for an object lives as long as it does. */
export const mapOf = <Key extends WeakKey, Name, Value>(
  maps: WeakMap<Key, Map<Name, Value>>,
  key: Key,
): Map<Name, Value> => {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<Name, Value>();
  maps.set(key, made);
  return made;
};
