/** Random values made of the host's random octets. */

/** A version 4 UUID (RFC 9562 §5.4). */
export function uuid(randomBytes: (length: number) => Uint8Array): string {
  const octets = randomBytes(16).slice();
  octets[6] = ((octets[6] as number) & 0x0f) | 0x40;
  octets[8] = ((octets[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(octets, (o) => o.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
