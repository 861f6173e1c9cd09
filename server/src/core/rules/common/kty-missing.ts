import { prependMember, replace, type TextEdit } from '../../document/edits.ts';
import { opening } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';
import type { KeyTypeName } from '../../registry/keyTypes.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';

export const ktyMissing = defineRule({
  id: 'kty-missing',
  group: 'common',
  severity: 'error',
  summary: 'A key has no "kty"',
  message: '"kty" is required{hint}',
  why: 'Without a key type nothing else in the key has a meaning: 12 of 13 applicable libraries reject such a key, and one of them in a set can make the whole set unreadable.',
  fix: 'Inserts the key type its other members show. The keys of a nested set take its place.',
  specs: [rfc(7517, '4.1')],
  absence: true,
  examples: {
    bad: [
      {
        path: 'key.jwk',
        text: '⟦{⟧"crv":"P-256","x":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y","y":"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes"}',
        fixed:
          '{"kty":"EC","crv":"P-256","x":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y","y":"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes"}',
      },
      {
        title: 'A set among the keys of a set',
        path: 'jwks.json',
        text: '{"keys":[⟦{⟧"keys":[{"kty":"OKP","crv":"Ed25519","x":"Et76nQRyOmCobvCD8m5ykkyraok1WB-Ee4P1ZW4hpBg","use":"sig","kid":"a"}]}]}',
        fixed:
          '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"Et76nQRyOmCobvCD8m5ykkyraok1WB-Ee4P1ZW4hpBg","use":"sig","kid":"a"}]}',
      },
    ],
    good: [
      {
        path: 'key.jwk',
        text: '{"kty":"EC","crv":"P-256","x":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y","y":"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes"}',
      },
    ],
  },
  about: ['no-kty'],
  key(key, report, context) {
    if (key.has('kty')) return;
    const kty = inferredType(key);
    const nested = key.has('keys');
    report({
      at: opening(key.object),
      data: { hint: kty !== undefined ? ` (looks like ${kty})` : nested ? ' (this is a nested JWK Set)' : '' },
      fixes: () => (kty !== undefined ? [insertType(key, kty)] : context.inSet ? spliceKeys(key) : []),
    });
  },
});

function inferredType(key: Key): KeyTypeName | undefined {
  if (key.has('n') || key.has('e')) return 'RSA';
  if (key.has('pub')) return 'AKP';
  if (key.has('k')) return 'oct';
  if (key.curve !== undefined) return key.curve.kty;
  return key.has('x') && key.has('y') ? 'EC' : undefined;
}

function insertType(key: Key, kty: KeyTypeName): Fix {
  return { title: `Insert "kty": "${kty}"`, edits: [prependMember(key.text, key.object, 'kty', JSON.stringify(kty))] };
}

function spliceKeys(key: Key): Fix[] {
  const keys = key.value('keys');
  if (keys?.type !== 'array') return [];
  const [first] = keys.items;
  const last = keys.items.at(-1);
  if (first === undefined || last === undefined) return [{ title: 'Remove the nested set', edits: 'remove-key' }];
  const edits: TextEdit[] = [replace(key.object, key.text.slice(first.start, last.end))];
  return [{ title: 'Replace the nested set by its keys', edits }];
}
