/** What Node does faster than our own code, for the bundles that run under it. */
import * as crypto from 'node:crypto';
import { accelerateHex } from '../core/encoding/octets.ts';
import { accelerateThumbprints } from '../core/key/thumbprint.ts';

/** SHA-256 of "abc" (FIPS 180-4). */
const abc = 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0';

/** Takes over what the runtime has; called once, at the start. */
export function accelerate(): void {
  accelerateHex((octets) => Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('hex'));
  const hash = (text: string): string => crypto.hash('sha256', text, 'base64url');
  accelerateThumbprints(() => {
    try {
      // Older runtimes lack it, and other builds of Node have other cryptography.
      return hash('abc') === abc ? hash : undefined;
    } catch {
      return undefined;
    }
  });
}
