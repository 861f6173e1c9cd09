/** A public set brought in step with its private one: what is added, changed and left alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import { applyEdits, type TextEdit } from '../../server/src/core/document/edits.ts';
import { updatePublicSet } from '../../server/src/core/operations/index.ts';
import type { DocumentInput } from '../../server/src/core/operations/operation.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { lint, type Finding } from '../../server/src/core/rules/run.ts';
import {
  ecPrivate,
  ecPublic,
  edPrivate,
  edPublic,
  octSecret,
  otherEcPrivate,
  otherEcPublic,
  rsaPrivate,
  rsaPublic,
  xPrivate,
  xPublic,
} from '../../server/src/core/rules/samples.ts';
import { failure, testDeps } from './support.ts';

const deps = testDeps();
const privatePath = 'private/keys.jwks';
const publicPath = 'public/jwks.json';
const set = (...keys: string[]): string => `{"keys":[${keys.map((k) => `{${k}}`).join(',')}]}`;

async function update(own: string, published: string, remove?: boolean): Promise<{ text: string; lines: string[] }> {
  const { edits, lines } = await updatePublicSet.run(
    { document: { text: own, path: privatePath }, public: { text: published, path: publicPath }, remove },
    deps,
  );
  const all = edits.flatMap((e) => e.edits);
  return { text: applyEdits(published, all), lines: [...lines] };
}

/** What the rule says of either document of the pair. */
function drift(own: string, published: string): { own: Finding[]; published: Finding[] } {
  const of = (text: string, path: string, other: string, otherPath: string, side: 'private' | 'public'): Finding[] =>
    lint(readDocument(text, path), defaultConfiguration, exampleNow, Infinity, [
      { side, name: otherPath, ownName: path, document: readDocument(other, otherPath) },
    ]).filter((f) => f.rule.id === 'public-set-drifted');
  return {
    own: of(own, privatePath, published, publicPath, 'public'),
    published: of(published, publicPath, own, privatePath, 'private'),
  };
}

