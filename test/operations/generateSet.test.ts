/** Whole sets from presets: the right keys, clean under our own rules, with kids that are unique. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { generateSet } from '../../server/src/core/operations/generateSet.ts';
import { presetNames, presets, type PresetName } from '../../server/src/core/registry/presets.ts';
import type { Profile } from '../../server/src/core/rules/profiles.ts';
import { lintText } from '../support/lint.ts';
import { failure, hostCrypto, testDeps } from './support.ts';

type Jwk = Record<string, string>;

const keysOf = (text: string | undefined): readonly Jwk[] => (JSON.parse(text ?? '') as { keys: Jwk[] }).keys;

const own = (keys: readonly object[], more: object = {}): { text: string; path: string } => ({
  text: JSON.stringify({ name: 'ours', ...more, keys }),
  path: 'ours.preset.json',
});

/** What the rules say of each set, but that private keys are not encrypted. */
function findings(text: string, path: string, profile?: Profile): string[] {
  const found = lintText(text, { path, profiles: profile === undefined ? [] : [profile] });
  return found.map((f) => f.rule.id).filter((id) => id !== 'private-key-plaintext');
}

/** Under which profiles a preset's keys are permitted, and what is known to be said of them (docs/presets.md). */
const expected: Readonly<
  Record<
    PresetName,
    {
      clean: readonly Profile[];
      private?: readonly string[];
      publicUnder?: Readonly<Record<string, readonly string[]>>;
    }
  >
> = {
  connect2id: {
    clean: ['federation', 'smart-backend'],
    private: ['jwks-mixed-symmetric-asymmetric', 'alg-missing', 'alg-missing', 'alg-missing'],
    publicUnder: { 'oidc-op': Array.from({ length: 6 }, () => 'alg-missing') },
  },
  oidc: { clean: ['oidc-op', 'client-reg', 'federation', 'oid4vp', 'smart-backend'] },
  fapi2: { clean: ['fapi2', 'oidc-op', 'client-reg', 'federation', 'oid4vp', 'smart-backend'] },
  'smart-backend': { clean: ['smart-backend', 'oidc-op', 'client-reg', 'federation', 'oid4vp'] },
};

describe('presets', () => {
  for (const preset of presetNames) {
    it(`${preset} makes its keys, private and public, with nothing to complain of`, async () => {
      const progress: string[] = [];
      const result = await generateSet.run(
        { preset },
        testDeps({ progress: (message) => void progress.push(message) }),
      );
      const [whole, half] = result.texts;
      assert.deepEqual([whole?.kind, whole?.secret, half?.kind, half?.secret], ['private', true, 'public', false]);
      const [keys, halves] = [keysOf(whole?.text), keysOf(half?.text)];
      const wanted: number = presets[preset].keys.length;
      assert.equal(keys.length, wanted);
      assert.equal(progress.length, wanted);
      assert.match(progress[0] ?? '', new RegExp(`^Generating a 2048-bit RSA key \\(1 of ${wanted}\\)$`));
      assert.equal(new Set(keys.map((key) => key.kid)).size, wanted);
      assert.deepEqual(
        halves.map((key) => key.kid),
        keys.filter((key) => key.kty !== 'oct').map((key) => key.kid),
      );
      assert.equal(
        halves.some((key) => 'd' in key || 'k' in key),
        false,
      );
      assert.deepEqual(result.report.preset, preset);
      assert.deepEqual(
        result.report.keys.map(({ kid }) => kid),
        keys.map((key) => key.kid),
      );
      assert.deepEqual(result.notes, []);
      const { clean, private: known = [], publicUnder = {} } = expected[preset];
      for (const profile of [undefined, ...clean]) {
        assert.deepEqual(findings(half?.text ?? '', 'public/jwks.json', profile), [], profile);
        assert.deepEqual(findings(whole?.text ?? '', 'private/jwks.json', profile).sort(), [...known].sort(), profile);
      }
      for (const [profile, ids] of Object.entries(publicUnder))
        assert.deepEqual(findings(half?.text ?? '', 'public/jwks.json', profile as Profile), ids);
    });
  }

  it('connect2id fixes the kids that the server looks for, whatever is asked for', async () => {
    const { texts } = await generateSet.run({ preset: 'connect2id', kid: 'date' }, testDeps());
    const kids = keysOf(texts[0]?.text).map((key) => key.kid);
    const serials = Array.from({ length: 11 }, (_, i) => `2026-11-20_${String(i + 1).padStart(2, '0')}`);
    assert.deepEqual(kids, [...serials, 'hmac', 'subject-encrypt', 'refresh-token-encrypt']);
  });
});

