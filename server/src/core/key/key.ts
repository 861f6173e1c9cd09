/**
 * One JWK, read once: its members held against the registries, decoded, and measured. Everything is computed when
 * first asked for and kept ({@link Key.settle} lets the large things go), and depends on the key's own text alone, so
 * that what is found out about a key stays true when the key moves or its neighbours change. Where it stands is all that
 * ever changes.
 */
import type { DocumentPart } from '../document/document.ts';
import type { JsonMember, JsonNode, JsonObject, JsonString } from '../document/json.ts';
import { value, type Span } from '../document/tree.ts';
import { bitLength, fromInteger, stripLeadingZeros, toInteger } from '../encoding/octets.ts';
import { encodeBase64url } from '../encoding/base64url.ts';
import { algorithms, type Algorithm, type UseClass } from '../registry/algorithms.ts';
import { curves, isCurve, type Curve } from '../registry/curves.ts';
import { isKeyType, keyTypes, privateMembers, type KeyType } from '../registry/keyTypes.ts';
import {
  bitsOfMembers,
  memberBits,
  members as registeredMembers,
  otherPrimeMembers,
  type MemberType,
} from '../registry/members.ts';
import { keyOperations } from '../registry/uses.ts';
import { EcKey } from './ec.ts';
import { elements } from './elements.ts';
import { isUnsound, readEncoded, type Encoded } from './encoded.ts';
import { OkpKey } from './okp.ts';
import { Answers, type Question } from './questions.ts';
import { RsaKey } from './rsa.ts';
import { readTerm, type Term } from './term.ts';
import { sha256Thumbprint, thumbprintInput } from './thumbprint.ts';
import { readX5cItem, type X5cItem } from './x5c.ts';

/** A member whose value has the wrong JSON type, or is empty; it takes part in no other check. */
export interface MemberFault {
  readonly kind: 'type' | 'empty';
  readonly member: JsonMember;
  readonly expected: MemberType;
  /** The value, or the one item of it that is at fault. */
  readonly node: JsonNode;
}

/** Members beyond which they are found by a map. */
const maxScanned = 16;

const noFaults: ReadonlyMap<string, MemberFault> = new Map();
const noMembers: readonly JsonMember[] = [];
const noTerms: readonly Term[] = [];
const noEncoded: readonly Encoded[] = [];
const privateBits = bitsOfMembers(privateMembers);
const otherPrimesBit = bitsOfMembers(['oth']);

/** Encoded members by their names: two or three, found sooner by looking than by hashing, and in less memory. */
class EncodedMembers {
  readonly list: readonly Encoded[];

  constructor(list: readonly Encoded[]) {
    this.list = list;
  }

  get(name: string): Encoded | undefined {
    for (const encoded of this.list) if (encoded.name === name) return encoded;
    return undefined;
  }
}

export class Key {
  /** The key's tree; its offsets count in {@link text}, wherever the key has moved to. */
  readonly object: JsonObject;
  /** The text the key was read from: an earlier version of the document, or the key alone. */
  readonly text: string;
  private currentIndex: number;
  private currentlyMoved = 0;
  private currentPart: DocumentPart | undefined = undefined;
  private askedSiblings = false;
  private askedIndex = false;
  private keptAnswers: Answers | undefined = undefined;
  /** What was last found wrong with the key; the engine's, which keeps it here because looking it up would cost as much. */
  outcome: unknown = undefined;
  /** The last member of each name; absent where a look at the few there are finds them as well. */
  private readonly byName: ReadonlyMap<string, JsonMember> | undefined;
  /** The registered members it has, by their bits: what a rule is about is asked of all keys, and of most in vain. */
  readonly present: number;
  /** Whether a name is no registered one. */
  readonly hasOtherNames: boolean;
  /** Whether a name stands twice. */
  readonly hasDuplicates: boolean;

