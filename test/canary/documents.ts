/** The secrets in documents of every sort: in order, and damaged in ways that make a tool talk about the very value. */
import { createPrivateKey } from 'node:crypto';
import { privateNamesOf, type Jwk } from './secrets.ts';

export interface Canary {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const octets = (value: string): Buffer => Buffer.from(value, 'base64url');

/** A value's token in the document, in place of its string. */
type Damage = (value: string) => string;

const damages: Readonly<Record<string, Damage>> = {
  whole: (v) => JSON.stringify(v),
  padded: (v) => JSON.stringify(`${v}==`),
  'standard base64': (v) => JSON.stringify(`${octets(v).toString('base64')}+/`),
  hex: (v) => JSON.stringify(octets(v).toString('hex')),
  'hex with colons': (v) => JSON.stringify((octets(v).toString('hex').match(/../g) ?? []).join(':')),
  'a number': (v) => BigInt(`0x${octets(v).toString('hex')}`).toString(),
  'decimal digits': (v) => JSON.stringify(BigInt(`0x${octets(v).toString('hex')}`).toString()),
  'an array of octets': (v) => JSON.stringify([...octets(v)]),
  'an array of the value': (v) => JSON.stringify([v]),
  'an object of the value': (v) => JSON.stringify({ value: v }),
  truncated: (v) => JSON.stringify(v.slice(0, Math.ceil(v.length / 2))),
  'truncated with dots': (v) => JSON.stringify(`${v.slice(0, Math.ceil(v.length / 2))}…`),
  'one character too long': (v) => JSON.stringify(`${v}A`),
  'non-canonical': (v) => JSON.stringify(`${v.slice(0, -1)}_`),
  'a leading zero': (v) => JSON.stringify(Buffer.concat([Buffer.alloc(1), octets(v)]).toString('base64url')),
  'with a space': (v) => JSON.stringify(`${v.slice(0, 20)} ${v.slice(20)}`),
  'with an illegal character': (v) => JSON.stringify(`${v.slice(0, 20)}*${v.slice(20)}`),
  'with escapes': (v) => `"\\u${v.charCodeAt(0).toString(16).padStart(4, '0')}${v.slice(1)}\\n"`,
  'in a PEM': (v) => JSON.stringify(`-----BEGIN PRIVATE KEY-----\n${v}\n-----END PRIVATE KEY-----`),
  unquoted: (v) => v,
  'in single quotes': (v) => `'${v}'`,
  unterminated: (v) => `"${v}`,
  'before a stray character': (v) => `"${v}" #${v}`,
  'in a comment': (v) => `"" /* ${v} */`,
  'twice without a comma': (v) => `"${v}" "${v}"`,
};

/** The key with some of its private values damaged. */
function damaged(key: Jwk, names: readonly string[], damage: Damage): string {
  const members = Object.entries(key).map(
    ([name, value]) => `${JSON.stringify(name)}: ${names.includes(name) ? damage(value) : JSON.stringify(value)}`,
  );
  return `{\n  ${members.join(',\n  ')}\n}`;
}

const misspelt = ['secret', 'private', 'D', 'K', 'private_exponent', 'privateKey', 'd ', 'key', 'Priv', 'p1', 'kk'];

/** The key with its first private member under another name. */
function renamed(key: Jwk, to: string): string {
  const [first] = privateNamesOf(key);
  return json(Object.fromEntries(Object.entries(key).map(([name, value]) => [name === first ? to : name, value])));
}

function pkcs8(key: Jwk): { pem: string; der: string } | undefined {
  if (key.kty === 'oct' || key.kty === 'AKP') return undefined;
  const object = createPrivateKey({ key, format: 'jwk' });
  return {
    pem: object.export({ type: 'pkcs8', format: 'pem' }) as string,
    der: object.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
}

function ofKey(key: Jwk): Canary[] {
  const kind = `${key.kty ?? ''} ${key.crv ?? key.alg ?? ''}`.trim();
  const names = privateNamesOf(key);
  const [first = ''] = names;
  const secret = key[first] ?? '';
  const canaries: Canary[] = [];
  const add = (name: string, path: string, text: string): void =>
    void canaries.push({ name: `${kind}: ${name}`, path, text });
  const set = (...keys: readonly string[]): string => `{"keys": [${keys.join(', ')}]}`;

  for (const [name, damage] of Object.entries(damages)) {
    add(name, 'private/key.jwk', damaged(key, names, damage));
    if (names.length > 1) add(`${name}, one member`, 'private/key.jwk', damaged(key, [first], damage));
    add(`${name}, in a public set`, '.well-known/jwks.json', set(damaged(key, [names.at(-1) ?? ''], damage)));
  }
  for (const name of misspelt) add(`as "${name}"`, 'keys/jwks.json', set(renamed(key, name)));
  for (const kty of ['', 'RSA', 'EC', 'OKP', 'oct', 'AKP', 'ec', 'EC-HSM', 'none']) {
    if (kty !== key.kty) add(`as kty "${kty}"`, 'keys/key.jwk', json({ ...key, kty }));
  }
  add('without kty', 'keys/key.jwk', json({ ...key, kty: undefined }));
  add('with an unknown crv', 'keys/key.jwk', json({ ...key, crv: 'P-999' }));
  add('named by its secret', 'keys/jwks.json', set(json({ ...key, kid: secret })));
  add('named by its secret in hex', 'keys/key.jwk', json({ ...key, kid: octets(secret).toString('hex') }));
  add(
    'named by its padded secret',
    'keys/jwks.json',
    set(damaged({ ...key, kid: secret }, [first], (v) => JSON.stringify(`${v}==`))),
  );
  add(
    'named by its hex secret',
    'keys/jwks.json',
    set(damaged({ ...key, kid: secret }, [first], (v) => JSON.stringify(octets(v).toString('hex')))),
  );
  add('named by a part of its secret', 'keys/jwks.json', set(json({ ...key, kid: secret.slice(0, 30) })));
  const twin = json({ ...key, kid: secret });
  add('named by its secret, twice', 'keys/jwks.json', set(twin, twin, json({ ...key, kid: secret, alg: 'none' })));
  add(
    'named by its secret, beside another key of that name',
    'keys/jwks.json',
    set(twin, json({ kty: 'EC', crv: 'P-256', kid: secret, x: 'AA', y: 'AA' })),
  );
  add('twice', 'keys/jwks.json', set(json(key), json({ ...key, kid: 'other', use: 'enc' }), json(key)));
  add(
    'a member twice',
    'keys/key.jwk',
    json(key).replace(/\}$/, `,${JSON.stringify(first)}:${JSON.stringify(secret)}}`),
  );
  add('beside keys', 'keys/jwks.json', json({ keys: [], ...key }));
  add('at the level of the set', 'jwks.json', json({ keys: [{ ...key, [first]: undefined }], [first]: secret }));
  add('not in an array', 'jwks.json', json({ keys: key }));
  add('as the value of keys', 'jwks.json', json({ keys: secret }));
  add('as an element', 'jwks.json', json({ keys: [key, secret, [secret], null] }));
  add('in a bare array', 'jwks.json', json([key, key]));
  add('alone in jwks.json', 'jwks.json', json(key));
  add('in a set in a string', 'client.json', json({ client_id: 'c', jwks: JSON.stringify({ keys: [key] }) }));
  add('in metadata', '.well-known/openid-configuration', json({ issuer: 'https://a.example', jwks: { keys: [key] } }));
  add('as the address of a set', 'client.json', json({ client_id: 'c', jwks_uri: secret, jwks: { keys: [key] } }));
  add('in a token', 'token.json', json({ cnf: { jwk: key }, privateKeyJwk: key, publicKeyJwk: key }));
  add('with a response around it', 'jwks.json', `HTTP/1.1 200 OK\n\n${json({ keys: [key] })}`);
  add('in an environment file', 'jwks.json', `JWK_${first.toUpperCase()}=${secret}\n`);
  add('after the end', 'jwks.json', `${json({ keys: [key] })}\n${secret}\n"${secret}"`);
  const whole = json({ keys: [key] });
  const middle = whole.indexOf(secret) + Math.floor(secret.length / 2);
  add('cut in the middle of it', 'jwks.json', whole.slice(0, middle));
  add('broken by a line end in the middle of it', 'jwks.json', `${whole.slice(0, middle)}\n${whole.slice(middle)}`);
  const encoded = pkcs8(key);
  if (encoded !== undefined) {
    const { pem, der } = encoded;
    const open = { ...key, ...Object.fromEntries(names.map((n) => [n, undefined])) };
    for (const item of [pem, der, Buffer.from(pem).toString('base64'), secret, `${der}=`, `${der.slice(0, 60)}…`]) {
      add(`in x5c as ${item.slice(0, 5)}`, '.well-known/jwks.json', json({ keys: [{ ...open, x5c: [item] }] }));
    }
    for (const text of [pem, Buffer.from(pem).toString('base64'), JSON.stringify(key)]) {
      const k = Buffer.from(text).toString('base64url');
      add('inside a symmetric key', 'keys/key.jwk', json({ kty: 'oct', alg: 'HS256', kid: 'a', k }));
      add('as a symmetric key', 'keys/key.jwk', json({ kty: 'oct', alg: 'HS256', kid: 'a', k: text }));
    }
  }
  return canaries;
}

/** Of two curves of one kind one is enough alone: they take the same way. */
export function canariesOf(keys: readonly Jwk[]): readonly Canary[] {
  const mixed = json({ keys });
  return [
    ...keys.filter(({ crv }) => crv !== 'P-521' && crv !== 'X25519').flatMap(ofKey),
    { name: 'all of them', path: 'private/jwks.json', text: mixed },
    { name: 'all of them, in public', path: 'public/jwks.json', text: mixed },
    { name: 'all of them, on one line', path: 'keys/jwks.json', text: JSON.stringify({ keys }) },
  ];
}
