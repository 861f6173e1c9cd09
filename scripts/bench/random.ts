/** Octets that are the same in every run, so that runs measure the same inputs. */
import { createHash } from 'node:crypto';

export class SeededBytes {
  private readonly seed: string;
  private counter = 0;

  constructor(seed: string) {
    this.seed = seed;
  }

  take(length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(createHash('sha256').update(`${this.seed} ${this.counter++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  }
}