  // What was computed so far. Undefined also means "not there": then it is cheap to find out again.
  private keptFaults: ReadonlyMap<string, MemberFault> | undefined = undefined;
  private keptType: KeyType | undefined | null = null;
  private keptKty: Term | undefined = undefined;
  private keptCrv: Term | undefined = undefined;
  private keptAlg: Term | undefined = undefined;
  private keptUse: Term | undefined = undefined;
  private keptKeyOps: readonly Term[] | undefined = undefined;
  private keptPrivate: readonly JsonMember[] | undefined = undefined;
  private keptEncoded: EncodedMembers | undefined = undefined;
  private keptUnsound: readonly Encoded[] | undefined = undefined;
  private keptThumbprint: string | undefined = undefined;
  private keptCanonicalThumbprint: string | undefined = undefined;
  private keptMaterial: string | undefined = undefined;
  private keptCanonical: boolean | undefined = undefined;
  private integers: Map<string, bigint> | undefined = undefined;
  private keptRsa: RsaKey | undefined = undefined;
  private keptEc: EcKey | undefined = undefined;
  private keptOkp: OkpKey | undefined = undefined;
  private keptCertificates: readonly X5cItem[] | undefined = undefined;

  constructor(object: JsonObject, text: string, index: number) {
    this.object = object;
    this.text = text;
    this.currentIndex = index;
    const { members } = object;
    let present = 0;
    let others = 0;
    let hasDuplicates = false;
    for (const { name } of members) {
      const bit = memberBits.get(name.value);
      if (bit === undefined) others++;
      else if ((present & bit) !== 0) hasDuplicates = true;
      else present |= bit;
    }
    // A map for each key would be a fifth of the memory that keys take.
    if (hasDuplicates || others > 1 || members.length > maxScanned) {
      this.byName = new Map(members.map((m) => [m.name.value, m]));
      hasDuplicates = this.byName.size !== members.length;
    } else this.byName = undefined;
    this.hasDuplicates = hasDuplicates;
    this.hasOtherNames = others > 0;
    this.present = present;
  }

  /** Position in the set's `keys`; 0 for a key that stands alone. */
  get index(): number {
    this.askedIndex = true;
    return this.currentIndex;
  }

  /** How far the key has moved since it was read: what turns an offset in {@link text} into one in the document. */
  get moved(): number {
    return this.currentlyMoved;
  }

  /** The set it is in, or itself as one that stands alone; undefined for a key outside any document. */
  get part(): DocumentPart | undefined {
    return this.currentPart;
  }

  /** Where the key begins and ends in the document. */
  get start(): number {
    return this.toDocument(this.object.start);
  }
  get end(): number {
    return this.toDocument(this.object.end);
  }

  /** An offset of the key's text as one of the document's. */
  toDocument(offset: number): number {
    const excerpt = this.currentPart?.excerpt;
    return excerpt === undefined ? offset + this.currentlyMoved : excerpt.toOuter(offset);
  }

  /** Where something in the key's text is in the document. */
  placed({ start, end }: Span): Span {
    return { start: this.toDocument(start), end: this.toDocument(end) };
  }

  /**
   * Lets go of octets and numbers, which the key's own rules alone need: most of the memory of a large set. What else is
   * asked of a key that stays as it is (names, thumbprint, material) is kept; the rest is worked out again when asked for.
   */
  settle(): void {
    this.keptCanonical = this.isCanonical;
    this.keptMaterial = this.material;
    this.keptEncoded = undefined;
    this.keptUnsound = undefined;
    this.integers = undefined;
    this.keptRsa = undefined;
    this.keptEc = undefined;
    this.keptOkp = undefined;
    this.keptCertificates = undefined;
  }

  /** Says where the key stands in the document that is read now. */
  putAt(part: DocumentPart, index: number, moved: number): void {
    this.currentPart = part;
    this.currentIndex = index;
    this.currentlyMoved = moved;
  }

  /**
   * The keys of the same set, itself among them. For nothing but keeping secrets: a key ID may give another key's away.
   */
  get siblings(): readonly Key[] {
    this.askedSiblings = true;
    return this.part?.family ?? [this];
  }

  /** Whether anybody has asked for the siblings since this was last called: what was found then depends on them. */
  takeAskedSiblings(): boolean {
    const asked = this.askedSiblings;
    this.askedSiblings = false;
    return asked;
  }

  /** The answer to a question that takes time; undefined until somebody has found it out. */
  ask<T>(question: Question<T>): T | undefined {
    return (this.keptAnswers ??= new Answers()).ask(question);
  }

  /** What was asked, and answered; undefined when nothing was. */
  get answers(): Answers | undefined {
    return this.keptAnswers;
  }

  /** Takes over what is known of the key this one was before an edit. */
  inherit(earlier: Key): void {
    if (earlier.keptAnswers !== undefined) (this.keptAnswers ??= new Answers()).inherit(earlier.keptAnswers);
  }

