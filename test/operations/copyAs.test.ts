/** Copying keys in the forms they are pasted in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { copyAs } from '../../server/src/core/operations/index.ts';
import { jwkOf, newJwk, textOf, type Jwk } from './convertSupport.ts';
import { failure, testDeps } from './support.ts';

type Options = Omit<Parameters<typeof copyAs.run>[0], 'document'>;

const copied = (value: unknown, options: Options = {}): ReturnType<typeof copyAs.run> =>
  copyAs.run({ document: { text: JSON.stringify(value), path: 'keys.jwks' }, ...options }, testDeps());
const text = async (value: unknown, options: Options = {}): Promise<string> =>
  (await copied(value, options)).texts[0]?.text ?? '';

const oct = { kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T', kid: "it's" };

describe('copyAs', () => {
  let signing: Jwk = {};
  let half: Jwk = {};
  it('makes keys', async () => {
    signing = { ...(await newJwk({ kty: 'EC' })), use: 'sig', alg: 'ES256', kid: 'a\'b"c' };
    const { d, ...rest } = signing;
    assert.equal(typeof d, 'string');
    half = rest;
  });

  it('JSON, a string of it, base64url: public halves, or whole', async () => {
    const set = { keys: [signing] };
    const decoded = async (options: Options): Promise<unknown[]> => {
      const json = await text(set, { ...options, as: 'json' });
      const string = await text(set, { ...options, as: 'string' });
      const encoded = await text(set, { ...options, as: 'base64url' });
      assert.ok(json.startsWith('{\n  "'));
      const values: unknown[] = [
        JSON.parse(json),
        JSON.parse(JSON.parse(string) as string),
        JSON.parse(new TextDecoder().decode(decodeBase64url(encoded.trim()) ?? new Uint8Array())),
      ];
      return values;
    };
    const all = (value: unknown): unknown[] => [value, value, value];
    assert.deepEqual(await decoded({}), all({ keys: [half] }));
    assert.deepEqual(await decoded({ whole: true }), all(set));
    assert.deepEqual(await decoded({ index: 0 }), all(half));
    assert.deepEqual(await decoded({ key: 'a\'b"c', set: true, whole: true }), all(set));
    assert.equal(await text(set, { as: 'string', index: 0 }), `${JSON.stringify(JSON.stringify(half))}\n`);
    assert.deepEqual(JSON.parse(await text([signing], { whole: true })), set);
    assert.deepEqual(JSON.parse(await text([signing])), { keys: [half] });
    assert.deepEqual(JSON.parse(await text(signing)), half);
    assert.deepEqual(JSON.parse(await text(signing, { set: true })), { keys: [half] });
  });

  it('an environment line has no single quote inside', async () => {
    const line = await text({ keys: [signing] }, { as: 'env' });
    assert.ok(line.startsWith("JWKS='{") && line.endsWith("}'\n"));
    assert.equal(line.split("'").length, 3);
    assert.deepEqual(JSON.parse(line.slice(6, -2)), { keys: [half] });
    assert.ok((await text(signing, { as: 'env' })).startsWith("JWK='{"));
    assert.ok((await text(signing, { as: 'env', variable: 'MY_KEY' })).startsWith("MY_KEY='{"));
    assert.equal((await failure(copied(signing, { as: 'env', variable: 'A B' }))).failure, 'usage');
  });

  it('PEM is what converting gives', async () => {
    const set = { keys: [signing, oct] };
    assert.equal(await text(signing, { as: 'pem', whole: true }), await textOf(signing));
    assert.deepEqual(await jwkOf(await text(set, { as: 'pem', index: 0 })), half);
  });

  it('curl: the set as a string in the body, and nothing of it or the token in the arguments', async () => {
    const script = await text(signing, {
      as: 'curl',
      whole: true,
      member: 'keys"x',
      url: "https://a.example/it's?[1]",
    });
    const [command = '', body = ''] = script.split(/ 3<<HEADERS <<'BODY'\nAuthorization: Bearer \$TOKEN\nHEADERS\n/);
    assert.match(command, /^#!\/bin\/sh\n/);
    assert.match(command, /--data @- \\\n {2}'https:\/\/a\.example\/it'\\''s\?\[1\]'$/);
    assert.doesNotMatch(command, /TOKEN(?! to)|crv/);
    const { 'keys"x': string } = JSON.parse(body.replace('\nBODY\n', '')) as Record<string, string>;
    assert.deepEqual(JSON.parse(string ?? ''), { keys: [signing] });
    assert.match(await text(signing, { as: 'curl' }), /\n {2}"\$URL" 3<</);
    for (const url of ['-o x', 'https://a\n', 'file:///etc/passwd'])
      assert.equal((await failure(copied(signing, { as: 'curl', url }))).failure, 'usage');
  });

  it('says what is secret, and what was left out', async () => {
    const set = { keys: [signing, oct] };
    const open = await copied(set);
    assert.deepEqual(
      open.texts.map(({ kind, secret }) => [kind, secret]),
      [['public', false]],
    );
    assert.deepEqual(open.report, { as: 'json', keys: 1, whole: false });
    assert.match(open.notes[0]?.message ?? '', /1 symmetric key left out/);
    const whole = await copied(set, { whole: true });
    assert.deepEqual(
      whole.texts.map(({ kind, secret }) => [kind, secret]),
      [['private', true]],
    );
    assert.deepEqual(whole.report, { as: 'json', keys: 2, whole: true });
    assert.equal((await copied(oct, { whole: true })).texts[0]?.kind, 'symmetric');
    const odd = await copied({ keys: [oct, [], 'x'] }, { whole: true });
    assert.deepEqual([odd.report.keys, odd.texts[0]?.kind], [1, 'symmetric']);
    assert.match((await failure(copied(oct))).text, /no public half; ask for it whole/);
    assert.match((await failure(copied(set, { index: 1 }))).text, /no public half/);
    assert.equal((await failure(copied(set, { index: 2 }))).failure, 'usage');
  });
});