describe('update public set', () => {
  it('adds what is missing and changes what differs, in the layout there is', async () => {
    const own = set(
      `${ecPublic},${ecPrivate},"kid":"a","use":"sig","alg":"ES256"`,
      `${octSecret},"kid":"s"`,
      `${edPublic},${edPrivate},"key_ops":["sign"]`,
    );
    const published = `{\r\n\t"keys": [\r\n\t\t{\r\n\t\t\t${ecPublic.replaceAll(',', ',\r\n\t\t\t')},\r\n\t\t\t"use": "enc",\r\n\t\t\t"x5t": "AAAA"\r\n\t\t}\r\n\t]\r\n}\r\n`;
    const { text, lines } = await update(own, published);
    const changed = `{\r\n\t"keys": [\r\n\t\t{\r\n\t\t\t${ecPublic.replaceAll(',', ',\r\n\t\t\t')},\r\n\t\t\t"use": "sig",\r\n\t\t\t"kid":"a",\r\n\t\t\t"alg":"ES256"\r\n\t\t}`;
    const [, crv, x] = /"crv":("[^"]+"),"x":("[^"]+")/.exec(edPublic) ?? [];
    const added = `{\r\n\t\t\t"kty": "OKP",\r\n\t\t\t"crv": ${crv},\r\n\t\t\t"x": ${x},\r\n\t\t\t"key_ops": [\r\n\t\t\t\t"verify"\r\n\t\t\t]\r\n\t\t}`;
    assert.equal(text, `${changed},\r\n\t\t${added}\r\n\t]\r\n}\r\n`);
    assert.deepEqual(lines, ['added: the public half of keys[2]', 'changed: "kid", "use", "alg" and "x5t" of keys[0]']);
  });

  it('keeps keys that only the public set has, or removes them where it is told to', async () => {
    const own = set(`${ecPublic},${ecPrivate},"kid":"a"`);
    const published = set(`${otherEcPublic},"kid":"old"`, `${edPublic},"kid":"older"`);
    const kept = await update(own, published);
    assert.equal(kept.text, set(`${otherEcPublic},"kid":"old"`, `${edPublic},"kid":"older"`, `${ecPublic},"kid":"a"`));
    assert.deepEqual(kept.lines, [
      'added: the public half of keys[0] (kid "a")',
      'kept: 2 keys that only the public set has',
    ]);
    const removed = await update(own, published, true);
    assert.equal(removed.text, set(`${ecPublic},"kid":"a"`));
    assert.deepEqual(removed.lines, [
      'added: the public half of keys[0] (kid "a")',
      'removed: keys[0] (kid "old")',
      'removed: keys[1] (kid "older")',
    ]);
  });

  it('makes no edit where the two are in step', async () => {
    const own = set(`${ecPublic},${ecPrivate},"kid":"a"`);
    const { edits, lines, report } = await updatePublicSet.run(
      {
        document: { text: own, path: privatePath },
        public: { text: set(`"kid":"a",${ecPublic}`), path: publicPath },
      },
      deps,
    );
    assert.deepEqual([edits, lines], [[], ['The public set is in step']]);
    assert.deepEqual(report, { added: [], changed: [], removed: [], extra: [] });
  });

  it('fills an empty set, and changes a lone key', async () => {
    const own = set(`${ecPublic},${ecPrivate},"kid":"a"`);
    assert.equal((await update(own, '{"keys":[]}')).text, set(`${ecPublic},"kid":"a"`));
    const lone = await update(`{${ecPublic},${ecPrivate},"kid":"a"}`, `{${ecPublic},"kid":"b"}`);
    assert.equal(lone.text, `{${ecPublic},"kid":"a"}`);
  });

  it('says which keys a lone key has no room for', async () => {
    const own = set(`${ecPublic},${ecPrivate},"kid":"a"`, `${edPublic},${edPrivate},"kid":"b"`);
    const run = (text: string): ReturnType<typeof updatePublicSet.run> =>
      updatePublicSet.run({ document: { text: own, path: privatePath }, public: { text, path: 'public.jwk' } }, deps);
    const told = (labels: string): string =>
      `The public half of ${labels} is missing: the public document is a single key; it takes no other. Name a JWK Set`;
    const one = await run(`{${ecPublic},"kid":"a"}`);
    assert.deepEqual([one.edits, one.lines], [[], ['not added: the public half of keys[1] (kid "b")']]);
    assert.deepEqual(one.notes, [{ severity: 'warning', message: told('keys[1] (kid "b")') }]);
    const none = await run(`{${otherEcPublic},"kid":"c"}`);
    assert.deepEqual(none.lines, [
      'not added: the public half of keys[0] (kid "a")',
      'not added: the public half of keys[1] (kid "b")',
      'kept: 1 key that only the public set has',
    ]);
    assert.equal(none.notes[0]?.message, told('keys[0] (kid "a") and keys[1] (kid "b")'));
  });

  it('writes into a set that stands in a string', async () => {
    const own = set(`${ecPublic},${ecPrivate},"kid":"a"`);
    const held = (inner: string): string => JSON.stringify({ jwks: inner, client_id: 'c' });
    assert.equal((await update(own, held(set(`${ecPublic},"kid":"b"`)))).text, held(set(`${ecPublic},"kid":"a"`)));
  });

  it('refuses a public set with private material, and texts that are not sound', async () => {
    const own = set(`${ecPublic},${ecPrivate}`);
    const run = (document: DocumentInput, published: DocumentInput): Promise<{ failure: string; text: string }> =>
      failure(Promise.resolve().then(() => updatePublicSet.run({ document, public: published }, deps)));
    const at = (text: string, path: string): DocumentInput => ({ text, path });
    assert.deepEqual(await run(at(own, 'a.jwks'), at(set(`${edPublic},${edPrivate}`), 'b.jwks')), {
      failure: 'refused',
      text: 'b.jwks holds private or symmetric material: mend that first, or name the two the other way round',
    });
    assert.match((await run(at(own, 'a.jwks'), at('{"keys":[}', 'b.jwks'))).text, /^b\.jwks:1 is not valid JSON/);
    assert.match((await run(at('{"keys":[}', 'a.jwks'), at('{"keys":[]}', 'b.jwks'))).text, /^a\.jwks:1 is not/);
    assert.match((await run(at(own, 'a.jwks'), at('{}', 'b.json'))).text, /^b\.json holds no JWK and no JWK Set$/);
  });

  it('publishes nothing that gives a secret away', async () => {
    const d = /"d":"([^"]+)"/.exec(ecPrivate)?.[1] ?? '';
    const own = set(`${ecPublic},${ecPrivate},"kid":"${d}","x-note":"${d}"`);
    const { text, lines } = await update(own, '{"keys":[]}');
    assert.equal(text, set(ecPublic));
    assert.deepEqual(lines, ['added: the public half of keys[0]']);
    assert.deepEqual(drift(own, text), { own: [], published: [] });
    for (const finding of [...drift(own, '{"keys":[]}').own, ...drift(own, '{"keys":[]}').published])
      assert.equal(
        [finding.message, ...finding.related.map((r) => r.message), JSON.stringify(finding.fixes()[0]?.edits)]
          .join()
          .includes(d),
        false,
      );
  });
});