  /** As {@link takeAskedSiblings}, of the position. */
  takeAskedIndex(): boolean {
    const asked = this.askedIndex;
    this.askedIndex = false;
    return asked;
  }

  has(name: string): boolean {
    const bit = memberBits.get(name);
    return bit === undefined ? this.member(name) !== undefined : (this.present & bit) !== 0;
  }

  /** The member as written, sound or not; the last of duplicates. */
  member(name: string): JsonMember | undefined {
    if (this.byName !== undefined) return this.byName.get(name);
    const bit = memberBits.get(name);
    if (bit !== undefined && (this.present & bit) === 0) return undefined;
    for (const m of this.object.members) if (m.name.value === name) return m;
    return undefined;
  }

  /** The members, of duplicates the last. */
  private lastMembers(): Iterable<JsonMember> {
    return this.hasDuplicates ? (this.byName?.values() ?? []) : this.object.members;
  }

  /** Members with a wrong type or no content (rules.md §3.3, 3). */
  get faults(): ReadonlyMap<string, MemberFault> {
    return (this.keptFaults ??= findFaults(this.lastMembers()));
  }

  /** The value of a member that has the right type and is not empty. */
  value(name: string): JsonNode | undefined {
    return this.faults.has(name) ? undefined : this.member(name)?.value;
  }

  string(name: string): JsonString | undefined {
    const node = this.value(name);
    return node?.type === 'string' ? node : undefined;
  }

  number(name: string): number | undefined {
    const node = this.value(name);
    return node?.type === 'number' ? node.value : undefined;
  }

  /** The strings of a member that is an array of them. */
  strings(name: string): readonly JsonString[] {
    const node = this.value(name);
    return node?.type === 'array' ? node.items.filter(isString) : [];
  }

  /** As {@link strings}, of the elements that are examined. */
  private examinedStrings(name: string): readonly JsonString[] {
    const node = this.value(name);
    return node?.type === 'array' ? elements(node).filter(isString) : [];
  }

  get kid(): JsonString | undefined {
    return this.string('kid');
  }

  get kty(): Term | undefined {
    return (this.keptKty ??= this.term('kty'));
  }
  get crv(): Term | undefined {
    return (this.keptCrv ??= this.term('crv'));
  }
  get alg(): Term | undefined {
    return (this.keptAlg ??= this.term('alg'));
  }
  get use(): Term | undefined {
    return (this.keptUse ??= this.term('use'));
  }
  get keyOps(): readonly Term[] {
    return (this.keptKeyOps ??= this.has('key_ops')
      ? this.examinedStrings('key_ops').map((node) => readTerm('key_ops', node))
      : noTerms);
  }

  private term(parameter: 'kty' | 'crv' | 'alg' | 'use'): Term | undefined {
    const node = this.string(parameter);
    return node === undefined ? undefined : readTerm(parameter, node);
  }

  /** The key type, when it is registered or plainly meant. */
  get type(): KeyType | undefined {
    if (this.keptType === null) {
      const kty = this.kty?.value;
      this.keptType = kty !== undefined && isKeyType(kty) ? keyTypes[kty] : undefined;
    }
    return this.keptType;
  }

  /** The curve, when `crv` names a registered one, of whichever key type. */
  get curve(): Curve | undefined {
    const crv = this.crv?.value;
    return crv !== undefined && isCurve(crv) ? curves[crv] : undefined;
  }

  /** `crv` names a curve of another key type; silences length, point and key-pair checks. */
  get crvKtyMismatch(): boolean {
    const type = this.type?.kty;
    return (type === 'EC' || type === 'OKP') && this.curve !== undefined && this.curve.kty !== type;
  }

  /** The algorithm, when `alg` names a known one. */
  get algorithm(): Algorithm | undefined {
    const alg = this.alg?.value;
    return alg === undefined ? undefined : algorithms.get(alg);
  }

  /** What the key is for as far as `use`, else `alg`, says. */
  get useClass(): UseClass | undefined {
    const use = this.use?.value;
    if (use === 'sig' || use === 'enc') return use;
    return this.algorithm?.class;
  }

  /** As {@link useClass}, else the family of the first known operation. */
  get purpose(): UseClass | undefined {
    return this.useClass ?? this.keyOps.map((op) => keyOperations.get(op.value)?.class).find((c) => c !== undefined);
  }

