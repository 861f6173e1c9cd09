import type { Key } from '../key/key.ts';
import { visibleKid } from '../key/secretKid.ts';
import { publicPlace, toDocument, updatePair, type PairUpdate, type PublicPlace } from '../pairs/update.ts';
import { count, list, quoted } from '../text.ts';
import { displayWord } from '../words.ts';
import { keyLabel, openSet, openSoundKeys, requirePublic, type OpenKeys } from './documents.ts';
import { defineOperation, information, OperationError, warning, type DocumentEdits, type Note } from './operation.ts';

/** Key IDs, null where a key has none that may be shown. */
type Kids = readonly (string | null)[];

export interface UpdatePublicReport {
  /** Keys whose public half was missing. */
  readonly added: Kids;
  /** Keys that said something else, and the members that were brought in step. */
  readonly changed: readonly { readonly kid: string | null; readonly members: readonly string[] }[];
  /** Keys the private set does not have, that were removed, and that stayed. */
  readonly removed: Kids;
  readonly extra: Kids;
}

export const updatePublicSet = defineOperation({
  id: 'updatePublicSet',
  title: 'Update Public Set',
  summary: 'Bring a public set in step with the private set it was made from',
  parameters: [
    { name: 'document', type: 'document', required: true, description: 'JWK Set with the private keys' },
    { name: 'public', type: 'document', required: true, description: 'Public JWK Set that is brought in step' },
    { name: 'remove', type: 'boolean', description: 'Also remove keys that the private set does not have' },
  ],
  run({ document, public: published, remove }) {
    const own = openSoundKeys(document);
    const open = openSoundKeys(published);
    requirePublic(open);
    const place = placeOf(open);
    const update = updatePair(own.keys, place, remove === true);
    const edits = editsOf(open, place, update);
    const { added, changed, removed, extra } = update;
    const kids = (keys: readonly Key[]): Kids => keys.map((key) => visibleKid(key) ?? null);
    const report: UpdatePublicReport = {
      added: kids(added),
      changed: changed.map(({ own: key, members }) => ({ kid: visibleKid(key) ?? null, members })),
      removed: kids(removed),
      extra: kids(extra),
    };
    return Promise.resolve({ texts: [], edits, report, lines: linesOf(update), notes: notesOf(own, update, remove) });
  },
});

function placeOf(open: OpenKeys): PublicPlace {
  const place = publicPlace(open.document);
  if (place !== undefined) return place;
  // Says what is wrong with it as a set.
  openSet(open.input);
  throw new OperationError('input', 'The public document has no one JWK Set; name one that has');
}

function editsOf({ document }: OpenKeys, place: PublicPlace, { edits }: PairUpdate): DocumentEdits[] {
  if (edits.length === 0) return [];
  const outer = toDocument(document, place, edits);
  if (outer === undefined)
    throw new OperationError('input', 'The set stands in a string that cannot be written back; mend its escapes first');
  return [{ parameter: 'public', edits: outer, secret: false }];
}

function linesOf({ added, left, changed, removed, extra }: PairUpdate): string[] {
  const lines = [
    ...added.map((key) => `added: the public half of ${keyLabel(key)}`),
    ...left.map((key) => `not added: the public half of ${keyLabel(key)}`),
    ...changed.map(
      ({ published, members }) =>
        `changed: ${list(members.map((name) => quoted(displayWord(name))))} of ${keyLabel(published)}`,
    ),
    ...removed.map((key) => `removed: ${keyLabel(key)}`),
  ];
  const kept = extra.length === 0 ? [] : [`kept: ${count(extra.length, 'key')} that only the public set has`];
  return lines.length === 0 ? ['The public set is in step', ...kept] : [...lines, ...kept];
}

function notesOf({ keys }: OpenKeys, { left, extra, removed }: PairUpdate, remove: boolean | undefined): Note[] {
  return [
    ...(left.length === 0
      ? []
      : [
          warning(
            `The public half of ${list(left.map((key) => keyLabel(key)))} is missing: the public document is a single key; it takes no other. Name a JWK Set`,
          ),
        ]),
    ...(keys.some((key) => key.isPrivate)
      ? []
      : [warning('The private set holds no private key: perhaps the two sets were named the wrong way round')]),
    ...(extra.length === 0 || remove === true
      ? []
      : [
          information(
            'Keys that only the public set has are retired ones as a rule: remove them when the last token they signed has expired',
          ),
        ]),
    ...(removed.length === 0
      ? []
      : [warning('Tokens signed with a key that was removed no longer verify once consumers have the new set')]),
  ];
}
