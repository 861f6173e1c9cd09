/** The value of a name in a map, made when it is first asked for; `undefined` is no value. */
export function getOrAdd<K, V>(
  map: { get(name: K): V | undefined; set(name: K, value: V): unknown },
  name: K,
  make: () => V,
): V {
  let value = map.get(name);
  if (value === undefined) map.set(name, (value = make()));
  return value;
}
