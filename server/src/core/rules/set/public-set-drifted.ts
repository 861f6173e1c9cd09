import type { DocumentPart, JwkDocument } from '../../document/document.ts';
import type { TextEdit } from '../../document/edits.ts';
import { member, opening, type Span } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';
import { visibleKid } from '../../key/secretKid.ts';
import { comparePair, type Comparison, type Differing } from '../../pairs/compare.ts';
import { publicPlace, readAnew, toDocument, updatePair } from '../../pairs/update.ts';
import { list, quoted } from '../../text.ts';
import { defineRule, rfc, type Counterpart, type Fix, type Reporter } from '../rule.ts';
import { ecPrivate, ecPublic, edPrivate, edPublic, octSecret, otherEcPublic } from '../samples.ts';

/** More findings of one severity are not shown of a document (rules.md §3.3): what lies behind need not be told. */
const maxTold = 200;
/** So many keys are named one by one. */
const maxNamed = 3;

const privatePath = 'keys.private.jwks';
const publicPath = 'jwks.json';
const privateText = `{"keys":[{${ecPublic},${ecPrivate},"kid":"a","use":"sig"},{${edPublic},${edPrivate},"kid":"b","use":"sig"}]}`;

export const publicSetDrifted = defineRule({
  id: 'public-set-drifted',
  group: 'set',
  severity: 'warning',
  summary: 'A public set is out of step with the private set it was made from',
  message: 'Out of step with {other}: {what}',
  why: 'Signatures of a key whose public half is not published are rejected, and nobody can encrypt to it. Where `kid`, `use`, `alg` or certificates differ, verifiers choose another key than the one that was meant, or none. The pair is named in the setting `pairs` ([Linked pairs](../pairs.md)); both documents say so.',
  whenFine:
    'A key that only the public set has is told as information: after a rotation the old key stays published until the last token it signed has expired. Symmetric keys have no public half and are not missed. Layout, the order of keys and members, and members that nobody knows to be public are no difference.',
  fix: 'Brings the public set in step, from either document: adds missing public halves and changes the members that differ. Keys that only the public set has stay.',
  specs: [rfc(7517, '5'), rfc(7638, '3'), rfc(7517, '4.5')],
  examples: {
    bad: [
      {
        title: 'A key was added to the private set only',
        path: publicPath,
        text: `{⟦"keys"⟧:[{${ecPublic},"kid":"a","use":"sig"}]}`,
        counterpart: { side: 'private', path: privatePath, text: privateText },
        fixed: `{"keys":[{${ecPublic},"kid":"a","use":"sig"},{${edPublic},"kid":"b","use":"sig"}]}`,
      },
      {
        title: 'The same, seen from the private set; the fix changes the public one',
        path: privatePath,
        text: privateText.replace('"kid":"b"', '"kid":⟦"b"⟧'),
        counterpart: { side: 'public', path: publicPath, text: `{"keys":[{${ecPublic},"kid":"a","use":"sig"}]}` },
        fixed: `{"keys":[{${ecPublic},"kid":"a","use":"sig"},{${edPublic},"kid":"b","use":"sig"}]}`,
      },
      {
        title: 'A key ID was changed, an algorithm added and the address of a certificate put in one set only',
        path: publicPath,
        text: `{"keys":[{${ecPublic},"kid":⟦"old"⟧,"use":"sig"},⟦{⟧${edPublic},"use":"sig","x5u":"https://a.example/"}]}`,
        counterpart: {
          side: 'private',
          path: privatePath,
          text: privateText.replace('"kid":"b"', '"alg":"Ed25519"'),
        },
        fixed: `{"keys":[{${ecPublic},"kid":"a","use":"sig"},{${edPublic},"use":"sig","alg":"Ed25519"}]}`,
      },
      {
        title: 'A retired key',
        path: publicPath,
        text: `{"keys":[{${ecPublic},"kid":"a","use":"sig"},{${edPublic},"kid":"b","use":"sig"},{${otherEcPublic},"kid":⟦"c"⟧,"use":"sig"}]}`,
        counterpart: { side: 'private', path: privatePath, text: privateText },
        severity: 'information',
      },
    ],
    good: [
      {
        title: 'In step: order and layout are no difference, and symmetric keys have no public half',
        path: publicPath,
        text: `{\n  "keys": [\n    { "kid": "b", "use": "sig", ${edPublic} },\n    { ${ecPublic}, "key_ops": ["verify"] }\n  ]\n}`,
        counterpart: {
          side: 'private',
          path: privatePath,
          text: `{"keys":[{${ecPublic},${ecPrivate},"key_ops":["sign"]},{${octSecret}},{${edPublic},${edPrivate},"kid":"b","use":"sig"}]}`,
        },
      },
      { title: 'No pair', path: publicPath, text: `{"keys":[{${ecPublic},"kid":"a","use":"sig"}]}` },
    ],
  },
  document(document, report, { counterparts }) {
    // A text that is cut or broken cannot show what it lacks, nor be mended.
    const whole = counterparts.filter((counterpart) => isWhole(counterpart.document));
    if (whole.length === 0 || !isWhole(document)) return;
    const unknown = new Map<Key, Counterpart[]>();
    for (const counterpart of whole) {
      const told = tell(document, counterpart, report);
      for (const key of told.unknown) unknown.set(key, [...(unknown.get(key) ?? []), counterpart]);
    }
    // A public set may be made from several private ones.
    const sources = whole.filter(({ side }) => side === 'private');
    let toldUnknown = 0;
    for (const [key, lacking] of unknown) {
      if (lacking.length === sources.length && ++toldUnknown <= maxTold) reportUnknown(key, sources, report);
    }
  },
});

