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

/** A function that makes one value of each object, when it is first asked for, and keeps it as long as the object lives. */
export function oncePer<K extends object, V>(make: (object: K) => V): (object: K) => V {
  const made = new WeakMap<K, V>();
  return (object) => getOrAdd(made, object, () => make(object));
}
