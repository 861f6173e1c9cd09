import type { JsonArray, JsonNode } from '../document/json.ts';

/** Elements of an array in a key beyond these are not examined: no key has a hundredth of them. */
const maxElements = 4096;

/** The elements of an array in a key that are examined. */
export function elements({ items }: JsonArray): readonly JsonNode[] {
  return items.length > maxElements ? items.slice(0, maxElements) : items;
}