function isWhole({ errors, parts, tooLong, snippet }: JwkDocument): boolean {
  return (
    errors.length === 0 && !tooLong && snippet === undefined && parts.every((part) => (part.errors ?? []).length === 0)
  );
}

function keysOf({ parts }: JwkDocument): readonly Key[] {
  const [part] = parts;
  return parts.length === 1 && part !== undefined ? part.keys : parts.flatMap(({ keys }) => keys);
}

/** Reports what is missing or differs, and says which keys the public document, when it is the one at hand, has alone. */
function tell(document: JwkDocument, counterpart: Counterpart, report: Reporter): Pick<Comparison, 'unknown'> {
  const [own, published] =
    counterpart.side === 'public' ? [document, counterpart.document] : [counterpart.document, document];
  const { missing, differing, unknown } = comparePair(keysOf(own), keysOf(published));
  let edits: readonly TextEdit[] | undefined;
  const fixes = (): Fix[] => {
    edits ??= mend(own, published);
    const title =
      counterpart.side === 'public'
        ? `Update ${counterpart.name} from ${counterpart.ownName}`
        : `Update ${counterpart.ownName} from ${counterpart.name}`;
    return edits.length === 0
      ? []
      : [{ title, edits, whole: counterpart.side === 'public' ? counterpart : 'document' }];
  };
  if (counterpart.side === 'public') tellPrivate(missing, differing, counterpart, report, fixes);
  else tellPublic(document, missing, differing, counterpart, report, fixes);
  return { unknown: counterpart.side === 'private' ? unknown : [] };
}

function tellPrivate(
  missing: readonly Key[],
  differing: readonly Differing[],
  other: Counterpart,
  report: Reporter,
  fixes: () => Fix[],
): void {
  const place = placeOfKeys(other.document);
  // What stands in a string has no offsets of its own in the document.
  const isPlain = place !== undefined && place.part.excerpt === undefined;
  const related = isPlain ? [{ at: place.at, other, message: 'The public set' }] : [];
  for (const key of missing.slice(0, maxTold)) {
    report({ at: markOf(key), key, data: { other: other.name, what: 'this key is not there' }, related, fixes });
  }
  for (const { own, published, members } of differing.slice(0, maxTold)) {
    report({
      at: markOf(own),
      key: own,
      data: { other: other.name, what: `${saying(members)} there` },
      related: [{ at: markOf(published), key: published, other, message: 'The public half' }],
      fixes,
    });
  }
}

function tellPublic(
  document: JwkDocument,
  missing: readonly Key[],
  differing: readonly Differing[],
  other: Counterpart,
  report: Reporter,
  fixes: () => Fix[],
): void {
  const place = placeOfKeys(document);
  if (missing.length > 0 && place !== undefined) {
    report({
      ...place,
      data: { other: other.name, what: `${named(missing)} not here` },
      related: missing
        .slice(0, maxNamed)
        .map((key) => ({ at: markOf(key), key, other, message: 'The public half of this key is missing' })),
      fixes,
    });
  }
  for (const { own, published, members } of differing.slice(0, maxTold)) {
    report({
      at: markOf(published),
      key: published,
      data: { other: other.name, what: `${saying(members)} there` },
      related: [{ at: markOf(own), key: own, other, message: 'The private key' }],
      fixes,
    });
  }
}

function reportUnknown(key: Key, sources: readonly Counterpart[], report: Reporter): void {
  report({
    at: markOf(key),
    key,
    severity: 'information',
    data: {
      other: list(sources.map(({ name }) => name)),
      what: 'this key is only here; a retired key stays published until the last token it signed has expired',
    },
  });
}

/** The key ID is what people know a key by. */
function markOf(key: Key): Span {
  return key.kid ?? opening(key.object);
}

/** `"kid" and "alg" differ`: members are those of the registry, hence no secrets. */
function saying(members: readonly string[]): string {
  return members.length === 1 ? `${quoted(members[0] ?? '')} differs` : `${list(members.map(quoted))} differ`;
}

/** Which keys are missing, by key ID. */
function named(keys: readonly Key[]): string {
  const kids = keys.slice(0, maxNamed).map((key) => {
    const kid = visibleKid(key);
    return kid === undefined ? `keys[${key.index}]` : `kid ${quoted(kid)}`;
  });
  const more = keys.length - kids.length;
  const all = more > 0 ? [...kids, `${more} more`] : kids;
  return `the public ${keys.length === 1 ? 'half' : 'halves'} of ${list(all)} ${keys.length === 1 ? 'is' : 'are'}`;
}

/** What stands for the keys of a document as such: the name `keys`, or where a bare array or lone key begins. */
function placeOfKeys({ parts }: JwkDocument): { at: Span; part: DocumentPart } | undefined {
  const part = parts.find(({ kind }) => kind === 'set') ?? parts[0];
  if (part === undefined) return undefined;
  if (part.kind === 'key') return { at: opening(part.keys[0].object), part };
  const name = part.object === undefined ? undefined : member(part.object, 'keys')?.name;
  const holder = part.holder ?? part.object;
  const at = name ?? (holder === undefined ? undefined : opening(holder));
  return at === undefined ? undefined : { at, part };
}

/** Edits of the public document; none where it has no place for public halves, or holds what must not be touched. */
function mend(own: JwkDocument, published: JwkDocument): readonly TextEdit[] {
  const anew = readAnew(published);
  const place = publicPlace(anew);
  if (place === undefined || anew.parts.some(({ keys }) => keys.some((key) => key.isPrivate))) return [];
  const { edits } = updatePair(keysOf(readAnew(own)), place, false);
  return toDocument(anew, place, edits) ?? [];
}
