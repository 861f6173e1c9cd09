/**
 * Which files git tracks, from its index file (gitformat-index(5)), versions 2 to 4 with SHA-1 and SHA-256. Read here and
 * not asked of git: it need not be installed, and run in somebody's repository it may run what that repository says.
 */

/** Octets of an entry's times, numbers and size. */
const statOctets = 40;
/** Of object names: SHA-1, SHA-256. What the repository uses stands in its configuration only. */
const hashOctets = [20, 32] as const;

const flag = { extended: 0x4000, nameLength: 0x0fff } as const;

/**
 * Whether the file is in the index.
 * @param path from the root of the repository, with forward slashes
 * @returns undefined when the octets are no index that is read here, one that is split among them
 */
export function isInIndex(index: Uint8Array, path: string): boolean | undefined {
  const octets = Buffer.from(index.buffer, index.byteOffset, index.byteLength);
  if (octets.length < 12 || octets.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = octets.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const wanted = Buffer.from(path);
  for (const hash of hashOctets) {
    const found = lookUp(octets, version, hash, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Walks the entries; undefined when they do not fit each other with object names of that length. */
function lookUp(octets: Buffer, version: number, hash: number, wanted: Buffer): boolean | undefined {
  const count = octets.readUInt32BE(8);
  let at = 12;
  let name = octets.subarray(0, 0);
  let found = false;
  for (let i = 0; i < count; i++) {
    const start = at;
    at += statOctets + hash;
    if (at + 2 > octets.length) return undefined;
    const flags = octets.readUInt16BE(at);
    at += version > 2 && (flags & flag.extended) !== 0 ? 4 : 2;
    let kept = 0;
    if (version === 4) {
      const dropped = readVariable(octets, at);
      if (dropped === undefined || dropped.value > name.length) return undefined;
      kept = name.length - dropped.value;
      at = dropped.end;
    }
    const end = octets.indexOf(0, at);
    if (end < 0) return undefined;
    const rest = octets.subarray(at, end);
    name = kept === 0 ? rest : Buffer.concat([name.subarray(0, kept), rest]);
    // A split index has entries without names, which stand for those of another file.
    if (name.length === 0 || Math.min(name.length, flag.nameLength) !== (flags & flag.nameLength)) return undefined;
    found ||= name.equals(wanted);
    // Up to version 3 one to eight NULs fill an entry up to a multiple of eight.
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
  }
  return at > octets.length || isSplit(octets, at, hash) ? undefined : found;
}

/** A number in octets of seven bits, as offsets in packs are written (gitformat-pack(5)). */
function readVariable(octets: Buffer, at: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = at; i < octets.length && i < at + 5; i++) {
    const octet = octets[i] as number;
    value = (i === at ? 0 : (value + 1) * 128) + (octet & 0x7f);
    if (octet < 0x80) return { value, end: i + 1 };
  }
  return undefined;
}

/** Whether an extension says that most entries are in another file. */
function isSplit(octets: Buffer, from: number, hash: number): boolean {
  for (let at = from; at + 8 <= octets.length - hash; at += 8 + octets.readUInt32BE(at + 4)) {
    if (octets.toString('latin1', at, at + 4) === 'link') return true;
  }
  return false;
}
