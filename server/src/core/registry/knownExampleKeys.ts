/**
 * Keys whose private half is published: RFC examples, Wycheproof vectors, jwt.io's defaults, everyday HMAC secrets.
 * RFC 7638 SHA-256 thumbprints, and how the public members begin; no secrets.
 */
import table from './knownExampleKeys.json' with { type: 'json' };

const sources: ReadonlyMap<string, string> = new Map(Object.entries(table));

/** Characters that tell keys apart well enough. */
const beginningLength = 6;

/** How `n`, `x` and `pub` of those that are not symmetric begin, in their canonical spelling. */
const beginnings: ReadonlySet<string> = new Set(
  (
    '04N0xi 0vx7ag 11qYAY AAAAAA AHKZLL AanFpo AekpBQ EVs_o5 MKBCTN Uzdvk3 YU4rRU Ze2loS f83OJ3 gI0GAI kNrPIB kqGboB ' +
    'mPUKT_ maxhbs n4EPtA oahUIo ofgWCu orRRoH rJBIp6 sXchDa t6Q8PW u-SfdH u1SU1L uBo4kH w2A4cb wbdxI5 weNJy2 wsSoYC ' +
    'yVshpK zab6XK'
  ).split(' '),
);

/**
 * False for nearly all keys that are not on the list, without a hash.
 * @param material the key's public member in its canonical spelling
 */
export function mayBeKnownExample(material: string): boolean {
  return beginnings.has(material.slice(0, beginningLength));
}

/** Where the key with this canonical thumbprint is published, or undefined when it is not on the list. */
export function knownExampleSource(thumbprint: string): string | undefined {
  return sources.get(thumbprint);
}
