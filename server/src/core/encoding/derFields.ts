/** DER read field by field as a structure prescribes; what does not fit ends the reading with a reason for people. */
import { derTag, readDer, type DerElement } from './der.ts';
import { toInteger } from './octets.ts';
import { oidText } from './x509.ts';

/** Why octets are not read as a key. The message is for people and holds nothing of the octets. */
export class KeyFormatError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KeyFormatError';
  }
}

const bitStringTag = 0x03;

/** The fields of a constructed element, taken one after the other. */
export class DerFields {
  /** What is being read, such as "the PKCS#8 private key"; begins every reason. */
  readonly what: string;
  private readonly octets: Uint8Array;
  private at = 0;

  private constructor(octets: Uint8Array, what: string) {
    this.octets = octets;
    this.what = what;
  }

  /**
   * The fields of octets that are one SEQUENCE and nothing else.
   * @throws KeyFormatError
   */
  static of(octets: Uint8Array, what: string): DerFields {
    const outer = new DerFields(octets, what);
    const fields = outer.sequence();
    outer.end();
    return fields;
  }

  /** The fields that a constructed element's content consists of. */
  static inside(content: Uint8Array, what: string): DerFields {
    return new DerFields(content, what);
  }

  /** The next field's identifier octet; undefined after the last field. */
  get nextTag(): number | undefined {
    return this.octets[this.at];
  }

  fault(): KeyFormatError {
    return new KeyFormatError(`${this.what} is damaged: its DER is not what the format prescribes`);
  }

  private next(tag: number | undefined): DerElement {
    const element = readDer(this.octets, this.at);
    if (element === undefined || (tag !== undefined && element.tag !== tag)) throw this.fault();
    this.at = element.end;
    return element;
  }

  /** The content of the next field, which must have the tag. */
  take(tag: number): Uint8Array {
    const { content, end } = this.next(tag);
    return this.octets.subarray(content, end);
  }

  /** As {@link take}; undefined when the next field has another tag, or there is none. */
  takeIf(tag: number): Uint8Array | undefined {
    return this.nextTag === tag ? this.take(tag) : undefined;
  }

  /** The next field with its head. */
  whole(): Uint8Array {
    const { start, end } = this.next(undefined);
    return this.octets.subarray(start, end);
  }

  sequence(): DerFields {
    return DerFields.inside(this.take(derTag.sequence), this.what);
  }

  octetString(): Uint8Array {
    return this.take(derTag.octetString);
  }

  /** Octets of a BIT STRING without unused bits. */
  bitString(tag = bitStringTag): Uint8Array {
    const content = this.take(tag);
    if (content[0] !== 0) throw this.fault();
    return content.subarray(1);
  }

  oid(): string {
    return oidText(this.take(derTag.oid));
  }

  /** An INTEGER, which must not be negative: no number of a key is. */
  integer(): bigint {
    const content = this.take(derTag.integer);
    if (content.length === 0 || (content[0] as number) >= 0x80) throw this.fault();
    return toInteger(content);
  }

  /** An INTEGER small enough for a count or version. */
  count(): number {
    const value = this.integer();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.fault();
    return Number(value);
  }

  /** Refuses fields that are left over. */
  end(): void {
    if (this.at !== this.octets.length) throw this.fault();
  }
}

/** An AlgorithmIdentifier: its object identifier, and its parameters' DER, which may be empty. */
export function takeAlgorithm(fields: DerFields): { readonly oid: string; readonly parameters: Uint8Array } {
  const algorithm = fields.sequence();
  const oid = algorithm.oid();
  const parameters = algorithm.nextTag === undefined ? new Uint8Array() : algorithm.whole();
  algorithm.end();
  return { oid, parameters };
}
