/** Self-signed certificates: what they say, where they go, and whose key cannot have one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import { decodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { writeCommonName, writeName } from '../../server/src/core/encoding/certificateName.ts';
import { toHex } from '../../server/src/core/encoding/octets.ts';
import { isWeakSignature, signatureName, verifiesWith } from '../../server/src/core/encoding/signatures.ts';
import { nameText, type Certificate } from '../../server/src/core/encoding/x509.ts';
import type { Key } from '../../server/src/core/key/key.ts';
import { generate } from '../../server/src/core/operations/generate.ts';
import { selfSign } from '../../server/src/core/operations/selfSign.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { profileNames } from '../../server/src/core/rules/profiles.ts';
import fc from '../support/fastCheck.ts';
import { lintText } from '../support/lint.ts';
import { failure, testDeps } from './support.ts';

type Wanted = Parameters<typeof generate.run>[0];
type Wishes = Omit<Parameters<typeof selfSign.run>[0], 'document'>;
type Jwk = Record<string, unknown> & { readonly x5c?: readonly string[] };

const path = 'private/key.jwk';

async function privateKey(wanted: Wanted): Promise<string> {
  return (await generate.run(wanted, testDeps())).texts[0]?.text ?? '';
}

function firstKey(text: string): Key {
  const key = readDocument(text, path).parts[0]?.keys[0];
  assert.ok(key !== undefined);
  return key;
}

async function sign(
  text: string,
  wishes: Wishes = {},
): Promise<{ text: string; certificate: Certificate; pem: string }> {
  const { edits, texts } = await selfSign.run({ document: { text, path }, ...wishes }, testDeps());
  assert.deepEqual(
    edits.map(({ parameter, secret }) => [parameter, secret]),
    [['document', false]],
  );
  assert.deepEqual(
    texts.map(({ kind, secret }) => [kind, secret]),
    [['public', false]],
  );
  const after = applyEdits(text, edits[0]?.edits ?? []);
  const [item, more] = firstKey(after).certificates;
  assert.ok(item?.certificate !== undefined && more === undefined);
  return { text: after, certificate: item.certificate, pem: texts[0]?.text ?? '' };
}

/** Everything the rules say under any profile, but that private keys are not encrypted and what no certificate changes. */
function findings(text: string): string[] {
  const all = [[], ...profileNames.map((name) => [name])].flatMap((profiles) =>
    lintText(text, { path, profiles }).map(({ rule, message }) => `${rule.id}: ${message}`),
  );
  return [...new Set(all)].filter((f) => /^x5|certificate/.test(f));
}

const signers: readonly (readonly [Wanted, string, readonly string[] | undefined])[] = [
  [{ alg: 'RS256' }, 'SHA-256 with RSA', ['digitalSignature']],
  [{ alg: 'RS512' }, 'SHA-512 with RSA', ['digitalSignature']],
  [{ alg: 'PS384' }, 'SHA-384 with RSASSA-PSS', ['digitalSignature']],
  [{ alg: 'RSA-OAEP-256' }, 'SHA-256 with RSA', ['keyEncipherment']],
  [{ alg: 'ES256' }, 'SHA-256 with ECDSA', ['digitalSignature']],
  [{ alg: 'ES384' }, 'SHA-384 with ECDSA', ['digitalSignature']],
  [{ alg: 'ES512' }, 'SHA-512 with ECDSA', ['digitalSignature']],
  [{ alg: 'ES256K' }, 'SHA-256 with ECDSA', ['digitalSignature']],
  [{ crv: 'P-256', alg: 'ECDH-ES' }, 'SHA-256 with ECDSA', ['keyAgreement']],
  [{ crv: 'P-256', keyOps: ['sign'] }, 'SHA-256 with ECDSA', ['digitalSignature']],
  [{ crv: 'P-256', alg: 'omit', use: 'omit' }, 'SHA-256 with ECDSA', undefined],
  [{ alg: 'Ed25519' }, 'EdDSA', ['digitalSignature']],
  [{ alg: 'Ed448' }, 'EdDSA', ['digitalSignature']],
  [{ alg: 'ML-DSA-44' }, 'ML-DSA', ['digitalSignature']],
  [{ alg: 'ML-DSA-87' }, 'ML-DSA', ['digitalSignature']],
];

