/** OpenSSH's keys: the lines of public ones (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4) and openssh-key-v1 of private ones. */
import type { CurveName } from '../registry/curves.ts';
import { decodeBase64Lenient, encodeBase64 } from './base64url.ts';
import { KeyFormatError } from './derFields.ts';
import { ecFromPrivate, pointMaterial, pointOctets } from './ecPrivateKey.ts';
import { isSameKey, publicMaterial, type KeyMaterial } from './keyMaterial.ts';
import { concat, equalOctets, fromInteger, stripLeadingZeros, toInteger, utf8 } from './octets.ts';
import { okpFromPrivate } from './privateKeyInfo.ts';
import { requireLength } from './publicKeyInfo.ts';
import { rsaPrivate, rsaPublic } from './rsaKeys.ts';

export interface OpensshKey {
  readonly material: KeyMaterial;
  readonly comment: string;
}

const ecTypes: ReadonlyMap<string, CurveName> = new Map([
  ['nistp256', 'P-256'],
  ['nistp384', 'P-384'],
  ['nistp521', 'P-521'],
]);

/** Strings one after the other, each behind its length in four octets (RFC 4251 §5). */
class Strings {
  private readonly octets: Uint8Array;
  private at = 0;

  constructor(octets: Uint8Array) {
    this.octets = octets;
  }

  get left(): number {
    return this.octets.length - this.at;
  }

  number(): number {
    if (this.left < 4) throw damaged();
    const value = Number(toInteger(this.octets.subarray(this.at, this.at + 4)));
    this.at += 4;
    return value;
  }

  string(): Uint8Array {
    const length = this.number();
    if (length > this.left) throw damaged();
    const value = this.octets.subarray(this.at, this.at + length);
    this.at += length;
    return value;
  }

  text(): string {
    return new TextDecoder().decode(this.string());
  }

  /** A number in two's complement that is not negative. */
  integer(): bigint {
    const value = this.string();
    if (value.length > 0 && (value[0] as number) >= 0x80) throw damaged();
    return toInteger(value);
  }

  rest(): Uint8Array {
    return this.octets.subarray(this.at);
  }
}

function damaged(): KeyFormatError {
  return new KeyFormatError('the OpenSSH key is damaged: it ends too early, or its parts do not fit');
}

