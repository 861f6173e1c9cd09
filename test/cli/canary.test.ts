/**
 * The canary: documents with known secrets go through every command and every failure, and no secret may come out but
 * in the one text that is meant to hold it. Searched for raw, as hex, as a decimal number and as base64, and in part.
 */
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { serve } from '../operations/http.ts';
import { buildCli, jwk, workspace } from './support.ts';

before(buildCli);

const privateNames = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv'] as const;

/** Every spelling a value might leak in; of long ones, what would be a telling part. */
function spellings(value: string): string[] {
  const octets = Buffer.from(value, 'base64url');
  const hex = octets.toString('hex');
  const all = [
    value,
    hex,
    hex.toUpperCase(),
    octets.toString('base64'),
    BigInt(`0x${hex}`).toString(),
    octets.toString('latin1'),
  ];
  return all.flatMap((s) =>
    s.length > 24 ? [s.slice(0, 12), s.slice(-12), s.slice(s.length / 2, s.length / 2 + 12)] : [s],
  );
}

function secretsOf(jwks: readonly JsonWebKey[]): string[] {
  return jwks.flatMap((k) => privateNames.flatMap((n) => (typeof k[n] === 'string' ? spellings(k[n]) : [])));
}

function assertSilent(text: string, secrets: readonly string[], where: string): void {
  for (const secret of secrets) {
    const at = text.indexOf(secret);
    // The secrets are made for this run: showing where one came out gives nothing away.
    assert.ok(at < 0, `${where} gives a secret away: ${text.slice(Math.max(0, at - 100), at + 20)}`);
  }
}

const pair = (type: 'rsa' | 'ec' | 'ed25519' | 'x448'): JsonWebKey => {
  const { privateKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : type === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-384' })
        : generateKeyPairSync(type as 'ed25519');
  return privateKey.export({ format: 'jwk' });
};
const octKey = randomBytes(32).toString('base64url');
const keys: JsonWebKey[] = [
  { ...pair('rsa'), kid: 'r', use: 'sig' },
  { ...pair('ec'), kid: 'e' },
  { ...pair('ed25519'), kid: 'o' },
  { ...pair('x448'), kid: 'x' },
  { kty: 'oct', k: octKey, kid: 'k' },
  { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AA', priv: randomBytes(32).toString('base64url') },
];
const secrets = secretsOf(keys);

/** The set whole, and damaged in ways that make rules, parsers and operations complain about the secrets themselves. */
const whole = JSON.stringify({ keys }, null, 1);
/** A kid that is the key itself. */
const selfNamed = [JSON.stringify({ kty: 'oct', use: 'sig', kid: octKey, k: octKey })];

const documents: Readonly<Record<string, string>> = {
  'whole.json': whole,
  'padded.json': whole.replaceAll(/("(?:d|p|q|dp|dq|qi|k|priv)": ")([^"]+)"/g, '$1$2=="'),
  'hex.json': whole.replaceAll(
    /("(?:d|p|q|k|priv)": ")([^"]+)"/g,
    (_, name: string, value: string) => `${name}${Buffer.from(value, 'base64url').toString('hex')}"`,
  ),
  'base64.json': whole.replaceAll(
    /("(?:d|p|q|k|priv)": ")([^"]+)"/g,
    (_, name: string, value: string) => `${name}${Buffer.from(value, 'base64url').toString('base64')}"`,
  ),
  'unquoted.json': whole.replaceAll(/("(?:d|k|priv)": )"([^"]+)"/g, '$1$2'),
  'unterminated.json': whole.replaceAll(/("(?:d|k|priv)": "[^"]+)"/g, '$1'),
  'cut.json': whole.slice(0, whole.indexOf('"dq"') - 4),
  'misnamed.json': whole.replaceAll('"d":', '"D":').replaceAll('"k":', '"K":'),
  'duplicated.json': whole.replaceAll(/("(?:d|k|p|q)": "[^"]+")/g, '$1, $1'),
  'lists.json': whole.replaceAll(/("(?:d|k|p)": )("[^"]+")/g, '$1[$2]'),
  'illegal.json': whole.replaceAll(/("(?:d|k|p)": ")([^"]{6})/g, '$1$2*'),
  'single.jwk': JSON.stringify(keys[4]),
  'self-named.json': `{"keys":[${selfNamed.join()}]}`,
  'public/jwks.json': whole,
};