describe('self-signed certificates', () => {
  for (const [wanted, signature, usage] of signers) {
    it(`${JSON.stringify(wanted)}: ${signature}, which verifies; the rules find nothing`, async () => {
      const key = await privateKey(wanted);
      const { text, certificate } = await sign(key);
      const { kid } = JSON.parse(key) as { kid: string };
      assert.equal(nameText(certificate.subject), `CN=${kid}`);
      assert.deepEqual(certificate.issuer, certificate.subject);
      assert.equal(signatureName(certificate.signatureAlgorithm), signature);
      assert.equal(isWeakSignature(certificate.signatureAlgorithm), false);
      assert.deepEqual(certificate.keyUsage, usage);
      assert.equal(certificate.isCa, false);
      assert.equal(certificate.notBefore, Math.floor(exampleNow));
      assert.equal(certificate.notAfter, Math.floor(exampleNow) + 365 * 86_400);
      assert.equal(certificate.subjectKeyId?.length, 20);
      assert.deepEqual(certificate.authorityKeyId, certificate.subjectKeyId);
      assert.equal(verifiesWith(certificate, certificate.key), true);
      assert.deepEqual(findings(text), []);
      const [before, after] = [JSON.parse(key) as Jwk, JSON.parse(text) as Jwk];
      assert.deepEqual(Object.keys(after), [...Object.keys(before), 'x5c', 'x5t', 'x5t#S256']);
      assert.deepEqual({ ...after, ...before }, after);
    });
  }

  it('ML-DSA signatures are those of RFC 9881: of the message itself, without a context', async () => {
    const { certificate } = await sign(await privateKey({ alg: 'ML-DSA-44' }));
    assert.ok(certificate.key.kty === 'AKP');
    assert.ok(ml_dsa44.verify(certificate.signature, certificate.tbs, certificate.key.pub));
    assert.equal(certificate.signatureAlgorithm.parameters.length, 0);
  });

  it('have serial numbers that are positive, 16 octets long, and never the same', async () => {
    const key = await privateKey({ crv: 'Ed25519' });
    const serials = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const { serial } = (await sign(key)).certificate;
      assert.equal(serial.length, 16);
      assert.ok((serial[0] ?? 0) >= 0x40 && (serial[0] ?? 0) < 0x80);
      serials.add(toHex(serial));
    }
    assert.equal(serials.size, 20);
  });

  it('are valid for as long as asked, also beyond 2049, where times are written otherwise', async () => {
    const key = await privateKey({ crv: 'P-256' });
    for (const days of [1, 8_000, 36_500]) {
      const { certificate } = await sign(key, { days });
      assert.equal(certificate.notAfter - certificate.notBefore, days * 86_400);
    }
    for (const days of [0, 36_501]) {
      const told = await failure(sign(key, { days }));
      assert.deepEqual([told.failure, told.text], ['usage', `"days" must be 1 to 36500, not ${days}`]);
    }
  });

  it('are handed out as PEM', async () => {
    const { pem, text } = await sign(await privateKey({ alg: 'RS256' }));
    const lines = pem.trimEnd().split('\n');
    assert.deepEqual([lines[0], lines.at(-1)], ['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----']);
    assert.equal(lines.slice(1, -1).join(''), (JSON.parse(text) as Jwk).x5c?.[0]);
    assert.ok(lines.slice(1, -2).every((line) => line.length === 64));
  });

  it('say in the report what they are, and nothing of the private key', async () => {
    const key = await privateKey({ crv: 'P-256', kidText: 'a' });
    const { report, lines, notes } = await selfSign.run({ document: { text: key, path } }, testDeps());
    assert.equal(report.subject, 'CN=a');
    assert.equal(report.notBefore, '2026-11-20T00:00:00.000Z');
    assert.equal(report.kid, 'a');
    assert.match(
      lines.join('\n'),
      /^Certificate of the key \(kid "a"\): CN=a, SHA-256 with ECDSA, valid until 2027-11-20\n/,
    );
    assert.deepEqual(notes, []);
    assert.equal(JSON.stringify([report, lines]).includes((JSON.parse(key) as { d: string }).d), false);
  });
});