const known =
  /(?<![^\s,"])((?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp\d+|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com|[\w-]+-cert-v\d+@openssh\.com))[ \t]+([A-Za-z0-9+/]{16,}={0,2})(?:[ \t]+(.*))?$/;

/** A line's key type, base64 and comment; undefined when the line is none of a public key. */
export function opensshLine(line: string): { type: string; base64: string; comment: string } | undefined {
  const match = known.exec(line.trim());
  if (match === null) return undefined;
  return { type: match[1] as string, base64: match[2] as string, comment: (match[3] ?? '').trim() };
}

/** @throws KeyFormatError for a key JOSE does not have, and a damaged one */
export function readOpensshPublic({ type, base64, comment }: NonNullable<ReturnType<typeof opensshLine>>): OpensshKey {
  if (type.startsWith('sk-'))
    throw new KeyFormatError(`a key of type ${type} lives in a security key, and signs in a way JOSE does not have`);
  if (type.includes('-cert-')) throw new KeyFormatError('it is an OpenSSH certificate; give the plain public key');
  const octets = decodeBase64Lenient(base64);
  if (octets === undefined) throw damaged();
  const blob = new Strings(octets);
  if (blob.text() !== type) throw damaged();
  const material = readPublic(type, blob);
  if (blob.left > 0) throw damaged();
  return { material, comment };
}

function readPublic(type: string, blob: Strings): KeyMaterial {
  if (type === 'ssh-rsa') {
    const e = blob.integer();
    return rsaPublic(blob.integer(), e);
  }
  if (type === 'ssh-ed25519') {
    const x = blob.string();
    requireLength(x, 32, 'Ed25519 public key');
    return { kty: 'OKP', crv: 'Ed25519', x, d: undefined };
  }
  const crv = curveOf(type, blob);
  return pointMaterial(crv, blob.string());
}

function curveOf(type: string, blob: Strings): CurveName {
  const crv = type.startsWith('ecdsa-sha2-') ? ecTypes.get(type.slice('ecdsa-sha2-'.length)) : undefined;
  if (crv === undefined) {
    const name = type === 'ssh-dss' ? 'DSA' : (/^[\w@.-]{1,40}$/.exec(type)?.[0] ?? 'an unknown kind');
    throw new KeyFormatError(`the OpenSSH key is of type ${name}, which JOSE has no key type for`);
  }
  if (`ecdsa-sha2-${blob.text()}` !== type) throw damaged();
  return crv;
}

const magic = utf8('openssh-key-v1\0');

/**
 * The keys of a file of private ones.
 * @throws KeyFormatError also for an encrypted one, with what to do
 */
export function readOpensshPrivate(octets: Uint8Array): OpensshKey[] {
  if (!equalOctets(octets.subarray(0, magic.length), magic)) throw damaged();
  const file = new Strings(octets.subarray(magic.length));
  const [cipher] = [file.text(), file.text(), file.string()];
  if (cipher !== 'none')
    throw new KeyFormatError(
      'the OpenSSH private key is encrypted in a format that is not read here: "ssh-keygen -p -m PKCS8 -f FILE" turns a copy of it into PKCS#8, whose password may stay',
    );
  const count = file.number();
  if (count < 1 || count > 100) throw damaged();
  for (let i = 0; i < count; i++) file.string();
  const secrets = new Strings(file.string());
  if (secrets.number() !== secrets.number()) throw damaged();
  const keys = Array.from({ length: count }, () => readPrivate(secrets));
  if (secrets.rest().some((octet, i) => octet !== i + 1)) throw damaged();
  return keys;
}

function readPrivate(secrets: Strings): OpensshKey {
  const type = secrets.text();
  const material = privateMaterial(type, secrets);
  return { material, comment: secrets.text() };
}

function privateMaterial(type: string, secrets: Strings): KeyMaterial {
  if (type === 'ssh-rsa') {
    const [n, e, d, qi] = [secrets.integer(), secrets.integer(), secrets.integer(), secrets.integer()];
    return rsaPrivate({ n, e, d, qi, p: secrets.integer(), q: secrets.integer() });
  }
  if (type === 'ssh-ed25519') {
    const [x, both] = [secrets.string(), secrets.string()];
    const material = okpFromPrivate('Ed25519', both.subarray(0, 32));
    const given: KeyMaterial = { kty: 'OKP', crv: 'Ed25519', x, d: undefined };
    if (!isSameKey(material, given) || !equalOctets(both.subarray(32), x))
      throw new KeyFormatError('its public key does not belong to its private key');
    return material;
  }
  const crv = curveOf(type, secrets);
  const point = secrets.string();
  return ecFromPrivate(crv, stripLeadingZeros(secrets.string()), point);
}

const string = (octets: Uint8Array): Uint8Array => concat(fromInteger(BigInt(octets.length), 4), octets);

/** A number as RFC 4251 writes it: with a zero octet before a set highest bit. */
function mpint(value: bigint): Uint8Array {
  const octets = fromInteger(value);
  return string((octets[0] as number) >= 0x80 ? Uint8Array.of(0, ...octets) : octets);
}

/** The line of a public key; undefined for a key OpenSSH does not have. */
export function writeOpensshPublic(key: KeyMaterial, comment: string): string | undefined {
  const material = publicMaterial(key);
  const written = typeAndFields(material);
  if (written === undefined) return undefined;
  const [type, ...fields] = written;
  const line = `${type} ${encodeBase64(concat(string(utf8(type)), ...fields))}`;
  return comment === '' ? line : `${line} ${comment}`;
}

function typeAndFields(material: KeyMaterial): [type: string, ...fields: Uint8Array[]] | undefined {
  if (material.kty === 'RSA') return ['ssh-rsa', mpint(material.e), mpint(material.n)];
  if (material.kty === 'OKP') return material.crv === 'Ed25519' ? ['ssh-ed25519', string(material.x)] : undefined;
  if (material.kty !== 'EC') return undefined;
  const name = [...ecTypes].find(([, crv]) => crv === material.crv)?.[0];
  return name === undefined ? undefined : [`ecdsa-sha2-${name}`, string(utf8(name)), string(pointOctets(material))];
}
