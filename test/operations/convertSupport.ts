/** What the tests of conversions have in common; nothing in it is only Node's. */
import { decodeBase64Lenient } from '../../server/src/core/encoding/base64url.ts';
import { utf8 } from '../../server/src/core/encoding/octets.ts';
import { convert, generate } from '../../server/src/core/operations/index.ts';
import type { ConvertReport } from '../../server/src/core/operations/convert.ts';
import type { OperationResult } from '../../server/src/core/operations/operation.ts';
import { testDeps } from './support.ts';

export type Jwk = Readonly<Record<string, unknown>>;
export type Options = Omit<Parameters<typeof convert.run>[0], 'source'>;

export function converted(source: string | Uint8Array, options: Options = {}): Promise<OperationResult<ConvertReport>> {
  const octets = typeof source === 'string' ? utf8(source) : source;
  return convert.run({ source: { octets, name: 'source' }, ...options }, testDeps());
}

export async function textOf(source: string | Uint8Array | Jwk, options: Options = {}): Promise<string> {
  const given = typeof source === 'string' || source instanceof Uint8Array ? source : JSON.stringify(source);
  return (await converted(given, options)).texts[0]?.text ?? '';
}

export async function jwkOf(source: string | Uint8Array, options: Options = {}): Promise<Jwk> {
  return JSON.parse(await textOf(source, options)) as Jwk;
}

export function pem(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;
}

export function der(base64: string): Uint8Array {
  return decodeBase64Lenient(base64) ?? new Uint8Array();
}

/** A new private key without labels. */
export async function newJwk(parameters: Parameters<typeof generate.run>[0]): Promise<Jwk> {
  const { texts } = await generate.run({ use: 'omit', alg: 'omit', kid: 'none', ...parameters }, testDeps());
  return JSON.parse(texts[0]?.text ?? '') as Jwk;
}

/** Made for these tests; they protect nothing. The encrypted ones have the password "a". */
export const samples = {
  encrypted: `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgEPw2K/CEzswICA+gw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEG9LlW4+Y5z22xurQFbCnq4EgZC9
ut5IKT+hnsZrs09xyUmYomQXGebI0JlbKHVHSGWhKG/8yah73MdmTgiwKSav66cr
1s7EKGAQfGuY5OnDyla7/WIUg1RIRNHQT95nxGuhwyfys+IyNZWIeADVunvyO5eh
eyep4GcDcd4csfKmZQNiLL6BjPVzxvD5jvAgwJ9QvLsaCE1DvgKfENnK1oNbFVo=
-----END ENCRYPTED PRIVATE KEY-----
`,
  /** scrypt with N 1024, r 4, p 1, of another key. */
  encryptedWithScrypt: `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAjcB8aBNQguPgICBAAC
AQQCAQEwHQYJYIZIAWUDBAEqBBBUIm6Ps8u6C6wgvQm4cYquBECYSJrLTMHC0JQk
1hrUe5i/b0iNLgZbviJQ+b0kDPmAw7ytUheBJw1iAljf6Z/QDqVDEOWif2XfVK4W
3iS0tKqy
-----END ENCRYPTED PRIVATE KEY-----
`,
  encryptedByOpenssl: `-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-128-CBC,EFAB462EE6BC02346E4AA81DD60C4F80

sUFRzO9pi1co0catHlhRziT9lXg0b+jGg/PJYFtCb67qENjjQ8l5kQuon7JokBwK
Flwb2mokZWgrEqMGVbv/NbIRm4oZQW+IpqO1jlcJ0Js4t/BGCjHC16sgo06LAZEY
j94jHT1QhPfC/tMVJczcf/YHIsFy4NahUHalWluPNm8=
-----END EC PRIVATE KEY-----
`,
  /** The key that is inside. */
  plain: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0M1te2P0IHfEF4k7
XGo7oLrvNPuxGUempQDIvASIzTGhRANCAAQ0DD/KqfisASmDZTIE+NrUFoU1rAWo
gIWYRmDqi1/4c+21NKvB5nfloZvUHcO2QHK6z/iyi4Vcey+E6AMLC5XD
-----END PRIVATE KEY-----
`,
  openssh: `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACBM/FEDQydbSRgyfzcwCxiNSDD6yaGtHp4XNNBRsQL60wAAAIgWFEv9FhRL
/QAAAAtzc2gtZWQyNTUxOQAAACBM/FEDQydbSRgyfzcwCxiNSDD6yaGtHp4XNNBRsQL60w
AAAECEzwyxWtk/g4fHVfHHk5ePdYYY1RFJJRtNrcvW7Tj0SUz8UQNDJ1tJGDJ/NzALGI1I
MPrJoa0enhc00FGxAvrTAAAAAm1lAQID
-----END OPENSSH PRIVATE KEY-----
`,
  opensshPublic: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEz8UQNDJ1tJGDJ/NzALGI1IMPrJoa0enhc00FGxAvrT me\n',
} as const;
