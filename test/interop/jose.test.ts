/** José (https://github.com/latchset/jose) reads the keys that are generated and converted, and agrees about them. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { generate } from '../../server/src/core/operations/index.ts';
import { testDeps } from '../operations/support.ts';
import { Desk, missing, numbers, toJwk, type Jwk } from './support.ts';

const skip = missing('jose');

describe('conversions and José', { skip: skip === false ? false : `${skip}: apt-get install jose` }, () => {
  const desk = new Desk();
  after(() => {
    desk.remove();
  });

  function assertAgreed(jwk: Jwk): void {
    desk.write('key.jwk', JSON.stringify(jwk));
    assert.equal(desk.run('jose', ['jwk', 'thp', '-i', 'key.jwk']).toString().trim(), jwk.kid);
    const half = JSON.parse(desk.run('jose', ['jwk', 'pub', '-i', 'key.jwk']).toString()) as Jwk;
    const names = jwk.kty === 'RSA' ? ['kty', 'n', 'e'] : ['kty', 'crv', 'x', 'y'];
    assert.deepEqual(numbers(half), Object.fromEntries(names.map((name) => [name, jwk[name]])));
    // It signs with the private key, and verifies with the public one.
    desk.write('pub.jwk', JSON.stringify(half));
    desk.write('payload', 'payload');
    const jws = desk.run('jose', ['jws', 'sig', '-I', 'payload', '-k', 'key.jwk', '-c']);
    desk.write('payload.jws', jws);
    desk.run('jose', ['jws', 'ver', '-i', 'payload.jws', '-k', 'pub.jwk']);
  }

  for (const alg of ['RS256', 'PS256', 'ES256', 'ES384', 'ES512'] as const) {
    it(`generated for ${alg}`, async () => {
      const { texts } = await generate.run({ alg }, testDeps());
      assertAgreed(JSON.parse(texts[0]?.text ?? '') as Jwk);
    });
  }

  it('converted from PEM', async () => {
    const pem = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'pem', type: 'pkcs8' }));
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    assertAgreed(await toJwk(pem(rsa.privateKey), { alg: 'RS256' }));
    for (const [namedCurve, alg] of [
      ['P-256', 'ES256'],
      ['P-384', 'ES384'],
      ['P-521', 'ES512'],
    ] as const)
      assertAgreed(await toJwk(pem(generateKeyPairSync('ec', { namedCurve }).privateKey), { alg }));
  });
});
