import { allHave } from '../../key/tally.ts';
import { keysArray } from '../../document/document.ts';
import type { Key } from '../../key/key.ts';
import type { UseClass } from '../../registry/algorithms.ts';
import { absencePlace, addMembers } from '../places.ts';
import { defineRule, rfc, type Fix, type Report } from '../rule.ts';
import { ecPublic, edPublic, marked, xPublic } from '../samples.ts';
import { oidcDiscovery } from '../sources.ts';
import { isMixedUse } from './uses.ts';

export const useMissing = defineRule({
  id: 'use-missing',
  group: 'common',
  severity: 'warning',
  summary: 'A key has neither "use" nor "key_ops"',
  message: 'Key has no "use"; some recipients ignore it',
  why: 'Optional in RFC 7517, but Keycloak and others take only keys of a set that state the use they look for: tokens signed with this one then fail with "key not found". For a key that stands alone this is a hint.',
  whenFine:
    'RFC 7517 leaves `use` optional. A key that stands alone, or whose recipients choose by `kid` or `alg`, can do without. Confirmation keys, ephemeral keys and DID documents are not asked for it.',
  fix: 'Inserts "use" as the algorithm or curve implies it; otherwise offers "sig" and "enc".',
  specs: [rfc(7517, '4.2'), oidcDiscovery('3')],
  absence: true,
  examples: {
    bad: [
      {
        text: `{"keys":[{${marked(ecPublic, '"EC"')},"alg":"ES256","kid":"a"}]}`,
        fixed: `{"keys":[{${ecPublic},"alg":"ES256","kid":"a","use":"sig"}]}`,
      },
      {
        title: 'Nothing tells what the key is for',
        text: `{"keys":[{${marked(ecPublic, '"EC"')},"kid":"a"}]}`,
        fixed: `{"keys":[{${ecPublic},"kid":"a","use":"sig"}]}`,
      },
      {
        title: 'A key that stands alone',
        text: `{${marked(xPublic, '"OKP"')}}`,
        fixed: `{${xPublic},"use":"enc"}`,
        severity: 'hint',
      },
    ],
    good: [
      { text: `{"keys":[{${ecPublic},"use":"sig","kid":"a"},{${edPublic},"key_ops":["verify"],"kid":"b"}]}` },
      {
        title: 'The confirmation key of a token needs no use',
        path: 'token.json',
        text: `{"cnf":{"jwk":{${ecPublic}}}}`,
      },
      {
        title: 'A set of signing and encryption keys is the matter of use-required-in-mixed-set',
        text: `{"keys":[{${ecPublic},"use":"sig","kid":"a"},{${xPublic},"alg":"ECDH-ES","kid":"b"}]}`,
      },
    ],
  },
  about: ['no-use'],
  key(key, report, context) {
    if (!context.inSet && context.slot === undefined && lacksUse(key)) report({ ...absence(key), severity: 'hint' });
  },
  set(part, report) {
    if (keysArray(part) === undefined || allHave(part.keys, 'use') || isMixedUse(part)) return;
    for (const key of part.keys) if (lacksUse(key) && !report({ ...absence(key), key })) return;
  },
});

function lacksUse(key: Key): boolean {
  return !key.has('use') && !key.has('key_ops') && key.type !== undefined;
}

function absence(key: Key): Report {
  return { at: absencePlace(key), fixes: () => insertions(key) };
}

function insertions(key: Key): Fix[] {
  const known = impliedUse(key);
  const uses: readonly UseClass[] = known === undefined ? ['sig', 'enc'] : [known];
  return uses.map((use) => ({
    title: `Insert "use": "${use}"`,
    preferred: known !== undefined,
    edits: [addMembers(key, [['use', use]])],
  }));
}

function impliedUse(key: Key): UseClass | undefined {
  const curveClass = key.crvKtyMismatch ? undefined : key.curve?.class;
  return key.algorithm?.class ?? (curveClass === 'both' ? undefined : curveClass);
}