describe('a preset of one’s own', () => {
  const cheap = [{ alg: 'ES256', kid: 'date', count: 3 }, { crv: 'Ed25519' }, { kty: 'oct', bits: 512, kidText: 's' }];

  it('says how many of what, and how kids are made', async () => {
    const { texts, lines, report } = await generateSet.run({ presetFile: own(cheap) }, testDeps());
    const keys = keysOf(texts[0]?.text);
    assert.deepEqual(
      keys.map(({ kty, alg, kid }) => [kty, alg, kid]),
      [
        ['EC', 'ES256', '2026-11-20_01'],
        ['EC', 'ES256', '2026-11-20_02'],
        ['EC', 'ES256', '2026-11-20_03'],
        ['OKP', 'Ed25519', keys[3]?.kid],
        ['oct', 'HS512', 's'],
      ],
    );
    assert.equal(report.preset, 'ours');
    assert.equal(lines.at(-1), '5 keys');
    assert.equal(keysOf(texts[1]?.text).length, 4);
  });

  it('has no public set when all keys are symmetric', async () => {
    const { texts } = await generateSet.run({ presetFile: own([{ kty: 'oct' }]) }, testDeps());
    assert.deepEqual(
      texts.map(({ kind }) => kind),
      ['symmetric'],
    );
  });

  it('never gives a made kid that is fixed further down', async () => {
    const presetFile = own([
      { crv: 'Ed25519', kid: 'date' },
      { crv: 'Ed25519', kidText: '2026-11-20_01' },
    ]);
    const { texts } = await generateSet.run({ presetFile }, testDeps());
    assert.deepEqual(
      keysOf(texts[0]?.text).map((key) => key.kid),
      ['2026-11-20_02', '2026-11-20_01'],
    );
  });

  it('warns once of what is true of several keys', async () => {
    const { notes } = await generateSet.run({ presetFile: own([{ kty: 'oct', count: 3 }]), kid: 'sha256' }, testDeps());
    assert.equal(notes.length, 1);
    assert.match(notes[0]?.message ?? '', /RFC 7638 §7/);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /ours\.preset\.json:1 is not valid JSON/],
    ['{"name":"a",\n"keys":[}', /ours\.preset\.json:2 is not valid JSON/],
    ['[]', /a preset is an object with "name" and "keys" \(docs\/presets\.md\)/],
    ['{"keys":[{"kty":"RSA"}]}', /"name" must be a text/],
    ['{"name":"a","description":1,"keys":[{"kty":"RSA"}]}', /"description" must be a text/],
    ['{"name":"a","key":[]}', /a preset has no "key"; it has name, description and keys/],
    ['{"name":"a","keys":[]}', /"keys" must be a list of 1 to 100 keys/],
    ['{"name":"a","keys":[1]}', /keys\[0\] must be an object/],
    ['{"name":"a","keys":[{"kty":"RSA","size":1}]}', /keys\[0\] has no "size"; a key has kty, crv, bits,/],
    ['{"name":"a","keys":[{"kty":"DSA"}]}', /keys\[0\]\.kty must be one of RSA, EC, OKP, oct, AKP/],
    ['{"name":"a","keys":[{"kty":"RSA","bits":"2048"}]}', /keys\[0\]\.bits must be a whole number/],
    ['{"name":"a","keys":[{"crv":"P-256","keyOps":["sing"]}]}', /keys\[0\]\.keyOps must be a list, each item one of/],
    ['{"name":"a","keys":[{"kty":"RSA"},{}]}', /keys\[1\] of the preset: Say which key is wanted/],
    ['{"name":"a","keys":[{"kty":"RSA","alg":"ES256"}]}', /keys\[0\] of the preset: ES256 needs a key of type EC/],
    ['{"name":"a","keys":[{"kty":"oct","count":0}]}', /keys\[0\] of the preset: "count" must be 1 to 100/],
    ['{"name":"a","keys":[{"kty":"oct","count":60},{"kty":"oct","count":60}]}', /has 120 keys; 100 are the most/],
    ['{"name":"a","keys":[{"kty":"oct","count":2,"kidText":"a"}]}', /several keys cannot share one kid/],
    ['{"name":"a","keys":[{"kty":"oct","kid":"uuid","kidText":"a"}]}', /either given as text or made; not both/],
    ['{"name":"a","keys":[{"kty":"oct","kid":"text"}]}', /"kid" is "text", but there is no "kidText"/],
    ['{"name":"a","keys":[{"kty":"oct","kidText":"a"},{"kty":"oct","kidText":"a"}]}', /gives two keys the kid "a"/],
  ];
  for (const [text, message] of refused) {
    it(`${text.slice(0, 70)} is refused`, async () => {
      const told = await failure(
        generateSet.run({ presetFile: { text, path: 'ours.preset.json' } }, testDeps({ crypto: hostCrypto() })),
      );
      assert.match(told.text, message);
    });
  }

  it('or one of ours: exactly one of the two', async () => {
    const none = await failure(generateSet.run({}, testDeps()));
    assert.deepEqual([none.failure, none.text.includes('connect2id, oidc, fapi2, smart-backend')], ['usage', true]);
    const both = await failure(generateSet.run({ preset: 'oidc', presetFile: own(cheap) }, testDeps()));
    assert.match(both.text, /not both/);
  });
});

