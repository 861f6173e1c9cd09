/** Standards and findings that the rules about key mathematics cite, other than RFCs. */
import { spec, type Spec } from './rule.ts';

export const fips186 = (section: string): Spec =>
  spec(`FIPS 186-5 ${section}`, 'https://csrc.nist.gov/pubs/fips/186-5/final');
export const sp80056a = (section: string): Spec =>
  spec(`NIST SP 800-56A r3 §${section}`, 'https://csrc.nist.gov/pubs/sp/800/56/a/r3/final');
export const sp80056b = (section: string): Spec =>
  spec(`NIST SP 800-56B r2 §${section}`, 'https://csrc.nist.gov/pubs/sp/800/56/b/r2/final');
export const sec1 = (section: string): Spec => spec(`SEC 1 §${section}`, 'https://www.secg.org/sec1-v2.pdf');
export const wycheproof = spec('Wycheproof, json_web_key_test.json', 'https://github.com/C2SP/wycheproof');
export const cve = (id: string): Spec => spec(id, `https://www.cve.org/CVERecord?id=${id}`);
export const mlDsaForJose = (section: string): Spec =>
  spec(`RFC 9964 (draft-ietf-cose-dilithium §${section})`, 'https://www.rfc-editor.org/rfc/rfc9964');
export const ianaEllipticCurves = spec(
  'IANA JSON Web Key Elliptic Curve',
  'https://www.iana.org/assignments/jose/jose.xhtml#web-key-elliptic-curve',
);
export const passwordGuidelines = spec('NIST SP 800-63B', 'https://pages.nist.gov/800-63-3/sp800-63b.html');
