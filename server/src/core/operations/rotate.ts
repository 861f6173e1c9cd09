import type { Key } from '../key/key.ts';
import type { UseClass } from '../registry/algorithms.ts';
import { isKeyType } from '../registry/keyTypes.ts';
import { isCurve } from '../registry/curves.ts';
import { privateCounterparts } from '../registry/uses.ts';
import { list } from '../text.ts';
import { chooseKey, generatedAkp, omit, type KeyChoice } from './choice.ts';
import { appendKeys, holdsPrivate, isPublic, keyLabel, openSet, requirePublic, type OpenSet } from './documents.ts';
import { visibleKid } from '../key/secretKid.ts';
import { addKey } from './generate.ts';
import { kidOrigin, kidStrategies, requireOneKid, type KidStrategy } from './kid.ts';
import { selectKey } from './selectKey.ts';
import { keyTexts, newKey, type Jwk, type NewKey } from './newKey.ts';
import { defineOperation, information, OperationError, warning, type DocumentEdits, type Note } from './operation.ts';

export interface RotateReport {
  /** The key that gets a successor, and the successor. */
  readonly from: { readonly index: number; readonly kid: string | null };
  readonly to: { readonly kid: string | null; readonly kty: string; readonly alg: string | null };
}

export const rotate = defineOperation({
  id: 'rotate',
  title: 'Rotate Key',
  summary: 'Add a successor of the same kind to a key set, and its public half to the public set',
  parameters: [
    {
      name: 'set',
      type: 'document',
      required: true,
      description: 'JWK Set with the key; the private one where there are two',
    },
    { name: 'public', type: 'document', description: 'Public JWK Set that is kept in step' },
    {
      name: 'key',
      type: 'string',
      description: 'kid of the key that gets a successor; may be left out when the set has one key',
    },
    {
      name: 'index',
      type: 'integer',
      description: 'Its place in the set, counted from 0, where kids are missing or shared',
    },
    { name: 'keyApart', type: 'boolean', description: 'The set is public: hand out the new private key apart from it' },
    {
      name: 'kid',
      type: 'string',
      values: kidStrategies,
      description: 'How the new kid is made (default: as the old one was)',
    },
    { name: 'kidText', type: 'string', description: 'The new kid itself' },
  ],
  async run(parameters, deps) {
    const set = openSet(parameters.set);
    const publicSet = parameters.public === undefined ? undefined : openSet(parameters.public);
    if (publicSet !== undefined) requirePublic(publicSet);
    if (isPublic(set) && parameters.keyApart !== true) throw new OperationError('refused', publicRefusal(set));
    const old = selectKey(set.keys, parameters, 'Say which key gets a successor');
    const choice = sameKind(old);
    const taken = new Set([...set.keys, ...(publicSet?.keys ?? [])].flatMap((key) => key.kid?.value ?? []));
    const style = kidStyle(old, parameters.kid, parameters.kidText);
    const made = await newKey(choice, { strategy: style.strategy, text: parameters.kidText, taken }, deps);
    const key = withUseOf(old, made);
    const added = addKey('set', set, key);
    const alsoAdded = publicSet === undefined ? undefined : addPublic(publicSet, key);
    const isKept = added.edits.secret;
    const kid = visibleKid(old) ?? null;
    return {
      texts: isKept ? keyTexts(key, false).filter((t) => !t.secret) : keyTexts(key, false),
      edits: [added.edits, ...(alsoAdded === undefined ? [] : [alsoAdded])],
      report: {
        from: { index: old.index, kid },
        to: { kid: key.kid ?? null, kty: choice.kty, alg: choice.alg ?? null },
      },
      lines: [`${keyLabel(old)} has a successor: ${key.kid === undefined ? 'without kid' : `kid ${key.kid}`}`],
      notes: [...key.notes, ...style.notes, ...added.notes, ...stepNotes(old, publicSet)],
    };
  },
});

function publicRefusal(set: OpenSet): string {
  const apart = 'or ask for the key apart';
  return holdsPrivate(set)
    ? `The set is public by its place or name, though it holds private or symmetric material: no private key is added. Rename it or set its exposure if it is the private set, ${apart} and take the private material out`
    : `The set is public, so that the new private key has no place in it: rotate the private set and name this one as its public set, ${apart}`;
}