  /** Members that hold private or symmetric material by name, whatever the key type says. */
  get privateMembers(): readonly JsonMember[] {
    return (this.keptPrivate ??= this.isPrivate
      ? this.object.members.filter((m) => privateMembers.includes(m.name.value))
      : noMembers);
  }

  /** Whether the key has material that its own type keeps private. */
  get isPrivate(): boolean {
    return (this.present & privateBits) !== 0;
  }

  /** The base64url members of the key's own type, and the certificate digests, in document order. */
  get encoded(): EncodedMembers {
    return (this.keptEncoded ??= this.readEncoded());
  }

  private readEncoded(): EncodedMembers {
    const { type } = this;
    const context = {
      kty: type?.kty,
      members: type?.members,
      curveOctets: this.crvKtyMismatch ? undefined : this.curve?.octets,
    };
    const { faults } = this;
    const found: Encoded[] = [];
    for (const {
      name: { value: name },
      value: node,
    } of this.lastMembers()) {
      if (node?.type !== 'string' || registeredMembers.get(name)?.base64url !== true) continue;
      if (context.members?.includes(name) !== true && !name.startsWith('x5t')) continue;
      if (!faults.has(name)) found.push(readEncoded(name, node, context));
    }
    // An array that has grown by one and one has room for many more.
    return new EncodedMembers(found.slice());
  }

  /** As {@link encoded}, and the members of `oth`'s elements. */
  get encodedValues(): readonly Encoded[] {
    const own = this.encoded.list;
    if ((this.present & otherPrimesBit) === 0) return own;
    const oth = this.type?.kty === 'RSA' ? this.value('oth') : undefined;
    if (oth?.type !== 'array') return own;
    return own.concat(elements(oth).flatMap(readOtherPrime));
  }

  /** Of {@link encodedValues} those whose encoding is at fault. */
  get unsound(): readonly Encoded[] {
    return (this.keptUnsound ??= this.encodedValues.some(isUnsound) ? this.encodedValues.filter(isUnsound) : noEncoded);
  }

  /** Octets of a base64url member, after repairs; undefined when it has none. */
  octets(name: string): Uint8Array | undefined {
    return this.encoded.get(name)?.octets;
  }

  /** The unsigned integer of a base64url member. */
  integer(name: string): bigint | undefined {
    const octets = this.octets(name);
    if (octets === undefined) return undefined;
    // Those of a curve are asked for once, and what they told is kept.
    if (this.type?.kty !== 'RSA') return toInteger(octets);
    this.integers ??= new Map();
    let integer = this.integers.get(name);
    if (integer === undefined) this.integers.set(name, (integer = toInteger(octets)));
    return integer;
  }

  /** The numbers of an RSA key. */
  get rsa(): RsaKey | undefined {
    return this.type?.kty === 'RSA' ? (this.keptRsa ??= new RsaKey(this)) : undefined;
  }

  /** The point of an EC key, when its curve is known and one of its key type. */
  get ec(): EcKey | undefined {
    return (this.keptEc ??= EcKey.of(this));
  }

  /** The octets of an OKP key, when its curve is known and one of its key type. */
  get okp(): OkpKey | undefined {
    return (this.keptOkp ??= OkpKey.of(this));
  }

  /** The items of `x5c` that are examined, read; none when it is absent, or holds something that is no text. */
  get certificates(): readonly X5cItem[] {
    return (this.keptCertificates ??= this.examinedStrings('x5c').map(readX5cItem));
  }

  /** Bits that people call the key's size: of the modulus, the curve, or the symmetric key. */
  get bits(): number | undefined {
    switch (this.type?.kty) {
      case 'RSA': {
        const n = this.octets('n');
        return n === undefined ? undefined : bitLength(n);
      }
      case 'EC':
      case 'OKP':
        return this.curve?.bits;
      case 'oct': {
        const k = this.octets('k');
        return k === undefined ? undefined : k.length * 8;
      }
      default:
        return undefined;
    }
  }

  /** RFC 7638 SHA-256 thumbprint of the members as written; what a kid is compared with. */
  get thumbprint(): string | undefined {
    return (this.keptThumbprint ??= this.hash((name) => this.string(name)?.value));
  }

  /** Thumbprint of the members in their canonical spelling: equal for two spellings of one key. */
  get canonicalThumbprint(): string | undefined {
    // Most keys are written canonically: nothing is encoded or hashed a second time for them.
    return (this.keptCanonicalThumbprint ??= this.isCanonical
      ? this.thumbprint
      : this.hash((name) => this.canonical(name)));
  }