describe('after an update', () => {
  const pairs = [
    [ecPublic, ecPrivate],
    [otherEcPublic, otherEcPrivate],
    [edPublic, edPrivate],
    [xPublic, xPrivate],
    [rsaPublic, rsaPrivate],
    [octSecret, ''],
  ] as const;
  const extras = fc.subarray([
    '"use":"sig"',
    '"use":"enc"',
    '"kid":"a"',
    '"kid":"b"',
    '"alg":"RS256"',
    '"key_ops":["sign","verify"]',
    '"key_ops":["verify","deriveBits"]',
    '"key_ops":["deriveKey"]',
    '"key_ops":[]',
    '"x5u":"https://a.example/"',
    '"x5c":["AAAA", "BBBB"]',
    '"nbf": 1.50',
    '"unheard-of":{"a":[1,2]}',
  ]);
  const key = fc.record({ pair: fc.nat(pairs.length - 1), extras, first: fc.boolean() });
  const layout = fc.constantFrom<(keys: object[]) => string>(
    (keys) => JSON.stringify({ keys }),
    (keys) => `${JSON.stringify({ iss: 'a', keys }, null, 2)}\n`,
    (keys) => JSON.stringify({ keys }, null, '\t').replaceAll('\n', '\r\n'),
    (keys) => JSON.stringify(keys, null, 1),
    (keys) => `{"keys":[\n  ${keys.map((k) => JSON.stringify(k)).join(',\n  ')}\n]}`,
  );
  const read = (list: readonly { pair: number; extras: string[]; first: boolean }[], whole: boolean): object[] =>
    list.flatMap(({ pair, extras: more, first }) => {
      const [open, hidden] = pairs[pair] as (typeof pairs)[number];
      if (!whole && hidden === '') return [];
      const own = whole && hidden !== '' ? [open, hidden] : [open];
      return [JSON.parse(`{${(first ? [...more, ...own] : [...own, ...more]).join()}}`) as object];
    });

  it('the two are in step, a second one does nothing, and every other byte is as it was', async () => {
    const secrets = pairs.flatMap(([open, hidden]) =>
      [...`${hidden},${open.includes('"k"') ? open : ''}`.matchAll(/"(?:d|k|p|q|dp|dq|qi)":"([^"]+)"/g)].map(
        ([, secret]) => secret as string,
      ),
    );
    const cases = fc.tuple(fc.array(key, { maxLength: 6 }), fc.array(key, { maxLength: 6 }), layout, fc.boolean());
    await fc.assert(
      fc.asyncProperty(cases, async ([a, b, write, remove]) => {
        const own = write(read(a, true));
        const published = write(read(b, false));
        if (readDocument(own, privatePath).parts.length === 0) return;
        const parameters = (text: string): Parameters<typeof updatePublicSet.run>[0] => ({
          document: { text: own, path: privatePath },
          public: { text, path: publicPath },
          remove,
        });
        const first = await updatePublicSet.run(parameters(published), deps);
        const edits: readonly TextEdit[] = first.edits.flatMap((e) => e.edits);
        const text = applyEdits(published, edits);
        JSON.parse(text);
        assert.equal(
          secrets.some((secret) => text.includes(secret)),
          false,
        );
        const second = await updatePublicSet.run(parameters(text), deps);
        assert.deepEqual(second.edits, [], text);
        const { own: left, published: shown } = drift(own, text);
        assert.deepEqual(
          left.map((f) => f.message),
          [],
        );
        assert.deepEqual(
          shown.filter((f) => f.severity !== 'information').map((f) => f.message),
          [],
        );
        assert.equal(shown.length, first.report.extra.length);
        // The keys that say nothing else keep their bytes.
        const { changed, removed } = first.report;
        if (changed.length === 0 && removed.length === 0 && edits.length > 0) {
          const [edit] = edits;
          assert.equal(edits.length, 1);
          assert.ok(edit !== undefined && (edit.start === edit.end || b.every(({ pair }) => pairs[pair]?.[1] === '')));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a large pair', () => {
  it('is compared in one pass, many copies of one key too', () => {
    const many = (more: (i: number) => string): string =>
      set(...Array.from({ length: 4000 }, (_, i) => `${edPublic},${more(i)}`));
    const { own, published } = drift(
      many((i) => `${edPrivate},"kid":"${i}"`),
      many((i) => `"kid":"${4000 - i}"`),
    );
    assert.deepEqual([own.length, published.length], [1, 1]);
  });
});