/** The wish for a key with the old one's type, size, use, algorithm and operations. */
function sameKind(old: Key): KeyChoice {
  const kty = old.kty?.value;
  const where = keyLabel(old);
  if (kty === undefined || !isKeyType(kty))
    throw new OperationError('input', `${where} has no key type that could be generated`);
  const crv = old.crv?.value;
  const alg = old.algorithm;
  if (kty === 'AKP' && !(generatedAkp as readonly string[]).includes(alg?.alg ?? '')) {
    throw new OperationError('input', `${where}: of AKP keys only ${list(generatedAkp)} can be generated`);
  }
  if (alg === undefined && old.has('alg')) {
    throw new OperationError(
      'input',
      `${where} names an algorithm that is not known; its successor would not be of the same kind`,
    );
  }
  const written = old.use?.value;
  const use: UseClass | undefined = written === 'sig' || written === 'enc' ? written : undefined;
  const ops = old.keyOps.filter((op) => op.registered).map((op) => op.value);
  // A private key, and a symmetric one, says itself what its successor does.
  const keyOps = kty === 'oct' || old.isPrivate ? ops : ops.map((op) => privateCounterparts.get(op) ?? op);
  const pairHasCurve = (kty === 'EC' || kty === 'OKP') && crv !== undefined && isCurve(crv);
  const request = {
    kty,
    ...(pairHasCurve ? { crv } : {}),
    ...(kty === 'RSA' || kty === 'oct' ? { bits: successorBits(old) } : {}),
    use,
    alg: alg?.alg ?? omit,
    keyOps,
  };
  const choice = chooseKey(request);
  return old.has('use') ? choice : { ...choice, use: undefined };
}

/** The old size, mended where not every host could make it again (a multiple of 128 bits) or it was too small. */
function successorBits(old: Key): number {
  const bits = old.bits ?? (old.type?.kty === 'RSA' ? 2048 : 256);
  return old.type?.kty === 'RSA' ? Math.max(2048, Math.ceil(bits / 128) * 128) : bits;
}

/** The key with the old one's `use` where that is no registered value: SPIFFE's, or one of the users' own. */
function withUseOf({ use }: Key, made: NewKey): NewKey {
  if (use === undefined || use.registered) return made;
  // In its usual place, behind kty, whether the new key has a use by now or not.
  const put = (jwk: Jwk): Jwk => Object.assign({ kty: jwk.kty, use: use.raw }, jwk, { use: use.raw });
  return { ...made, jwk: put(made.jwk), publicJwk: made.publicJwk === undefined ? undefined : put(made.publicJwk) };
}

function kidStyle(
  old: Key,
  strategy: KidStrategy | undefined,
  text: string | undefined,
): { strategy: KidStrategy; notes: readonly Note[] } {
  requireOneKid(strategy, text);
  if (text !== undefined) return { strategy: 'text', notes: [] };
  if (strategy !== undefined) return { strategy, notes: [] };
  const usual = old.type?.kty === 'oct' ? 'uuid' : 'thumbprint';
  const origin = kidOrigin(old);
  if (origin?.strategy !== undefined) return { strategy: origin.strategy, notes: [] };
  if (origin === undefined)
    return {
      strategy: usual,
      notes: [information('The old key has no kid; the successor has one, so that the two can be told apart')],
    };
  const note = information(
    `How the old kid was made cannot be told (${origin.text}); the new one is a ${usual === 'uuid' ? 'UUID' : 'thumbprint'}`,
  );
  return { strategy: usual, notes: [note] };
}

function addPublic(set: OpenSet, key: NewKey): DocumentEdits {
  if (key.publicJwk === undefined)
    throw new OperationError('refused', 'A symmetric key has no public half; leave the public set out');
  return { parameter: 'public', edits: appendKeys(set, [key.publicJwk]), secret: false };
}

function stepNotes(old: Key, publicSet: OpenSet | undefined): Note[] {
  const notes = [
    information(
      'Next: publish the set, wait until consumers have it, then sign with the new key, and remove the old one when its last token has expired',
    ),
  ];
  const known = old.canonicalThumbprint;
  if (
    publicSet !== undefined &&
    old.type?.kty !== 'oct' &&
    !publicSet.keys.some((key) => key.canonicalThumbprint === known)
  ) {
    notes.unshift(warning(`The public set does not have ${keyLabel(old)}: the two sets were not in step`));
  }
  if (old.has('use') && old.use === undefined)
    notes.unshift(warning(`The use of ${keyLabel(old)} is no text; the successor has the usual one`));
  const replaced = (old.bits ?? 0) < 2048 && old.type?.kty === 'RSA';
  if (replaced) notes.unshift(warning(`The old key has ${old.bits ?? 0} bits; its successor has 2048`));
  return notes;
}
