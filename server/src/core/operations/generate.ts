import { curveNames } from '../registry/curves.ts';
import { keyOperations } from '../registry/uses.ts';
import { chooseKey, generatedTypes, generatedAkp, offeredAlgorithms, omit } from './choice.ts';
import { appendKeys, holdsPrivate, isPublic, openSet, type OpenSet } from './documents.ts';
import { kidStrategies, requireOneKid, type KidStrategy } from './kid.ts';
import { keyTexts, newKey, type NewKey } from './newKey.ts';
import { defineOperation, information, OperationError, warning, type DocumentEdits, type Note } from './operation.ts';

const algorithmNames = offeredAlgorithms
  .map((a) => a.alg)
  .filter((alg) => !alg.startsWith('ML-') || (generatedAkp as readonly string[]).includes(alg));

export interface GenerateReport {
  readonly kty: string;
  readonly crv: string | null;
  readonly bits: number | null;
  readonly use: string | null;
  readonly alg: string | null;
  readonly kid: string | null;
}

export const generate = defineOperation({
  id: 'generate',
  title: 'Generate Key',
  summary: 'Generate a key: RSA, EC, OKP, oct or AKP (ML-DSA), with algorithm and key ID',
  parameters: [
    {
      name: 'kty',
      type: 'string',
      values: generatedTypes,
      description: 'Key type; follows from the curve or algorithm when left out',
    },
    {
      name: 'crv',
      type: 'string',
      values: curveNames,
      description: 'Curve of an EC or OKP key (default P-256, Ed25519; X25519 for encryption)',
    },
    {
      name: 'bits',
      type: 'integer',
      description:
        'Size of an RSA key (2048, 3072, 4096, or another from 1024 to 16384; default 2048) or a symmetric key (default: what the algorithm needs)',
    },
    {
      name: 'use',
      type: 'string',
      values: ['sig', 'enc', omit],
      description:
        'What the key is for (default: what algorithm and curve allow, else sig); omit leaves the member out',
    },
    {
      name: 'alg',
      type: 'string',
      values: [...algorithmNames, 'EdDSA', omit].filter((v, i, all) => all.indexOf(v) === i),
      description: 'Algorithm (default: the usual one of type, curve and use); omit leaves the member out',
    },
    {
      name: 'keyOps',
      type: 'strings',
      values: [...keyOperations.values()].filter((op) => op.draft !== true).map((op) => op.op),
      description: 'Operations the key is for, written instead of use',
    },
    {
      name: 'kid',
      type: 'string',
      values: kidStrategies,
      description:
        'How the key ID is made: the RFC 7638 thumbprint is the default, for symmetric keys a uuid; date is the next free YYYY-MM-DD_NN, sha1 and sha256 hash the SubjectPublicKeyInfo',
    },
    { name: 'kidText', type: 'string', description: 'The key ID itself, for text' },
    { name: 'set', type: 'boolean', description: 'Write a JWK Set with the one key' },
    {
      name: 'into',
      type: 'document',
      description: 'JWK Set the key is added to; a public one gets the public half only',
    },
    { name: 'whole', type: 'boolean', description: 'Add the private members even to a public set' },
  ],
  async run(parameters, deps) {
    const choice = chooseKey(parameters);
    const into = parameters.into === undefined ? undefined : openSet(parameters.into);
    const strategy = kidStrategy(parameters.kid, parameters.kidText, choice.kty);
    const taken = new Set(into?.keys.flatMap((key) => key.kid?.value ?? []));
    const key = await newKey(choice, { strategy, text: parameters.kidText, taken }, deps);
    const added = into === undefined ? undefined : addKey('into', into, key, parameters.whole === true);
    const report: GenerateReport = {
      kty: choice.kty,
      crv: choice.crv ?? null,
      bits: choice.bits ?? null,
      use: choice.use ?? null,
      alg: choice.alg ?? null,
      kid: key.kid ?? null,
    };
    return {
      texts: keyTexts(key, parameters.set === true),
      edits: added === undefined ? [] : [added.edits],
      report,
      lines: [describe(report)],
      notes: [...key.notes, ...(added?.notes ?? [])],
    };
  },
});

function kidStrategy(strategy: KidStrategy | undefined, text: string | undefined, kty: string): KidStrategy {
  requireOneKid(strategy, text);
  if (text !== undefined) return 'text';
  return strategy ?? (kty === 'oct' ? 'uuid' : 'thumbprint');
}

/**
 * Adds the key to an open set, in the set's own layout: whole where the set is private, its public half where other
 * parties read it.
 * @throws OperationError (`refused`) for a symmetric key and a public set
 */
export function addKey(
  parameter: string,
  set: OpenSet,
  key: NewKey,
  whole = false,
): { edits: DocumentEdits; notes: readonly Note[] } {
  return addKeys(parameter, set, [key], whole);
}

/** As {@link addKey}, of several keys. */
export function addKeys(
  parameter: string,
  set: OpenSet,
  keys: readonly NewKey[],
  whole = false,
): { edits: DocumentEdits; notes: readonly Note[] } {
  const publicOnly = !whole && isPublic(set);
  const jwks = keys.map((key) => (publicOnly ? key.publicJwk : key.jwk)).filter((jwk) => jwk !== undefined);
  if (jwks.length < keys.length)
    throw new OperationError('refused', 'A symmetric key cannot be added to a public set: everybody could read it');
  const edits = { parameter, edits: appendKeys(set, jwks), secret: !publicOnly };
  const [halves, rest, stand] =
    keys.length === 1
      ? (['public half was', 'private key', 'stands'] as const)
      : (['public halves were', 'private keys', 'stand'] as const);
  const notes: Note[] = publicOnly
    ? [information(`The set is public: the ${halves} added, the ${rest} ${stand} apart`)]
    : [];
  if (publicOnly && holdsPrivate(set))
    notes.push(warning('The public set holds private or symmetric material already; whoever reads the set has it'));
  const isSymmetric = keys.map((key) => key.publicJwk === undefined);
  if (isSymmetric.includes(true) && set.keys.some((k) => k.type !== undefined && k.type.kty !== 'oct')) {
    notes.push(warning('The set now mixes symmetric and asymmetric keys'));
  }
  return { edits, notes };
}

/** "EC P-256, use sig, alg ES256, kid …" */
export function describe(report: GenerateReport): string {
  const size = report.crv ?? (report.bits === null ? undefined : `${report.bits} bits`);
  const parts = [
    size === undefined ? report.kty : `${report.kty} ${size}`,
    ...(report.use === null ? [] : [`use ${report.use}`]),
    ...(report.alg === null ? [] : [`alg ${report.alg}`]),
    report.kid === null ? 'no kid' : `kid ${report.kid}`,
  ];
  return parts.join(', ');
}