describe('subjects', () => {
  const text = (subject: string): string => {
    const written = writeName(subject);
    return 'der' in written ? nameText(written.der) : `! ${written.fault}`;
  };
  for (const [subject, expected] of [
    ['signer.example.com', 'CN=signer.example.com'],
    ['Example Ltd, Berlin', 'CN=Example Ltd\\, Berlin'],
    ['key (use=sig)', 'CN=key (use=sig)'],
    ['CN=a,O=b,C=DE', 'C=DE, O=b, CN=a'],
    [' cn = a , o = b c ', 'O=b c, CN=a'],
    ['CN=a\\,b\\+c\\=d\\"e\\\\f,O=x', 'O=x, CN=a\\,b\\+c=d\\"e\\\\f'],
    ['CN=\\ a \\ ', 'CN= a  '],
    ['CN=Lu\\C4\\8Di\\C4\\87', 'CN=Lučić'],
    ['CN=Müller 株式会社 🔑', 'CN=Müller 株式会社 🔑'],
    ['OU=b+CN=a,O=c', 'O=c, CN=a+OU=b'],
    ['DC=example,DC=com', 'DC=com, DC=example'],
    ['E=a@example.com', 'emailAddress=a@example.com'],
    ['2.5.4.3=a', 'CN=a'],
    ['STREET=a 1+title=b,GN=c,SN=d', 'SN=d, GN=c, title=b+STREET=a 1'],
    ['1.3.6.1.4.1.99999.1=a', '1.3.6.1.4.1.99999.1=a'],
    ['CN=#0C0161', 'CN=a'],
    ['CN=', '! CN is empty'],
    ['CN=a,', '! a type and "=" are missing after "CN=a,"; write a comma in a value as \\,'],
    ['CN=a, Inc.', '! a type and "=" are missing after "CN=a,"; write a comma in a value as \\,'],
    ['FOO=a', '! there is no attribute FOO; CN, SN, serialNumber, C, L,'],
    ['C=Germany', '! C must be the two capital letters of a country'],
    ['C=de', '! C must be the two capital letters of a country'],
    [`CN=${'a'.repeat(65)}`, '! CN has 65 characters; 64 are the most'],
    ['CN=a\\00b', '! CN has a control character'],
    ['CN=a\nb', '! CN has a control character'],
    ['CN=\\ff', '! CN is not valid Unicode'],
    ['CN=a\ud800', '! CN is not valid Unicode'],
    ['CN=a\\b', '! "\\" must be followed by'],
    ['CN=a;b', '! ; in a value is written \\;'],
    ['CN="a"', '! " in a value is written \\"'],
    ['CN=#0C02', '! the value of CN is not the hex of one DER element'],
    ['serialNumber=ü', '! serialNumber may have letters, digits and'],
    ['DC=ü', '! DC may have ASCII only'],
    ['3.1=a', '! 3.1 is no object identifier'],
  ] as const) {
    it(JSON.stringify(subject), () => {
      assert.equal(text(subject).startsWith(expected), true, text(subject));
      if (!expected.startsWith('!')) assert.equal(text(subject), expected);
    });
  }

  it('have the string types of RFC 5280 §4.1.2.4: UTF8String, but PrintableString for C, IA5String for DC', () => {
    const written = writeName('CN=a,C=DE,DC=b');
    assert.ok('der' in written);
    for (const element of ['0c0161', '13024445', '160162']) assert.ok(toHex(written.der).includes(element), element);
  });

  it('of any text come back as they went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (value) => {
        // eslint-disable-next-line no-control-regex
        fc.pre(!/[\u0000-\u001f\u007f\ufffd]/.test(value) && Array.from(value).length <= 64);
        const escaped = value.replace(/[\\,+"<>;=]|^#| /g, '\\$&');
        assert.deepEqual(writeName(`CN=${escaped}`), writeCommonName(value));
      }),
    );
  });

  it('are the kid; the thumbprint where the kid is too long, odd, or a secret', async () => {
    const jwk = JSON.parse(await privateKey({ crv: 'Ed25519', kid: 'none' })) as Record<string, string>;
    const { thumbprint } = firstKey(JSON.stringify(jwk));
    for (const [kid, cn] of [
      ['2026-a', '2026-a'],
      ['a,b=c', 'a\\,b=c'],
      [undefined, thumbprint],
      ['x'.repeat(65), thumbprint],
      ['a\u0001', thumbprint],
      [jwk.d, thumbprint],
    ] as const) {
      const { certificate } = await sign(JSON.stringify({ ...jwk, kid }));
      assert.equal(nameText(certificate.subject), `CN=${cn ?? ''}`);
    }
  });

  it('that are empty are refused', async () => {
    const key = await privateKey({ crv: 'Ed25519' });
    assert.match((await failure(sign(key, { subject: ' ' }))).text, /The subject is empty/);
    assert.match((await failure(sign(key, { subject: 'CN=' }))).text, /The subject cannot be written: CN is empty/);
  });
});

