/** Conversions: what the specifications' own keys become, what goes along, and what is refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { decodeBase64url, encodeBase64, encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import {
  bitString,
  octetString,
  objectIdentifier,
  sequence,
  tagged,
  unsigned,
} from '../../server/src/core/encoding/derWriter.ts';
import { curveId, ecFromPrivate } from '../../server/src/core/encoding/ecPrivateKey.ts';
import { utf8 } from '../../server/src/core/encoding/octets.ts';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { convert } from '../../server/src/core/operations/convert.ts';
import { keyTypeIds, mlDsaIds } from '../../server/src/core/registry/objectIdentifiers.ts';
import * as certificates from '../../server/src/core/rules/certificateSamples.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { lintText } from '../support/lint.ts';
import { converted, der, jwkOf, newJwk, pem, samples, textOf, type Jwk } from './convertSupport.ts';
import { failure, hostCrypto, testDeps } from './support.ts';

const messages = async (run: ReturnType<typeof converted>): Promise<string[]> =>
  (await run).notes.map((note) => note.message);

describe('keys of the specifications', () => {
  it('RFC 8410 §10: Ed25519, with attributes and public key too', async () => {
    const x = 'Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE';
    const d = '1O5y2_kTWErVttjx92n4rTr-fCjL8dT74Jeoj0R1WEI';
    const spki = pem('PUBLIC KEY', 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=');
    const pkcs8 = pem('PRIVATE KEY', 'MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC');
    const version2 = pem(
      'PRIVATE KEY',
      'MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhCoB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
    );
    const members = { kty: 'OKP', crv: 'Ed25519', x };
    assert.deepEqual(await jwkOf(spki, { kid: 'none' }), members);
    for (const source of [pkcs8, version2]) assert.deepEqual(await jwkOf(source, { kid: 'none' }), { ...members, d });
    assert.equal(await textOf({ ...members, d }), pkcs8);
    assert.equal(await textOf(members), spki);
  });

  it('RFC 8037 §A: Ed25519 and its thumbprint', async () => {
    const jwk = {
      kty: 'OKP',
      crv: 'Ed25519',
      d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    };
    assert.deepEqual(await jwkOf(await textOf(jwk)), { ...jwk, kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' });
  });

  it('RFC 7517 §A.2: an EC and an RSA key, one after the other', async () => {
    const set = {
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
          y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
          d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE',
          use: 'enc',
          kid: '1',
        },
        { ...(await newJwk({ kty: 'RSA' })), alg: 'RS256', kid: '2011-04-29' },
      ],
    };
    const text = await textOf(set);
    assert.match(text, /^kid: 1\nuse: enc\n-----BEGIN PRIVATE KEY-----\n[^]*\nkid: 2011-04-29\nalg: RS256\n-----BEGIN/);
    assert.deepEqual(await jwkOf(text, { to: 'jwks' }), set);
  });

  it('RFC 9881 §C: ML-DSA as seed, and as both; the expanded form alone is refused', async () => {
    const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
    const { secretKey, publicKey } = ml_dsa44.keygen(seed);
    const source = pem('PRIVATE KEY', 'MDQCAQAwCwYJYIZIAWUDBAMRBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f');
    const jwk = { kty: 'AKP', alg: 'ML-DSA-44', pub: encodeBase64url(publicKey), priv: encodeBase64url(seed) };
    assert.deepEqual(await jwkOf(source, { kid: 'none' }), jwk);
    assert.equal((await textOf(jwk)).replace('alg: ML-DSA-44\n', ''), source);
    const form = (...parts: Uint8Array[]): Uint8Array =>
      sequence(unsigned(Uint8Array.of(0)), sequence(objectIdentifier(mlDsaIds['ML-DSA-44'])), octetString(...parts));
    const both = (expanded: Uint8Array): Uint8Array => form(sequence(octetString(seed), octetString(expanded)));
    assert.deepEqual(await jwkOf(both(secretKey), { kid: 'none' }), jwk);
    assert.match((await failure(converted(both(secretKey.slice().fill(1))))).text, /does not follow from its seed/);
    assert.match((await failure(converted(form(octetString(secretKey))))).text, /expanded form only.*RFC 9964/);
    const half = await textOf(jwk, { public: true });
    assert.deepEqual(await jwkOf(half, { kid: 'none' }), { kty: 'AKP', alg: 'ML-DSA-44', pub: jwk.pub });
    for (const options of [{ to: 'openssh' }, { format: 'pkcs1' }, { format: 'sec1' }] as const)
      await failure(converted(JSON.stringify(jwk), options));
  });
});

describe('what people paste', () => {
  const expected = { kty: 'EC', crv: 'P-256' };
  const body = samples.plain.replace(/-----.*-----\n/g, '').replaceAll('\n', '');
  const ways: Readonly<Record<string, string>> = {
    'an environment line': `export KEY="${samples.plain.replaceAll('\n', '\\n')}"`,
    'with Windows’ line breaks': samples.plain.replaceAll('\n', '\r\n'),
    'with the escapes of those': `KEY='${samples.plain.replaceAll('\n', '\\r\\n')}'`,
    'in JSON': JSON.stringify({ type: 'service_account', private_key: samples.plain }),
    'in YAML': `key: |\n${samples.plain.replaceAll(/^/gm, '    ')}`,
    'in one line': samples.plain.replaceAll('\n', ' '),
    'with anything around': `Hello,\n\nhere it is: ${samples.plain}\nkid: "of nothing"\n`,
    'base64 without armor': body,
    'base64 in lines, in quotes': `"${body.replace(/.{64}/g, '$&\n')}"`,
    base64url: body.replaceAll('+', '-').replaceAll('/', '_'),
    'PEM in base64': encodeBase64(utf8(samples.plain)),
    'with a byte order mark': `\uFEFF${samples.plain}`,
    'under a wrong label': samples.plain.replaceAll('PRIVATE KEY', 'EC PRIVATE KEY'),
  };
  for (const [name, source] of Object.entries(ways)) {
    it(name, async () => {
      const { kty, crv, d, kid } = await jwkOf(source);
      assert.deepEqual({ kty, crv }, expected);
      assert.equal(d, '0M1te2P0IHfEF4k7XGo7oLrvNPuxGUempQDIvASIzTE');
      assert.equal(String(kid).length, 43);
    });
  }

  it('UTF-16, DER, and encrypted keys', async () => {
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Array.from(samples.plain).flatMap((c) => [c.charCodeAt(0), 0])]);
    const jwk = await jwkOf(samples.plain);
    assert.deepEqual(await jwkOf(utf16), jwk);
    assert.deepEqual(await jwkOf(der(body)), jwk);
    for (const source of [samples.encrypted, samples.encryptedByOpenssl]) {
      assert.deepEqual(await jwkOf(source, { password: 'a' }), jwk);
      for (const password of [undefined, '', 'b'])
        assert.equal((await failure(converted(source, { password }))).failure, 'password');
    }
  });

  it('a key under a password made by scrypt, unless whoever waits gives up on the way', async () => {
    const source = { octets: utf8(samples.encryptedWithScrypt), name: 'source' };
    assert.equal((await jwkOf(samples.encryptedWithScrypt, { password: 'a' })).crv, 'Ed25519');
    const cancelled = new Error('cancelled');
    let steps = 0;
    const checkpoint = (): void => {
      if (++steps === 100) throw cancelled;
    };
    await assert.rejects(convert.run({ source, password: 'a' }, testDeps({ checkpoint })), cancelled);
    assert.equal(steps, 100);
  });

  it('OpenSSH keys', async () => {
    const jwk = await jwkOf(samples.openssh);
    const { d, ...half } = jwk;
    assert.equal(typeof d, 'string');
    assert.deepEqual(await jwkOf(samples.opensshPublic), half);
    assert.equal(await textOf({ ...jwk, kid: 'me' }, { to: 'openssh' }), samples.opensshPublic);
    assert.deepEqual(await messages(converted(samples.opensshPublic)), [
      'The comment of an OpenSSH key, "me", was left out; give it as the kid to keep it',
    ]);
  });

  it('many encrypted keys, as long as all together take no more work than one may', async () => {
    let iterations = 0;
    const deps = testDeps({
      crypto: hostCrypto({
        deriveBits: (algorithm) => {
          iterations += (algorithm as unknown as { iterations: number }).iterations;
          return Promise.resolve(new Uint8Array(32).buffer);
        },
      }),
    });
    const run = (text: string, options: object): ReturnType<typeof convert.run> =>
      convert.run({ source: { octets: utf8(text), name: 'source' }, ...options }, deps);
    const block = (await run(JSON.stringify(await newJwk({ crv: 'Ed25519' })), { newPassword: 'a' })).texts[0]?.text;
    const each = iterations;
    assert.equal(each, 600_000);
    iterations = 0;
    await run((block ?? '').repeat(16), { password: 'a' });
    assert.equal(iterations, 16 * each);
    iterations = 0;
    assert.deepEqual(await failure(run((block ?? '').repeat(1000), { password: 'a' })), {
      failure: 'input',
      text: 'source: its encrypted keys together would take too much time to decrypt; give fewer at a time',
    });
    assert.equal(iterations, 16 * each);
    assert.equal(
      (await failure(run((block ?? '').repeat(1001), { password: 'a' }))).text,
      'source holds 1001 PEM blocks; more than 1000 are not read',
    );
  });

  it('EC keys that name two curves, or have more than a point in its place, are damaged', async () => {
    const { d } = await newJwk({ kty: 'EC' });
    const value = decodeBase64url(String(d)) ?? new Uint8Array();
    const inner = (...rest: Uint8Array[]): Uint8Array =>
      sequence(unsigned(Uint8Array.of(1)), octetString(value), ...rest);
    const pkcs8 = (key: Uint8Array, crv: 'P-256' | 'secp256k1' = 'P-256'): Uint8Array =>
      sequence(
        unsigned(Uint8Array.of(0)),
        sequence(objectIdentifier(keyTypeIds.ecPublicKey), curveId(crv)),
        octetString(key),
      );
    const named = tagged(0, curveId('P-256'));
    const { x, y } = ecFromPrivate('P-256', value);
    const point = bitString(Uint8Array.of(4, ...x, ...y));
    for (const sound of [pkcs8(inner()), pkcs8(inner(named)), pkcs8(inner(tagged(1, point))), inner(named)])
      assert.equal((await jwkOf(sound)).d, d);
    assert.equal(
      (await failure(converted(pkcs8(inner(named), 'secp256k1')))).text,
      'source: its curve is named twice, and not the same one both times',
    );
    assert.equal(
      (await failure(converted(pkcs8(inner(tagged(1, point, octetString(value))))))).text,
      'source: the EC private key (SEC 1) is damaged: its DER is not what the format prescribes',
    );
  });

  it('what is none, or cut', async () => {
    for (const [source, message] of [
      ['', /holds no key in a format that is read here: JWK, JWK Set, PEM, DER, or an OpenSSH key/],
      ['hello', /holds no key/],
      ['{"keys":[]}', /no key; there is nothing to convert/],
      ['{"a":1}', /no JWK and no JWK Set/],
      ['{"kty":"EC",', /not valid JSON/],
      ['-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----', /OpenPGP/],
      ['-----BEGIN PRIVATE KEY-----\nAAAA', /block 1 \(PRIVATE KEY\) is cut: the line "-----END PRIVATE KEY-----"/],
      ['-----BEGIN PRIVATE KEY-----\nA…A\n-----END PRIVATE KEY-----', /block 1 \(PRIVATE KEY\) is not base64/],
      ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /its DER is that of no key/],
      [`${samples.plain}${pem('PUBLIC KEY', 'MAA=')}`, /source, block 2 \(PUBLIC KEY\): /],
      ['PuTTY-User-Key-File-3: ssh-ed25519\n', /puttygen FILE -O private-openssh-new/],
      ['---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n', /ssh-keygen -i/],
      ['ssh-dss AAAAB3NzaC1kc3MAAACBAAAAAAAA', /line 1: .*DSA/],
      ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB', /line 1: the OpenSSH key is damaged/],
    ] as const) {
      const outcome = await failure(converted(source));
      assert.equal(outcome.failure, 'input', source);
      assert.match(outcome.text, message);
    }
    assert.match((await failure(converted(Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0)))).text, /keytool/);
  });
});

describe('certificates', () => {
  const crt = (base64: string): string => pem('CERTIFICATE', base64);
  const chain = [certificates.leafCertificate, certificates.intermediateCertificate, certificates.rootCertificate];

  it('a chain in any order becomes the leaf’s key', async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const jwk = await jwkOf(order.map((i) => crt(chain[i] as string)).join(''));
      assert.deepEqual(jwk.x5c, chain);
      assert.equal(jwk.kty, 'EC');
    }
    assert.deepEqual((await jwkOf(der(chain[0] as string))).x5c, [chain[0]]);
  });

  it('a key and certificates: one key with its chain, the rest left out with a note', async () => {
    const half = await jwkOf(crt(chain[0] as string), { kid: 'none' });
    const spki = pem('PUBLIC KEY', certificates.publicKeyInfo);
    const source = crt(certificates.otherCertificate) + chain.map(crt).join('') + spki;
    const { keys } = (await jwkOf(source)) as unknown as { keys: Jwk[] };
    assert.deepEqual(
      keys.map((key) => (key.x5c as string[]).length),
      [3, 1],
    );
    assert.deepEqual(await jwkOf(spki, { kid: 'none' }), { kty: half.kty, crv: half.crv, x: half.x, y: half.y });
  });

  it('says when one has expired, is not valid yet, or is tied to an algorithm', async () => {
    assert.match(
      (await messages(converted(crt(certificates.expiredCertificate))))[0] ?? '',
      /"CN=Example" expired on 2026-11-13/,
    );
    assert.match(
      (await messages(converted(crt(certificates.futureCertificate))))[0] ?? '',
      /not valid before 2027-01-01/,
    );
    assert.match((await messages(converted(crt(certificates.pssCertificate))))[0] ?? '', /RSASSA-PSS/);
  });

  it('are written as they came', async () => {
    const jwk = await jwkOf(chain.map(crt).join(''), { kidText: 'a' });
    assert.equal(await textOf(jwk, { format: 'x509' }), `kid: a\n${chain.map(crt).join('')}`);
    assert.match((await failure(converted(JSON.stringify(jwk), { to: 'der', format: 'x509' }))).text, /DER holds one/);
    const [one] = (await converted(JSON.stringify({ ...jwk, x5c: [chain[0]] }), { to: 'der', format: 'x509' })).texts;
    assert.deepEqual(one?.octets, der(chain[0] as string));
    const other = { ...jwk, x5c: [certificates.otherCertificate] };
    assert.match((await failure(converted(JSON.stringify(other), { format: 'x509' }))).text, /another key's/);
    assert.match(
      (await messages(converted(JSON.stringify(jwk))))[0] ?? '',
      /"x5c", "x5t" and "x5t#S256" of the key .* left out: PEM has no place for them; the format x509/,
    );
  });
});

describe('labels', () => {
  it('go along in PEM, escaped where they could be taken for something else', async () => {
    const jwk = await newJwk({ crv: 'X25519' });
    const labels = {
      use: 'enc',
      key_ops: ['deriveKey', 'a, "b'],
      alg: 'ECDH-ES',
      kid: 'a\n-----BEGIN PRIVATE KEY-----\né',
    };
    const text = await textOf({ ...jwk, ...labels });
    assert.match(
      text,
      /^kid: "a\\n\\u002d\\u002d[^\n]*\\u00e9"\nuse: enc\nalg: ECDH-ES\nkey_ops: deriveKey, "a, \\"b"\n-----BEGIN/,
    );
    assert.deepEqual(await jwkOf(text), { ...jwk, ...labels });
  });

  it('that are cut, or in lines of more than 4 KiB, are explanatory text', async () => {
    const ops = async (line: string): Promise<unknown> => (await jwkOf(`${line}\n${samples.plain}`)).key_ops;
    assert.deepEqual(await ops('key_ops: sign, "a\\"b",verify'), ['sign', 'a"b', 'verify']);
    assert.equal(await ops('key_ops: sign, "verify'), undefined);
    assert.equal(await ops(`key_ops: "${'\\"'.repeat(1000)}`), undefined);
    assert.equal(await ops(`key_ops: "${'\\"'.repeat(200_000)}`), undefined);
    const fits = 'a'.repeat(4096 - 'key_ops: '.length);
    assert.deepEqual(await ops(`key_ops: ${fits}`), [fits]);
    assert.equal(await ops(`key_ops: ${fits}a`), undefined);
  });

  it('a kid that gives the secret away goes into no PEM, least of all an encrypted one', async () => {
    const jwk = await newJwk({ kty: 'EC' });
    const d = String(jwk.d);
    const source = JSON.stringify({ ...jwk, kid: d, use: 'sig' });
    for (const options of [{}, { newPassword: 'a' }, { format: 'sec1' }] as const) {
      const { texts, notes } = await converted(source, options);
      assert.match(texts[0]?.text ?? '', /^use: sig\n-----BEGIN/);
      assert.deepEqual(notes, [
        { severity: 'warning', message: 'The kid of the key was left out: it gives the secret away' },
      ]);
    }
    const named = await converted(JSON.stringify({ ...jwk, kid: 'a' }), { newPassword: 'a' });
    assert.match(named.texts[0]?.text ?? '', /^kid: a\n-----BEGIN ENCRYPTED/);
    assert.deepEqual(named.notes, []);
  });

  it('and names of members are in no message where they are secrets', async () => {
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtMTIzNDU2Nzg5MA';
    const jwk = await newJwk({ kty: 'EC' });
    const shown = `"(${secret.length} characters, not shown)"`;
    assert.deepEqual(await messages(converted(JSON.stringify({ ...jwk, [secret]: 1 }))), [
      `${shown} of the key was left out: PEM has no place for it`,
    ]);
    assert.deepEqual(await messages(converted(JSON.stringify({ ...jwk, [secret]: 1 }), { to: 'jwk', public: true })), [
      `${shown} of keys[0] left out: nobody can tell that it is public`,
    ]);
    const d = String(jwk.d);
    const text = JSON.stringify({ keys: [{ kty: 'oct', k: 'AyM1SysPpbyDfgZld3umjw', kid: d }] });
    const into = { text, path: 'keys.private.jwks' };
    assert.deepEqual(await failure(converted(JSON.stringify({ ...jwk, kid: d }), { to: 'jwk', into })), {
      failure: 'usage',
      text: 'The set already has a key with kid made from the secret (not shown); say which kid this one gets',
    });
  });

  it('are what was asked for', async () => {
    const jwk = { ...(await newJwk({ kty: 'EC' })), kid: 'old', use: 'sig', alg: 'ES256' };
    const text = JSON.stringify(jwk);
    const changed = await jwkOf(text, { to: 'jwk', kidText: 'new', use: 'enc', alg: 'ECDH-ES' });
    assert.deepEqual([changed.kid, changed.use, changed.alg], ['new', 'enc', 'ECDH-ES']);
    const bare = await jwkOf(text, { to: 'jwk', kid: 'none', use: 'omit', alg: 'omit' });
    assert.deepEqual(Object.keys(bare), ['kty', 'crv', 'x', 'y', 'd']);
    for (const options of [
      { alg: 'RS256' },
      { alg: 'none' },
      { alg: 'ES384' },
      { use: 'enc' },
      { kid: 'uuid', kidText: 'a' },
      { kid: 'text' },
    ] as const)
      assert.equal((await failure(converted(text, { to: 'jwk', ...options }))).failure, 'usage');
    assert.equal(
      (await jwkOf(samples.plain, { kid: 'date' })).kid,
      `${new Date(exampleNow * 1000).toISOString().slice(0, 10)}_01`,
    );
  });

  it('are told of where a format has no place for them', async () => {
    const text = JSON.stringify({ ...(await newJwk({ kty: 'EC' })), kid: 'a', use: 'sig', nbf: 1 });
    assert.match(
      (await messages(converted(text, { to: 'der' })))[0] ?? '',
      /"kid", "use" and "nbf".*: DER has no place for them/,
    );
    assert.match((await messages(converted(text, { to: 'openssh' })))[0] ?? '', /"use" and "nbf".*: an OpenSSH line/);
    assert.match(
      (await messages(converted(text)))[0] ?? '',
      /^"nbf" of the key \(kid "a"\) was left out: PEM has no place for it$/,
    );
  });
});

describe('results', () => {
  it('are public or private, and secret only where they are private', async () => {
    const jwk = await newJwk({ kty: 'EC' });
    const kinds = async (options: Parameters<typeof converted>[1]): Promise<unknown[]> =>
      (await converted(JSON.stringify(jwk), options)).texts.map(({ kind, secret, octets }) => [
        kind,
        secret,
        octets !== undefined,
      ]);
    assert.deepEqual(await kinds({}), [['private', true, false]]);
    assert.deepEqual(await kinds({ public: true }), [['public', false, false]]);
    assert.deepEqual(await kinds({ to: 'der' }), [['private', true, true]]);
    assert.deepEqual(await kinds({ to: 'openssh' }), [['public', false, false]]);
    assert.deepEqual(await kinds({ format: 'spki' }), [['public', false, false]]);
    assert.deepEqual(await kinds({ newPassword: 'a' }), [['encrypted', true, false]]);
    assert.deepEqual(await kinds({ to: 'jwk' }), [['private', true, false]]);
    assert.deepEqual(await kinds({ to: 'jwks', public: true }), [['public', false, false]]);
    const { report, lines } = await converted(samples.plain, { kidText: 'a', use: 'sig', alg: 'ES256' });
    assert.deepEqual(report, {
      to: 'jwk',
      keys: [{ kty: 'EC', crv: 'P-256', bits: 256, use: 'sig', alg: 'ES256', kid: 'a', from: 'pkcs8', format: 'jwk' }],
    });
    assert.deepEqual(lines, ['EC P-256, use sig, alg ES256, kid a (pkcs8 to jwk)']);
  });

  it('combinations that make no sense are refused', async () => {
    const jwk = await newJwk({ kty: 'EC' });
    const { d, ...half } = jwk;
    assert.equal(typeof d, 'string');
    const into = { text: '{"keys":[]}', path: 'private.jwks' };
    for (const [source, options, message] of [
      [jwk, { to: 'jwk', format: 'pkcs8' }, /A format is chosen for pem and der/],
      [jwk, { to: 'pem', into }, /takes keys as jwk/],
      [jwk, { to: 'jwk', newPassword: 'a' }, /encrypts PKCS#8/],
      [jwk, { format: 'sec1', newPassword: 'a' }, /PKCS#8 can be encrypted/],
      [half, { newPassword: 'a' }, /PKCS#8 can be encrypted/],
      [jwk, { newPassword: '' }, /is empty/],
      [jwk, { format: 'pkcs1' }, /PKCS#1 holds RSA keys/],
      [half, { format: 'sec1' }, /SEC 1 holds private EC keys/],
      [half, { format: 'pkcs8' }, /spki is the format/],
      [jwk, { index: 1 }, /no key at 1/],
      [{ keys: [jwk, half] }, { to: 'der' }, /Say which key is meant/],
      [{ keys: [jwk, half] }, { to: 'jwk' }, /There are 2 keys/],
    ] as const) {
      const outcome = await failure(converted(JSON.stringify(source), options));
      assert.equal(outcome.failure, 'usage');
      assert.match(outcome.text, message);
    }
  });

  it('symmetric keys are left out of several, and refused alone', async () => {
    const oct = { kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T', kid: 'k' };
    const jwk = await newJwk({ kty: 'EC' });
    const { notes, report } = await converted(JSON.stringify({ keys: [oct, jwk] }));
    assert.equal(report.keys.length, 1);
    assert.match(notes[0]?.message ?? '', /1 symmetric key left out: it has no PEM/);
    assert.match((await failure(converted(JSON.stringify(oct)))).text, /no PEM, DER or OpenSSH format/);
    assert.deepEqual((await converted(JSON.stringify(oct), { to: 'jwks' })).texts[0]?.kind, 'symmetric');
    assert.match((await failure(converted(JSON.stringify(oct), { to: 'jwk', public: true }))).text, /no public half/);
  });

  it('keys whose numbers do not belong together are refused', async () => {
    const [a, b] = [await newJwk({ kty: 'EC' }), await newJwk({ kty: 'EC' })];
    const rsa = await newJwk({ kty: 'RSA' });
    const other = await newJwk({ crv: 'Ed25519' });
    for (const [jwk, message] of [
      [{ ...a, d: b.d }, /public point does not belong/],
      [{ ...a, x: b.x }, /not on the curve/],
      [{ ...a, crv: 'P-384' }, /private value is none|not on the curve|does not belong/],
      [{ ...a, crv: 'BP-256' }, /no curve of EC keys/],
      [{ ...a, y: undefined }, /"y" is missing/],
      [{ ...a, y: '*' }, /"y" is not base64url/],
      [{ ...rsa, p: rsa.q }, /inconsistent: the modulus is not the product/],
      [{ ...rsa, dp: rsa.dq }, /inconsistent: dp, dq or qi/],
      [{ ...rsa, d: rsa.p }, /inconsistent: the private exponent/],
      [{ ...other, x: a.x }, /public key does not belong/],
      [{ ...other, d: 'AAAA' }, /has 3 octets where 32/],
      [{ keys: [{ kty: 'XYZ' }] }, /there is no key type XYZ/],
    ] as const) {
      const outcome = await failure(converted(JSON.stringify(jwk)));
      assert.equal(outcome.failure, 'input');
      assert.match(outcome.text, message);
    }
    const { kty, n, e, d } = rsa;
    assert.equal(await textOf({ kty, n, e, d }), await textOf(rsa));
  });

  it('RSA numbers that would take long are refused before anything is computed from them', async () => {
    const { n, e, d, ...rest } = await newJwk({ kty: 'RSA' });
    const whole = { ...rest, n, e, d };
    const long = '_'.repeat(100_000);
    const inconsistent = 'the key: its RSA numbers are inconsistent: ';
    const oth = { r: 'Aw', d: 'AQ', t: 'AQ' };
    const odd = encodeBase64url(new Uint8Array(1025).fill(1));
    for (const [jwk, message] of [
      [{ kty: 'RSA', n, e, d: long }, 'd is not smaller than the modulus'],
      [{ kty: 'RSA', n, e, d: n }, 'd is not smaller than the modulus'],
      ...['p', 'q', 'dp', 'dq', 'qi'].map(
        (name) => [{ ...whole, [name]: long }, `${name} is not smaller than the modulus`] as const,
      ),
      ...['r', 'd', 't'].map(
        (name) =>
          [
            { ...whole, oth: [{ ...oth, [name]: long }] },
            'a number of a further prime is not smaller than the modulus',
          ] as const,
      ),
      [
        { kty: 'RSA', n: odd, e: 'AQAB', d: 'Aw' },
        'its primes are missing, and computing them is for moduli of at most 8192 bits',
      ],
    ] as const)
      assert.equal((await failure(converted(JSON.stringify(jwk)))).text, inconsistent + message);
  });
});

describe('into a set', () => {
  const path = 'keys.private.jwks';

  it('private: whole, under a kid of its own', async () => {
    const text = '{"keys":[{"kty":"oct","k":"AyM1SysPpbyDfgZld3umjw","kid":"a"}]}';
    const source = `kid: a\n${samples.plain}`;
    const outcome = await failure(converted(source, { into: { text, path } }));
    assert.deepEqual(
      [outcome.failure, outcome.text],
      ['usage', 'The set already has a key with kid "a"; say which kid this one gets'],
    );
    const { edits, notes } = await converted(source, { into: { text, path }, kidText: 'b' });
    assert.deepEqual(
      edits.map(({ parameter, secret }) => [parameter, secret]),
      [['into', true]],
    );
    const set = JSON.parse(applyEdits(text, edits[0]?.edits ?? [])) as { keys: Jwk[] };
    assert.deepEqual(
      set.keys.map(({ kid, d }) => [kid, typeof d]),
      [
        ['a', 'undefined'],
        ['b', 'string'],
      ],
    );
    assert.deepEqual(
      notes.map((n) => n.message),
      ['The set now mixes symmetric and asymmetric keys'].slice(0, notes.length),
    );
    await failure(
      converted(samples.plain, {
        into: {
          text: applyEdits(text, (await converted(samples.plain, { into: { text, path } })).edits[0]?.edits ?? []),
          path,
        },
      }),
    );
  });

  it('public: the half, unless it is asked for whole; several keys at once', async () => {
    const half = await jwkOf(samples.opensshPublic);
    const text = JSON.stringify({ keys: [half] });
    const into = { text, path: 'public/jwks.json' };
    const source = JSON.stringify({ keys: [await newJwk({ kty: 'EC' }), await newJwk({ kty: 'EC' })] });
    const { edits, texts, notes } = await converted(source, { into });
    const keys = (JSON.parse(applyEdits(text, edits[0]?.edits ?? [])) as { keys: Jwk[] }).keys;
    assert.deepEqual(
      keys.map(({ d }) => d),
      [undefined, undefined, undefined],
    );
    assert.deepEqual([edits[0]?.secret, texts[0]?.secret], [false, true]);
    assert.deepEqual(
      notes.map((n) => n.message),
      ['The set is public: the public half was added, the private key stands apart'],
    );
    assert.equal((await converted(source, { into, whole: true })).edits[0]?.secret, true);
    const oct = '{"kty":"oct","k":"AyM1SysPpbyDfgZld3umjw","kid":"a"}';
    assert.equal((await failure(converted(oct, { into }))).failure, 'refused');
  });

  it('two keys of one kid: the second gets its thumbprint', async () => {
    const { keys } = (await jwkOf(`kid: a\n${samples.plain}kid: a\n${samples.openssh}`)) as unknown as { keys: Jwk[] };
    assert.deepEqual([keys[0]?.kid, String(keys[1]?.kid).length], ['a', 43]);
  });
});

describe('imported keys', () => {
  it('are faultless to the linter, but for lying there unencrypted', async () => {
    const sources: readonly (readonly [source: string, alg: string])[] = [
      [samples.plain, 'ES256'],
      [samples.openssh, 'Ed25519'],
      [samples.opensshPublic, 'Ed25519'],
      [await textOf(await newJwk({ kty: 'RSA' })), 'PS256'],
      [await textOf(await newJwk({ crv: 'Ed448' })), 'Ed448'],
      [await textOf(await newJwk({ crv: 'secp256k1' })), 'ES256K'],
      [await textOf(await newJwk({ crv: 'X448' })), 'ECDH-ES'],
      [await textOf(await newJwk({ kty: 'AKP', alg: 'ML-DSA-65' })), 'ML-DSA-65'],
      [
        pem('CERTIFICATE', certificates.leafCertificate) + pem('CERTIFICATE', certificates.intermediateCertificate),
        'ES256',
      ],
    ];
    for (const [source, alg] of sources) {
      for (const to of ['jwk', 'jwks'] as const) {
        const { texts } = await converted(source, { to, alg, use: alg.startsWith('ECDH') ? 'enc' : 'sig' });
        const path = texts[0]?.secret === true ? `keys.private.${to}` : `public/key.${to}`;
        const findings = lintText(texts[0]?.text ?? '', { path }).map((f) => f.rule.id);
        assert.deepEqual(
          findings.filter((id) => id !== 'private-key-plaintext'),
          [],
          alg,
        );
      }
    }
  });
});
