/** Texts with keys in them, and what the scan says of them. */
import { readDocument } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { findLeaks } from '../../server/src/core/scan/leaks.ts';

export const ecPublic = {
  kty: 'EC',
  crv: 'P-256',
  x: 'TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y',
  y: 'ZQRiTvShGQXpLVw43UTXe9kmdKgzFU264WSwRgwszes',
};
export const ecKey = { ...ecPublic, d: '45jFuBcWWmWY31YVyiP5NSAfvxDsPRi2kUX66lmvXYs', kid: 'ec-1' };
export const octKey = { kty: 'oct', k: 'xo2VZub-8f_g_DLmP9vc7S7WqjItGu72hU-SLOPuIB8', kid: 'oct-1' };
/** jwt.io's ES256 key. */
export const knownKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'EVs_o5-uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf84',
  y: 'kGe5DgSIycKp8w9aJmoHhB1sB3QTugfnRWm5nU_TzsY',
};

export const base64url = (text: string): string => Buffer.from(text).toString('base64url');
export const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** As the text stands between the quotes of a JSON string. */
export const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Each leak as "rule severity text it points at". */
export function leaksIn(
  text: string,
  path = '/r/src/config.ts',
  options: Partial<typeof defaultConfiguration> = {},
): string[] {
  const lint = { ...defaultConfiguration, ...options };
  const leaks = findLeaks(readDocument(text, path), path, { read: {}, lint }, exampleNow);
  return leaks.map(({ finding: f }) => `${f.rule.id} ${f.severity} ${text.slice(f.start, f.end)}`);
}
