/** P10: what generating a key costs over what the host takes for it. */
import { randomBytes, webcrypto } from 'node:crypto';
import { newKeyPair } from '../../server/src/node/keyPair.ts';
import type { Bundles } from './bundle.ts';
import { inTurn, median, timed } from './measure.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

type Algorithm = Parameters<typeof webcrypto.subtle.generateKey>[0];
type Deps = Parameters<Bundles['subject']['generate']['run']>[1];
type Parameters_ = Parameters<Bundles['subject']['generate']['run']>[0];

const algorithms = {
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
  ed: { name: 'Ed25519' },
  oct: { name: 'HMAC', hash: 'SHA-256', length: 256 },
} satisfies Record<string, object>;

export async function generationRows({ subject }: Bundles, { generations, rounds }: Plan): Promise<Row[]> {
  const make = (parameters: Parameters_, deps: Deps = dependencies()): Promise<number> =>
    timed(() => subject.generate.run(parameters, deps));
  const rows: Row[] = [
    {
      id: 'P10',
      measure: 'generate RSA 2048 / the generateKey within',
      value: await rsaRatio(make, generations),
      bar: 1.1,
      note: 'pairwise: the time to find primes is chance',
    },
  ];
  const others = {
    'EC P-256': { parameters: { crv: 'P-256' }, algorithm: algorithms.ec },
    Ed25519: { parameters: { crv: 'Ed25519' }, algorithm: algorithms.ed },
    'oct 256': { parameters: { kty: 'oct', bits: 256 }, algorithm: algorithms.oct },
  } satisfies Record<string, { parameters: Parameters_; algorithm: object }>;
  for (const [name, { parameters, algorithm }] of Object.entries(others)) {
    const ms = await inTurn(
      { host: () => timed(() => hostKey(algorithm)), ours: () => make(parameters) },
      rounds * 30,
      50,
    );
    rows.push({ id: 'P10', measure: `generate ${name} / generateKey`, value: ms.ours / ms.host, bar: 2 });
  }
  return rows;
}

/** Each whole operation over the host's part of the same one. */
async function rsaRatio(make: (p: Parameters_, deps: Deps) => Promise<number>, count: number): Promise<number> {
  const ratios: number[] = [];
  for (let i = 0; i < count; i++) {
    let host = 0;
    const deps = dependencies((ms) => (host = ms));
    const whole = await make({ kty: 'RSA', bits: 2048 }, deps);
    ratios.push(whole / host);
  }
  return median(ratios);
}

function hostKey(algorithm: Algorithm): Promise<unknown> {
  const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
  return webcrypto.subtle.generateKey(algorithm, true, name === 'X25519' ? ['deriveBits'] : ['sign', 'verify']);
}

function dependencies(took?: (ms: number) => void): Deps {
  const subtle = webcrypto.subtle as unknown as Deps['crypto'];
  return {
    now: () => Date.now() / 1000,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    crypto: {
      generateKey: async (...args) => {
        let key: object = {};
        const ms = await timed(async () => {
          key = await subtle.generateKey(...args);
        });
        took?.(ms);
        return key;
      },
      exportKey: (...args) => subtle.exportKey(...args),
    } as Deps['crypto'],
    keyPair: newKeyPair,
    request: () => Promise.reject(new Error('nothing is fetched here')),
  };
}