describe('no secret comes out', () => {
  for (const name of Object.keys(documents)) {
    it(`lint, inspect, thumbprint, public and rotate of ${name}`, async () => {
      const w = workspace(documents);
      for (const args of [
        ...['text', 'json', 'sarif', 'github'].map((format) => ['lint', '--format', format, '--fail-on', 'hint', name]),
        ['inspect', name],
        ['inspect', '--json', name],
        ['thumbprint', '--json', name],
        ['public', name],
        ['rotate', name, '--public', name, '--key', 'r'],
        ['convert', name, '--public', '--to', 'pem'],
        ['convert', name, '-o', 'out.pem'],
        ['convert', name, '--to', 'jwks', '--json', '-o', 'out.jwks'],
        ['copy-as', name, '--as', 'curl'],
        ['copy-as', name, '--whole', '--as', 'env', '-o', 'out.env'],
      ]) {
        const { stdout, stderr } = await jwk(args, { cwd: w.path });
        assertSilent(stderr, secrets, `${args.join(' ')} (stderr)`);
        assertSilent(stdout, secrets, args.join(' '));
      }
      w.remove();
    });
  }

  it('lint of a directory with leaks of every form, its baseline among them', async () => {
    const one = (key: JsonWebKey): string => JSON.stringify(key);
    const each = (write: (key: JsonWebKey) => string): string => keys.map(write).join('\n');
    const quoted = (text: string): string => JSON.stringify(text);
    const encoded = (text: string): string => Buffer.from(text).toString('base64url');
    const octHash = createHash('sha256').update(octKey, 'base64url').digest('hex');
    // Without a kid nothing but the key itself could tell one finding from another.
    const nameless = keys.map((key) => ({ ...key, kid: undefined }));
    const w = workspace({
      '.env': each((key) => `K='${one(key)}'`),
      'a.md': `\`\`\`json\n${whole}\n\`\`\`\n${selfNamed.join()} ${JSON.stringify(nameless)}`,
      'a.ts': each(
        (key) =>
          `f(${one(key)
            .replaceAll(/"(\w+)":/g, '$1:')
            .replaceAll('"', "'")});`,
      ),
      'a.java': each((key) => `s = ${quoted(one(key))};`),
      'b.java': each((key) => `s = ${one(key).split(',').map(quoted).join(' + "," +\n')};`),
      'twice.json': quoted(quoted(whole)),
      'client.json': JSON.stringify({ client_id: 'a', jwks: whole, other: encoded(whole) }),
      'a.properties': each((key) => `k=${encoded(one(key))}`),
      'wrapped.yaml': `k: |\n${Buffer.from(whole).toString('base64').replaceAll(/.{76}/g, '$&\n')}`,
      'cut.log': each((key) => one(key).slice(0, -12)),
      'public/index.html': whole,
      // The kid of one key is the secret of another.
      'crossed.txt': `${one({ ...(keys[2] as JsonWebKey), kid: octKey })} ${one(keys[4] as JsonWebKey)}`,
      'hashed.txt': one({ kty: 'oct', k: octKey, kid: octHash }),
    });
    const leaks = [...secrets, octHash.slice(0, 16)];
    const run = async (...args: string[]): Promise<void> => {
      const { stdout, stderr } = await jwk(['lint', ...args, '.'], { cwd: w.path });
      assertSilent(stdout + stderr, leaks, args.join(' '));
    };
    for (const format of ['text', 'json', 'sarif', 'github']) await run('--format', format, '--fail-on', 'hint');
    await run('--write-baseline', 'base.json');
    const baseline = readFileSync(w.at('base.json'), 'utf8');
    assertSilent(baseline, leaks, 'the baseline');
    const { findings } = JSON.parse(baseline) as { findings: { path: string }[] };
    for (const path of ['.env', 'a.md', 'a.ts', 'a.java', 'b.java', 'client.json', 'a.properties', 'wrapped.yaml'])
      assert.ok(findings.filter((f) => f.path === path).length >= keys.length, path);
    await run('--baseline', 'base.json', '--format', 'sarif');
    w.remove();
  });

  it('generate and rotate: only where the key is asked for', async () => {
    const w = workspace({
      'set.private.jwks': '{"keys":[]}',
      'public/jwks.json':
        '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"o"}]}',
    });
    for (const kind of [
      ['--kty', 'RSA'],
      ['--crv', 'secp256k1'],
      ['--crv', 'Ed448'],
      ['--alg', 'HS256'],
      ['--alg', 'ML-DSA-44'],
    ]) {
      const { stdout, stderr } = await jwk(['generate', ...kind], { cwd: w.path });
      const made = secretsOf([JSON.parse(stdout) as JsonWebKey]);
      assert.ok(made.length > 0);
      assertSilent(stderr, made, kind.join(' '));
      const full = await jwk(['generate', ...kind, '-o', '/dev/full'], { cwd: w.path });
      assert.equal(full.stdout, '');
      assert.ok(full.stderr.length < 400);
    }
    const apart = await jwk(['rotate', 'public/jwks.json', '--key-apart'], { cwd: w.path });
    assertSilent(apart.stderr, secretsOf([JSON.parse(apart.stdout) as JsonWebKey]), 'rotate --key-apart');
    w.remove();
  });

  it('fetch: answers that hold secrets are not repeated in reports and failures', async () => {
    const one = JSON.stringify(keys[4]);
    const server = await serve({
      '/jwks.json': (_, response) => void response.writeHead(200).end(whole),
      '/broken.json': (_, response) => void response.writeHead(200).end(whole.slice(1)),
      '/failed.json': (_, response) => void response.writeHead(500).end(one),
      '/form.json': (_, response) => void response.writeHead(400).end(`k=${octKey}&x=1`),
      '/token.json': (_, response) => void response.writeHead(200).end(octKey),
      '/script.json': (_, response) => void response.writeHead(200).end(`{kty: 'oct', k: '${octKey}'}`),
      '/string.json': (_, response) => void response.writeHead(200).end(JSON.stringify(one)),
    });
    for (const path of [
      'jwks.json',
      'broken.json',
      'failed.json',
      'string.json',
      'form.json',
      'token.json',
      'script.json',
    ]) {
      const { stdout, stderr } = await jwk(['fetch', '--json', `${server.origin}/${path}`]);
      assertSilent(stdout + stderr, secrets, path);
    }
    await server.close();
  });

  it('a faulty config, a faulty block list, a wrong option', async () => {
    const w = workspace({ 'jwk.config.json': JSON.stringify(keys[4]), 'list.txt': whole, 'a.json': '{}' });
    assertSilent((await jwk(['lint', 'a.json'], { cwd: w.path })).stderr, secrets, 'config');
    assertSilent((await jwk(['lint', '--config', 'list.txt', 'a.json'], { cwd: w.path })).stderr, secrets, 'config');
    assertSilent(
      (await jwk(['lint', '--blocklist', 'list.txt', 'a.json'], { cwd: w.at('.') })).stderr,
      secrets,
      'list',
    );
    w.remove();
  });
});