  /**
   * What tells the key from others, in its canonical spelling: the public member that no two keys have in common, or
   * the secret of a symmetric key. Two keys with one thumbprint have one material; undefined for a key without a thumbprint.
   */
  get material(): string | undefined {
    const name = this.type?.material;
    if (name === undefined) return undefined;
    return (this.keptMaterial ??=
      this.keptCanonical === true || this.isCanonicalMember(name) ? this.string(name)?.value : this.canonical(name));
  }

  /** The text the thumbprint hashes, of the members as written. It holds the secret of a symmetric key. */
  get thumbprintInput(): string | undefined {
    return this.type === undefined
      ? undefined
      : thumbprintInput(this.type.thumbprint, (name) => this.string(name)?.value);
  }

  private hash(valueOf: (name: string) => string | undefined): string | undefined {
    const input = this.type === undefined ? undefined : thumbprintInput(this.type.thumbprint, valueOf);
    return input === undefined ? undefined : sha256Thumbprint(input);
  }

  /** Whether every member the thumbprint hashes is spelt as it should be. */
  private get isCanonical(): boolean {
    return (this.keptCanonical ??= this.type?.thumbprint.every((name) => this.isCanonicalMember(name)) ?? false);
  }

  private isCanonicalMember(name: string): boolean {
    const term = name === 'kty' ? this.kty : name === 'crv' ? this.crv : name === 'alg' ? this.alg : undefined;
    if (term !== undefined) return term.raw === term.value;
    const encoded = this.encoded.get(name);
    if (encoded?.octets === undefined || encoded.nonCanonical || encoded.repaired !== encoded.node.value) return false;
    if (this.type?.kty === 'RSA') return encoded.octets.length < 2 || encoded.octets[0] !== 0;
    return this.type?.kty !== 'EC' || this.curve === undefined || encoded.octets.length === this.curve.octets;
  }

  private canonical(name: string): string | undefined {
    if (name === 'kty') return this.kty?.value;
    if (name === 'crv') return this.crv?.value;
    if (name === 'alg') return this.alg?.value;
    const octets = this.octets(name);
    if (octets === undefined) return undefined;
    if (this.type?.kty === 'RSA') return encodeBase64url(stripLeadingZeros(octets));
    const length = this.type?.kty === 'EC' ? this.curve?.octets : undefined;
    if (length === undefined || octets.length === length) return encodeBase64url(octets);
    return encodeBase64url(fromInteger(toInteger(octets), length));
  }
}

function isString(node: JsonNode): node is JsonString {
  return node.type === 'string';
}

/** The encoded members of an element of `oth`; the last of duplicates. */
function readOtherPrime(item: JsonNode): Encoded[] {
  if (item.type !== 'object') return [];
  return [...otherPrimeMembers.keys()].flatMap((name) => {
    const node = value(item, name);
    return node?.type === 'string' ? [readEncoded(name, node, { kty: 'RSA', curveOctets: undefined })] : [];
  });
}

function findFaults(members: Iterable<JsonMember>): ReadonlyMap<string, MemberFault> {
  let faults: Map<string, MemberFault> | undefined;
  for (const m of members) {
    const name = m.name.value;
    const fault = memberFault(name, m);
    if (fault !== undefined) (faults ??= new Map<string, MemberFault>()).set(name, fault);
  }
  return faults ?? noFaults;
}

function memberFault(name: string, m: JsonMember): MemberFault | undefined {
  const registered = registeredMembers.get(name);
  const node = m.value;
  if (registered === undefined || node === undefined || node.type === 'invalid') return undefined;
  const expected = registered.type;
  if (node.type === 'string' && expected === 'string' && node.value !== '') return undefined;
  const fault = (kind: 'type' | 'empty', at: JsonNode): MemberFault => ({ kind, member: m, expected, node: at });
  if (expected === 'strings') {
    if (node.type !== 'array') return fault('type', node);
    const bad = node.items.find((item) => item.type !== 'string' && item.type !== 'invalid');
    if (bad !== undefined) return fault('type', bad);
    return node.items.length === 0 ? fault('empty', node) : undefined;
  }
  if (node.type !== expected) return fault('type', node);
  const empty = node.type === 'string' && node.value === '' && registered.mayBeEmpty !== true;
  return empty ? fault('empty', node) : undefined;
}