describe('where certificates go', () => {
  it('every other byte stays, in any layout', async () => {
    const jwk = await privateKey({ crv: 'Ed25519', kidText: 'a' });
    const pretty = `{\r\n\t"keys": [\r\n\t\t${JSON.stringify(JSON.parse(jwk), null, '\t').replaceAll('\n', '\r\n\t\t')}\r\n\t],\r\n\t"x": 1\r\n}`;
    const { text } = await sign(pretty);
    const added = /,\r\n\t\t\t"x5c": \["[^"]+"\],\r\n\t\t\t"x5t": "[^"]+",\r\n\t\t\t"x5t#S256": "[^"]+"/;
    assert.equal(text.replace(added, ''), pretty);
  });

  it('those that are there are replaced where they stand; a second one of the same name goes', async () => {
    const jwk = JSON.parse(await privateKey({ crv: 'Ed25519' })) as Jwk;
    const body = JSON.stringify(jwk).slice(1, -1);
    const old = `{"x5t":"AAAA","x5c":["AAAA","BBBB"],${body},"x5t":"BBBB","x5t#S256":"CCCC"}`;
    const { text } = await sign(old);
    assert.deepEqual(Object.keys(JSON.parse(text) as Jwk), ['x5c', ...Object.keys(jwk), 'x5t', 'x5t#S256']);
    assert.equal(text.match(/"x5t"/g)?.length, 1);
    assert.deepEqual(findings(text), []);
  });

  it('and of those there is a warning, also where only the public set has one', async () => {
    const notesOf = async (text: string, half?: string): Promise<unknown> => {
      const open = half === undefined ? {} : { public: { text: half, path: 'jwks.json' } };
      return (await selfSign.run({ document: { text, path }, ...open }, testDeps())).notes;
    };
    const told = (subject: string): unknown => [
      { severity: 'warning', message: `The certificate that was there${subject} is replaced` },
    ];
    const plain = await privateKey({ crv: 'Ed25519', kidText: 'a' });
    const { text } = await sign(plain, { subject: 'CN=before' });
    assert.deepEqual(await notesOf(plain), []);
    assert.deepEqual(await notesOf(text), told(' (subject "CN=before")'));
    const published = JSON.stringify({ keys: [{ ...(JSON.parse(text) as Jwk), d: undefined }] });
    assert.deepEqual(await notesOf(text, published), told(' (subject "CN=before")'));
    assert.deepEqual(await notesOf(plain, published), told(' (subject "CN=before")'));
    const broken = JSON.stringify({ ...(JSON.parse(plain) as Jwk), x5c: ['AAAA'] });
    assert.deepEqual(await notesOf(broken), told(''));
  });

  it('members with names that every object has stay', async () => {
    const jwk = JSON.parse(await privateKey({ crv: 'Ed25519' })) as Jwk;
    const old = { ...jwk, toString: 1, constructor: 2, valueOf: 3 };
    const after = JSON.parse((await sign(JSON.stringify(old))).text) as Jwk;
    assert.deepEqual(Object.keys(after), [...Object.keys(old), 'x5c', 'x5t', 'x5t#S256']);
  });

  it('x5t is left out, and one that is there removed, where SHA-1 is not wanted', async () => {
    const jwk = JSON.parse(await privateKey({ crv: 'Ed25519' })) as Jwk;
    for (const old of [jwk, { ...jwk, x5t: 'AAAA' }, { x5t: 'AAAA', ...jwk }]) {
      const { text } = await sign(JSON.stringify(old), { sha1: false });
      assert.deepEqual(Object.keys(JSON.parse(text) as Jwk), [...Object.keys(jwk), 'x5c', 'x5t#S256']);
    }
  });

  it('into a set in a string, escaped as it is', async () => {
    const jwk = JSON.parse(await privateKey({ crv: 'Ed25519' })) as Jwk;
    const text = JSON.stringify({ jwks: JSON.stringify({ keys: [jwk] }), other: 1 });
    const { edits } = await selfSign.run({ document: { text, path: 'service.json' } }, testDeps());
    const after = JSON.parse(applyEdits(text, edits[0]?.edits ?? [])) as { jwks: string; other: number };
    const [key] = (JSON.parse(after.jwks) as { keys: Jwk[] }).keys;
    assert.deepEqual(Object.keys(key ?? {}), [...Object.keys(jwk), 'x5c', 'x5t', 'x5t#S256']);
  });

  it('the key is told by its kid or its place', async () => {
    const [a, b] = [
      await privateKey({ crv: 'Ed25519', kidText: 'a' }),
      await privateKey({ crv: 'P-256', kidText: 'b' }),
    ];
    const text = `{"keys":[${a},${b}]}`;
    for (const wish of [{ key: 'b' }, { index: 1 }]) {
      const { edits } = await selfSign.run({ document: { text, path }, ...wish }, testDeps());
      const { keys } = JSON.parse(applyEdits(text, edits[0]?.edits ?? [])) as { keys: Jwk[] };
      assert.deepEqual(
        keys.map((key) => 'x5c' in key),
        [false, true],
      );
    }
    assert.match((await failure(sign(text))).text, /Say which key gets a certificate: it has "a" and "b"/);
    const two = `{"a":{"jwks":{"keys":[${a}]}},"b":{"jwks":{"keys":[${b}]}}}`;
    const inTwo = (index: number): Promise<unknown> =>
      selfSign.run({ document: { text: two, path: 'config.json' }, index }, testDeps());
    assert.match((await failure(inTwo(0))).text, /2 sets have a key at 0; name the key by its kid/);
    assert.match((await failure(inTwo(1))).text, /The set has no key at 1/);
    assert.match((await failure(sign(text, { index: 1, key: 'a' }))).text, /keys\[1\] does not have kid "a"/);
  });

  it('also into the public set, by thumbprint whatever its kid', async () => {
    const { texts } = await generate.run({ alg: 'ES256' }, testDeps());
    const [text = '', half = ''] = texts.map((t) => t.text);
    const other = (await generate.run({ alg: 'ES256' }, testDeps())).texts[1]?.text ?? '';
    const renamed = JSON.stringify({ ...(JSON.parse(half) as Jwk), kid: 'renamed' });
    const open = { text: `{"keys":[${other},${renamed}]}`, path: 'public/jwks.json' };
    const { edits, notes } = await selfSign.run({ document: { text, path }, public: open }, testDeps());
    assert.deepEqual(
      edits.map(({ parameter, secret }) => [parameter, secret]),
      [
        ['document', false],
        ['public', false],
      ],
    );
    assert.deepEqual(notes, []);
    const whole = JSON.parse(applyEdits(text, edits[0]?.edits ?? [])) as Jwk;
    const published = applyEdits(open.text, edits[1]?.edits ?? []);
    const [first, second] = (JSON.parse(published) as { keys: Jwk[] }).keys;
    assert.equal('x5c' in (first ?? {}), false);
    for (const name of ['x5c', 'x5t', 'x5t#S256']) assert.deepEqual(second?.[name], whole[name]);
    assert.deepEqual(findings(published), []);
  });

  it('but not into a public set that lacks the key, or leaks', async () => {
    const text = await privateKey({ alg: 'ES256', kidText: 'a' });
    const run = (open: string): Promise<unknown> =>
      selfSign.run({ document: { text, path }, public: { text: open, path: 'jwks.json' } }, testDeps());
    const told = await failure(run('{"keys":[]}'));
    assert.match(told.text, /The public set does not have the key \(kid "a"\): add its public half there first/);
    assert.deepEqual(await failure(run(`{"keys":[${text}]}`)), {
      failure: 'refused',
      text: 'jwks.json holds private or symmetric material: mend that first, or name the two the other way round',
    });
  });

  it('x5u that names another certificate is told of', async () => {
    const jwk = JSON.parse(await privateKey({ crv: 'Ed25519', kidText: 'a' })) as Jwk;
    const text = JSON.stringify({ ...jwk, x5u: 'https://example.com/a.pem' });
    const { notes } = await selfSign.run({ document: { text, path } }, testDeps());
    assert.match(notes[0]?.message ?? '', /x5u of the key \(kid "a"\) still names another certificate/);
  });
});