describe('into a set', () => {
  const presetFile = own([
    { crv: 'Ed25519', count: 2 },
    { kty: 'oct', kidText: 's' },
  ]);

  it('adds all keys at once, kids counting on, every other byte kept', async () => {
    const text =
      '{\n  "keys": [\n    {"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","kid":"2026-11-20_07"}\n  ]\n}\n';
    const { edits } = await generateSet.run(
      { presetFile, kid: 'date', into: { text, path: 'private.jwks' } },
      testDeps(),
    );
    const after = applyEdits(text, edits[0]?.edits ?? []);
    assert.equal(edits[0]?.secret, true);
    assert.ok(after.startsWith(text.slice(0, text.indexOf('\n  ]'))) && after.endsWith('\n  ]\n}\n'));
    assert.deepEqual(
      keysOf(after).map((key) => key.kid),
      ['2026-11-20_07', '2026-11-20_08', '2026-11-20_09', 's'],
    );
  });

  it('makes nothing when a fixed kid is taken, or the set is public and keys are symmetric', async () => {
    const crypto = hostCrypto({ generateKey: () => assert.fail('a key was made') });
    const taken = { text: '{"keys":[{"kty":"oct","k":"AAAA","kid":"hmac"}]}', path: 'private.jwks' };
    const told = await failure(generateSet.run({ preset: 'connect2id', into: taken }, testDeps({ crypto })));
    assert.match(told.text, /already has a key with kid "hmac"; take it out first/);
    const open = { text: '{"keys":[]}', path: 'public/jwks.json' };
    const refused = await failure(generateSet.run({ preset: 'connect2id', into: open }, testDeps({ crypto })));
    assert.deepEqual([refused.failure, refused.text.includes('name the private set')], ['refused', true]);
  });

  it('a public one gets the public halves', async () => {
    const into = { text: '{"keys":[]}', path: 'public/jwks.json' };
    const { edits, notes, texts } = await generateSet.run(
      { presetFile: own([{ crv: 'Ed25519', count: 2 }]), into },
      testDeps(),
    );
    const keys = keysOf(applyEdits(into.text, edits[0]?.edits ?? []));
    assert.deepEqual([keys.length, keys.some((key) => 'd' in key), edits[0]?.secret], [2, false, false]);
    assert.match(notes[0]?.message ?? '', /the public halves were added, the private keys stand apart/);
    assert.equal(
      keysOf(texts[0]?.text).every((key) => 'd' in key),
      true,
    );
  });

  it('stops between keys when it is told to', async () => {
    let asked = 0;
    const checkpoint = (): void => {
      if (++asked > 3) throw new Error('stopped');
    };
    await assert.rejects(
      generateSet.run({ presetFile: own([{ crv: 'Ed25519', count: 50 }]) }, testDeps({ checkpoint })),
      /stopped/,
    );
    assert.equal(asked, 4);
  });
});
