/** OpenSSL reads all that conversions write, and conversions read all that OpenSSL writes. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { failure } from '../operations/support.ts';
import { converted, Desk, fromJwk, missing, numbers, reference, toJwk, type Jwk, type Options } from './support.ts';

interface Kind {
  readonly name: string;
  /** Arguments of `openssl genpkey`. */
  readonly genpkey: readonly string[];
  /** The option that OpenSSL's own format of private keys has: `openssl rsa`, `openssl ec`. */
  readonly own?: 'rsa' | 'ec';
}

const kinds: readonly Kind[] = [
  { name: 'RSA-1024', genpkey: ['RSA', '-pkeyopt', 'rsa_keygen_bits:1024'], own: 'rsa' },
  { name: 'RSA-2049', genpkey: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2049'], own: 'rsa' },
  {
    name: 'RSA-e3',
    genpkey: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', 'rsa_keygen_pubexp:3'],
    own: 'rsa',
  },
  ...[
    ['P-256', 'P-256'],
    ['P-384', 'P-384'],
    ['P-521', 'P-521'],
    ['secp256k1', 'secp256k1'],
  ].map(([name, curve]): Kind => ({
    name: name as string,
    genpkey: ['EC', '-pkeyopt', `ec_paramgen_curve:${curve as string}`],
    own: 'ec',
  })),
  ...['ED25519', 'ED448', 'X25519', 'X448'].map((name): Kind => ({ name, genpkey: [name] })),
];

describe('conversions and OpenSSL', { skip: missing('openssl') }, () => {
  const desk = new Desk();
  const pems = new Map<string, string>();
  before(() => {
    for (const { name, genpkey } of kinds) {
      desk.openssl('genpkey', '-quiet', '-algorithm', ...genpkey, '-out', `${name}.pem`);
      pems.set(name, desk.read(`${name}.pem`).toString());
    }
  });
  after(() => {
    desk.remove();
  });

  for (const { name, own } of kinds) {
    it(`${name}: all that OpenSSL writes is read`, async () => {
      const pem = pems.get(name) as string;
      const expected = reference(pem);
      const expectedPublic = reference(createPublicKey(pem).export({ format: 'pem', type: 'spki' }).toString());
      const file = `${name}.pem`;
      const privates = [
        pem,
        desk.openssl('pkey', '-in', file, '-outform', 'DER'),
        desk.openssl('pkey', '-in', file, '-text'),
        ...(own === undefined
          ? []
          : [
              desk.openssl('pkey', '-in', file, '-traditional'),
              desk.openssl('pkey', '-in', file, '-traditional', '-outform', 'DER'),
            ]),
      ];
      for (const source of privates) assert.deepEqual(numbers(await toJwk(source)), expected);
      const publics = [
        desk.openssl('pkey', '-in', file, '-pubout'),
        desk.openssl('pkey', '-in', file, '-pubout', '-outform', 'DER'),
        ...(own === 'rsa'
          ? [
              desk.openssl('rsa', '-in', file, '-RSAPublicKey_out'),
              desk.openssl('rsa', '-in', file, '-RSAPublicKey_out', '-outform', 'DER'),
            ]
          : []),
        ...(own === 'ec'
          ? [
              desk.openssl('ec', '-in', file, '-pubout', '-conv_form', 'compressed'),
              desk.openssl('ec', '-in', file, '-pubout', '-conv_form', 'hybrid'),
            ]
          : []),
      ];
      for (const source of publics) assert.deepEqual(numbers(await toJwk(source)), expectedPublic);
      if (own === 'ec') {
        for (const args of [['-no_public'], ['-conv_form', 'compressed'], ['-conv_form', 'hybrid']])
          assert.deepEqual(numbers(await toJwk(desk.openssl('ec', '-in', file, ...args))), expected, args.join(' '));
      }
    });

    it(`${name}: OpenSSL reads all that is written`, async () => {
      const pem = pems.get(name) as string;
      const jwk = await toJwk(pem, { use: 'omit' });
      const der = desk.openssl('pkcs8', '-topk8', '-nocrypt', '-in', `${name}.pem`, '-outform', 'DER');
      const spki = desk.openssl('pkey', '-in', `${name}.pem`, '-pubout', '-outform', 'DER');
      const labelled = { ...jwk, kid: 'a "b"\n-----BEGIN PRIVATE KEY-----', key_ops: ['sign'] };
      const asPrivate = async (options: Options): Promise<Buffer> => {
        desk.write('ours.pem', await fromJwk(labelled, options));
        const unlock = ['-passin', 'pass:secret'];
        return desk.openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'ours.pem', '-outform', 'DER', ...unlock);
      };
      assert.deepEqual(await asPrivate({}), der);
      assert.deepEqual(await asPrivate({ newPassword: 'secret' }), der);
      if (own !== undefined) assert.deepEqual(await asPrivate({ format: own === 'rsa' ? 'pkcs1' : 'sec1' }), der);
      desk.write('ours.pem', await fromJwk(labelled, { public: true }));
      assert.deepEqual(desk.openssl('pkey', '-pubin', '-in', 'ours.pem', '-outform', 'DER'), spki);
      if (own === 'rsa') {
        desk.write('ours.pem', await fromJwk(labelled, { public: true, format: 'pkcs1' }));
        assert.deepEqual(desk.openssl('rsa', '-RSAPublicKey_in', '-in', 'ours.pem', '-outform', 'DER'), spki);
      }
      const [text] = (await converted(JSON.stringify(jwk), { to: 'der' })).texts;
      assert.deepEqual(Buffer.from(text?.octets ?? []), der);
      assert.equal(text?.text, der.toString('base64'));
      assert.equal(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).type, 'private');
      desk.openssl('asn1parse', '-in', `${name}.pem`);
    });
  }

  it('reads keys under a password, whatever cipher and hash', async () => {
    const expected = reference(pems.get('P-256') as string);
    const pkcs8 = (...args: readonly string[]): string =>
      desk.openssl('pkcs8', '-topk8', '-in', 'P-256.pem', '-passout', 'pass:p\u00e4ss', ...args).toString();
    const own = (cipher: string): string =>
      desk.openssl('ec', '-in', 'P-256.pem', `-${cipher}`, '-passout', 'pass:p\u00e4ss').toString();
    const hashes = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'];
    const sources = [
      ...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc'].map((cipher) => pkcs8('-v2', cipher)),
      ...hashes.map((hash) => pkcs8('-v2', 'aes-256-cbc', '-v2prf', `hmacWith${hash}`, '-iter', '1000')),
      pkcs8('-scrypt'),
      pkcs8('-v2', 'aes-128-cbc', '-scrypt', '-scrypt_N', '1024', '-scrypt_r', '4', '-scrypt_p', '2'),
      ...['aes128', 'aes192', 'aes256'].map(own),
    ];
    for (const source of sources) {
      assert.deepEqual(numbers(await toJwk(source, { password: 'p\u00e4ss' })), expected, source);
      assert.equal((await failure(converted(source))).failure, 'password');
      assert.equal((await failure(converted(source, { password: 'wrong' }))).failure, 'password');
    }
    const der = desk.openssl('pkcs8', '-topk8', '-in', 'P-256.pem', '-passout', 'pass:a', '-outform', 'DER');
    assert.deepEqual(numbers(await toJwk(der, { password: 'a' })), expected);
  });

  it('names encryptions that it does not read, and the command that helps', async () => {
    const pkcs8 = (...args: readonly string[]): string =>
      desk.openssl('pkcs8', '-topk8', '-in', 'P-256.pem', '-passout', 'pass:a', ...args).toString();
    for (const [source, name] of [
      [pkcs8('-v2', 'des3'), /3DES/],
      [pkcs8('-v1', 'PBE-SHA1-3DES'), /PKCS#12 PBE with SHA-1 and 3DES/],
      [desk.openssl('ec', '-in', 'P-256.pem', '-des3', '-passout', 'pass:a').toString(), /DES-EDE3-CBC/],
    ] as const) {
      const { failure: kind, text } = await failure(converted(source, { password: 'a' }));
      assert.equal(kind, 'input');
      assert.match(text, name);
      assert.match(text, /openssl (?:pkcs8 -topk8 -v2|pkey -aes256)/);
    }
    // What it says works.
    desk.write('des.pem', pkcs8('-v2', 'des3'));
    const again = desk.openssl(
      'pkcs8',
      '-topk8',
      '-v2',
      'aes-256-cbc',
      '-in',
      'des.pem',
      '-passin',
      'pass:a',
      '-passout',
      'pass:a',
    );
    assert.deepEqual(numbers(await toJwk(again, { password: 'a' })), reference(pems.get('P-256') as string));
  });

  it('RSASSA-PSS keys get the algorithm of their hash', async () => {
    for (const [hash, alg] of [
      ['sha256', 'PS256'],
      ['sha384', 'PS384'],
      ['sha512', 'PS512'],
      ['sha1', undefined],
      [undefined, undefined],
    ] as const) {
      const restriction = hash === undefined ? [] : ['-pkeyopt', `rsa_pss_keygen_md:${hash}`];
      desk.openssl(
        'genpkey',
        '-quiet',
        '-algorithm',
        'RSA-PSS',
        '-pkeyopt',
        'rsa_keygen_bits:2048',
        ...restriction,
        '-out',
        'pss.pem',
      );
      const pem = desk.read('pss.pem');
      assert.equal((await toJwk(pem)).alg, alg);
      assert.equal((await toJwk(desk.openssl('pkey', '-in', 'pss.pem', '-pubout'))).alg, alg);
      assert.equal((await converted(pem)).notes.length, alg === undefined ? 1 : 0);
    }
  });

  it('RSA keys of three primes', async () => {
    desk.openssl(
      'genpkey',
      '-quiet',
      '-algorithm',
      'RSA',
      '-pkeyopt',
      'rsa_keygen_bits:3072',
      '-pkeyopt',
      'rsa_keygen_primes:3',
      '-out',
      'three.pem',
    );
    const jwk = await toJwk(desk.read('three.pem'));
    assert.equal((jwk.oth as unknown[]).length, 1);
    desk.write('ours.pem', await fromJwk(jwk));
    assert.deepEqual(
      desk.openssl('pkey', '-in', 'ours.pem', '-outform', 'DER'),
      desk.openssl('pkey', '-in', 'three.pem', '-outform', 'DER'),
    );
    desk.openssl('pkey', '-in', 'ours.pem', '-check', '-noout');
  });

  it('a key that is only n, e and d gets its primes', async () => {
    const { kty, n, e, d } = await toJwk(pems.get('RSA-2049') as string);
    desk.write('ours.pem', await fromJwk({ kty, n, e, d }));
    desk.openssl('pkey', '-in', 'ours.pem', '-check', '-noout');
  });

  it('says what it does not convert: other curves, algorithms and files', async () => {
    const curve = (name: string, ...more: readonly string[]): Buffer =>
      desk.openssl('genpkey', '-quiet', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${name}`, ...more);
    desk.openssl('req', '-new', '-key', 'P-256.pem', '-subj', '/CN=a', '-out', 'csr.pem');
    desk.openssl('req', '-x509', '-key', 'P-256.pem', '-subj', '/CN=a', '-out', 'cert.pem');
    desk.openssl(
      'genpkey',
      '-quiet',
      '-genparam',
      '-algorithm',
      'DSA',
      '-pkeyopt',
      'dsa_paramgen_bits:1024',
      '-out',
      'dsap.pem',
    );
    desk.openssl('genpkey', '-quiet', '-paramfile', 'dsap.pem', '-out', 'dsa.pem');
    const p12 = desk.openssl('pkcs12', '-export', '-inkey', 'P-256.pem', '-in', 'cert.pem', '-passout', 'pass:a');
    for (const [source, message] of [
      [curve('brainpoolP256r1'), /on the curve brainpoolP256r1; JOSE has P-256/],
      [curve('secp224r1'), /P-224/],
      [curve('P-256', '-pkeyopt', 'ec_param_enc:explicit'), /explicit parameters.*-param_enc named_curve/],
      [desk.read('dsa.pem'), /is for DSA/],
      [desk.openssl('pkey', '-in', 'dsa.pem', '-traditional'), /DSA/],
      [desk.openssl('pkey', '-in', 'dsa.pem', '-pubout'), /DSA/],
      [desk.read('csr.pem'), /certificate request.*openssl req -in FILE -pubkey/],
      [desk.openssl('req', '-in', 'csr.pem', '-outform', 'DER'), /certificate request/],
      [p12, /PKCS#12.*openssl pkcs12 -in FILE -nodes/],
      [desk.openssl('crl2pkcs7', '-nocrl', '-certfile', 'cert.pem'), /PKCS#7.*-print_certs/],
      [desk.openssl('crl2pkcs7', '-nocrl', '-certfile', 'cert.pem', '-outform', 'DER'), /PKCS#7/],
      [desk.read('dsap.pem'), /holds no key/],
    ] as const) {
      const outcome = await failure(converted(source));
      assert.equal(outcome.failure, 'input');
      assert.match(outcome.text, message);
    }
    // What it advises for the files works.
    desk.write('a.p12', p12);
    const jwk = await toJwk(desk.openssl('pkcs12', '-in', 'a.p12', '-nodes', '-passin', 'pass:a'));
    assert.deepEqual(numbers(jwk), reference(pems.get('P-256') as string));
    assert.equal((jwk.x5c as string[]).length, 1);
    assert.equal((await toJwk(desk.openssl('req', '-in', 'csr.pem', '-pubkey', '-noout'))).x, jwk.x);
    const explicit = desk.write('explicit.pem', curve('P-256', '-pkeyopt', 'ec_param_enc:explicit'));
    await toJwk(desk.openssl('ec', '-in', explicit, '-param_enc', 'named_curve'));
    await toJwk(Buffer.concat([desk.openssl('ecparam', '-name', 'prime256v1', '-genkey')]));
  });

  it('chains: the leaf’s key, with its certificates in order', async () => {
    const issue = (name: string, key: string, issuer?: string): void => {
      desk.openssl('req', '-new', '-key', `${key}.pem`, '-subj', `/CN=${name}`, '-out', 'r.pem');
      const extensions = desk.write('ca.cnf', `basicConstraints=critical,CA:${name === 'leaf' ? 'FALSE' : 'TRUE'}\n`);
      const by = issuer === undefined ? ['-key', `${key}.pem`] : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`];
      desk.openssl('x509', '-req', '-in', 'r.pem', '-days', '2', '-extfile', extensions, ...by, '-out', `${name}.crt`);
      desk.write(`${name}.key`, desk.read(`${key}.pem`));
    };
    issue('root', 'RSA-2049');
    issue('middle', 'P-384', 'root');
    issue('leaf', 'ED25519', 'middle');
    const crt = (name: string): string => desk.read(`${name}.crt`).toString();
    const der = (name: string): string =>
      desk.openssl('x509', '-in', `${name}.crt`, '-outform', 'DER').toString('base64');
    const digest = (hash: string): string =>
      Buffer.from(
        desk
          .openssl('x509', '-in', 'leaf.crt', '-fingerprint', `-${hash}`, '-noout')
          .toString()
          .trim()
          .split('=')[1]
          ?.replaceAll(':', '') ?? '',
        'hex',
      ).toString('base64url');
    const chain = [der('leaf'), der('middle'), der('root')];
    const shuffled = crt('root') + crt('leaf') + crt('middle');
    const jwk = await toJwk(shuffled);
    assert.deepEqual(jwk.x5c, chain);
    assert.deepEqual([jwk.x5t, jwk['x5t#S256']], [digest('sha1'), digest('sha256')]);
    assert.equal(jwk.d, undefined);
    const withKey = await toJwk(shuffled + desk.read('ED25519.pem').toString());
    assert.deepEqual([withKey.x5c, typeof withKey.d], [chain, 'string']);
    assert.deepEqual((await toJwk(desk.openssl('x509', '-in', 'leaf.crt', '-outform', 'DER'))).x5c, [der('leaf')]);
    assert.deepEqual(
      (await toJwk(desk.openssl('x509', '-in', 'leaf.crt', '-trustout', '-addtrust', 'serverAuth'))).x5c,
      [der('leaf')],
    );
    // And back.
    desk.write('chain.pem', await fromJwk(withKey, { format: 'x509' }));
    assert.deepEqual(
      /-----BEGIN [^]*/.exec(desk.read('chain.pem').toString())?.[0],
      crt('leaf') + crt('middle') + crt('root'),
    );
    desk.write('leaf.pem', crt('leaf'));
    desk.openssl('verify', '-CAfile', 'root.crt', '-untrusted', 'chain.pem', 'leaf.pem');
    assert.deepEqual((await toJwk(desk.read('chain.pem'))).x5c, chain);
  });

  it('ML-DSA, where OpenSSL has it', async (t) => {
    let made: Buffer;
    try {
      made = desk.openssl('genpkey', '-quiet', '-algorithm', 'ML-DSA-44');
    } catch {
      t.diagnostic('this OpenSSL is older than 3.5 and has no ML-DSA');
      return;
    }
    const jwk: Jwk = await toJwk(made);
    assert.equal(jwk.alg, 'ML-DSA-44');
    desk.write('ours.pem', await fromJwk(jwk));
    const spki = desk.openssl('pkey', '-in', 'ours.pem', '-pubout', '-outform', 'DER');
    assert.deepEqual(
      Buffer.from((await converted(JSON.stringify(jwk), { to: 'der', public: true })).texts[0]?.octets ?? []),
      spki,
    );
  });
});