describe('keys that have no certificate', () => {
  const changed = async (wanted: Wanted, change: (jwk: Record<string, string>) => object): Promise<string> =>
    JSON.stringify(change(JSON.parse(await privateKey({ ...wanted, kidText: 'a' })) as Record<string, string>));
  const cases: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
    ['symmetric', () => privateKey({ kty: 'oct', kidText: 'a' }), /\(kid "a"\) is symmetric/],
    ['X25519', () => privateKey({ crv: 'X25519' }), /is an X25519 key, which agrees on keys and cannot sign/],
    ['X448', () => privateKey({ crv: 'X448' }), /is an X448 key/],
    ['public RSA', () => changed({ kty: 'RSA' }, ({ kty, n, e }) => ({ kty, n, e })), /has no private half here/],
    ['public ML-DSA', () => changed({ alg: 'ML-DSA-44' }, ({ priv: _, ...rest }) => rest), /has no private half here/],
    ['of an unknown type', () => Promise.resolve('{"kty":"LEG","x":"AA","d":"AA","kid":"a"}'), /has no key type/],
    [
      'a short d',
      () => changed({ crv: 'Ed25519' }, (jwk) => ({ ...jwk, d: 'AAAA' })),
      /private value that cannot be read/,
    ],
    [
      'd of 0',
      () => changed({ crv: 'P-256' }, (jwk) => ({ ...jwk, d: 'A'.repeat(43) })),
      /private value that cannot be read/,
    ],
    ['no x', () => changed({ crv: 'Ed25519' }, ({ x: _, ...rest }) => rest), /public values that cannot be read/],
    [
      'more than two primes',
      () => changed({ kty: 'RSA' }, (jwk) => ({ ...jwk, oth: [] as object[] })),
      /of more than two primes/,
    ],
  ];
  for (const [name, make, message] of cases) {
    it(name, async () => {
      const told = await failure(sign(await make()));
      assert.equal(told.failure, 'input');
      assert.match(told.text, message);
    });
  }

  for (const wanted of [
    { crv: 'P-256' },
    { crv: 'secp256k1' },
    { crv: 'Ed25519' },
    { crv: 'Ed448' },
    { alg: 'ML-DSA-44' },
  ] as const) {
    it(`a private half of another key: ${JSON.stringify(wanted)}`, async () => {
      const other = JSON.parse(await privateKey(wanted)) as Record<string, string>;
      const text = await changed(wanted, (jwk) => ({
        ...jwk,
        ...('d' in other ? { d: other.d } : { priv: other.priv }),
      }));
      const told = await failure(sign(text));
      assert.match(
        told.text,
        /\(kid "a"\) (?:has a private half that does not belong|cannot sign here: its values do not fit|cannot sign: its public key does not follow from its seed$)/,
      );
    });
  }

  it('RSA without p, q and the rest has one all the same, as RFC 7518 §6.3.2 lets it', async () => {
    const text = await changed({ kty: 'RSA' }, ({ kty, use, alg, kid, n, e, d }) => ({ kty, use, alg, kid, n, e, d }));
    assert.equal(verifiesWith((await sign(text)).certificate, (await sign(text)).certificate.key), true);
  });

  it('RSA whose d belongs to another modulus', async () => {
    const other = JSON.parse(await privateKey({ kty: 'RSA' })) as Record<string, string>;
    const text = await changed({ kty: 'RSA' }, ({ kty, kid, n, e }) => ({ kty, kid, n, e, d: other.d }));
    assert.match((await failure(sign(text))).text, /\(kid "a"\) cannot sign: its RSA numbers are inconsistent: /);
  });

  it('RSA whose primes are not those of its modulus', async () => {
    const other = JSON.parse(await privateKey({ kty: 'RSA' })) as Record<string, string>;
    const text = await changed({ kty: 'RSA' }, (jwk) => ({ ...jwk, p: other.p, q: other.q }));
    assert.equal(
      (await failure(sign(text))).text,
      'the key (kid "a") cannot sign: its RSA numbers are inconsistent: the modulus is not the product of the primes',
    );
  });

  it('RSA whose private exponent is not smaller than its modulus', async () => {
    const text = await changed({ kty: 'RSA' }, ({ kty, kid, n, e }) => ({ kty, kid, n, e, d: `_${n ?? ''}` }));
    assert.equal(
      (await failure(sign(text))).text,
      'the key (kid "a") cannot sign: its RSA numbers are inconsistent: d is not smaller than the modulus',
    );
  });

  it('an EC key with leading zeros left out of d has one', async () => {
    const jwk = JSON.parse(await privateKey({ crv: 'P-256' })) as Record<string, string>;
    const d = decodeBase64url(jwk.d ?? '');
    assert.equal(d?.length, 32);
    const padded = { ...jwk, d: `AAAA${jwk.d ?? ''}` };
    assert.equal(
      verifiesWith(
        (await sign(JSON.stringify(padded))).certificate,
        (await sign(JSON.stringify(padded))).certificate.key,
      ),
      true,
    );
  });
});
