import { presetNames, presets, type PresetKey } from '../registry/presets.ts';
import { count, quoted } from '../text.ts';
import { chooseKey, type KeyChoice } from './choice.ts';
import { isPublic, openSet, writeDocument, type OpenSet } from './documents.ts';
import { addKeys, describe, type GenerateReport } from './generate.ts';
import { maxPresetKeys, readPreset } from './generateSetPreset.ts';
import { kidStrategies, type KidStrategy } from './kid.ts';
import { newKey, type NewKey } from './newKey.ts';
import { defineOperation, distinct, OperationError, type OperationDeps, type ResultText } from './operation.ts';

export interface GenerateSetReport {
  /** The preset's name, one of ours or the user's own. */
  readonly preset: string;
  readonly keys: readonly GenerateReport[];
}

export const generateSet = defineOperation({
  id: 'generateSet',
  title: 'Generate Key Set',
  summary: 'Generate all keys of a server or client in one step, from a preset',
  parameters: [
    { name: 'preset', type: 'string', values: presetNames, description: 'Which keys, by the name of a preset' },
    { name: 'presetFile', type: 'document', description: 'Which keys, by a preset of your own (docs/presets.md)' },
    {
      name: 'kid',
      type: 'string',
      values: kidStrategies.filter((strategy) => strategy !== 'text'),
      description:
        'How key IDs are made, but for those the preset fixes (default: as the preset says, else thumbprint)',
    },
    {
      name: 'into',
      type: 'document',
      description: 'JWK Set the keys are added to; a public one gets the public halves only',
    },
  ],
  async run(parameters, deps) {
    const preset = chosenPreset(parameters);
    const wishes = preset.keys.flatMap((key, i) => wish(key, i, parameters.kid));
    const into = parameters.into === undefined ? undefined : openSet(parameters.into);
    const taken = new Set(into?.keys.flatMap((key) => key.kid?.value ?? []));
    // RSA keys take seconds: what cannot be done is said first.
    requireFit(wishes, taken, into);
    if (into !== undefined && isPublic(into)) deps.beforeHalving?.();
    const made = await makeAll(wishes, taken, deps);
    const added = into === undefined ? undefined : addKeys('into', into, made);
    const report = { preset: preset.name, keys: made.map((key, i) => reportOf(wishes[i] as Wish, key)) };
    return {
      texts: setTexts(made),
      edits: added === undefined ? [] : [added.edits],
      report,
      lines: [...report.keys.map(describe), count(made.length, 'key')],
      notes: distinct([...made.flatMap((key) => key.notes), ...(added?.notes ?? [])]),
    };
  },
});

function chosenPreset({
  preset,
  presetFile,
}: {
  readonly preset?: (typeof presetNames)[number] | undefined;
  readonly presetFile?: Parameters<typeof readPreset>[0] | undefined;
}): { readonly name: string; readonly keys: readonly PresetKey[] } {
  if (preset !== undefined && presetFile !== undefined)
    throw new OperationError(
      'usage',
      ({ parameter }) =>
        `Keys are made from a preset by its name (${parameter('preset')}) or from a file (${parameter('presetFile')}); not both`,
    );
  if (presetFile !== undefined) return readPreset(presetFile);
  if (preset === undefined)
    throw new OperationError(
      'usage',
      ({ parameter }) =>
        `Say which keys are wanted: a preset (${presetNames.join(', ')}) by ${parameter('preset')}, or a file with one by ${parameter('presetFile')}`,
    );
  return { name: preset, keys: presets[preset].keys };
}

/** A key that is to be made. */
interface Wish {
  readonly choice: KeyChoice;
  readonly strategy: KidStrategy;
  readonly kidText: string | undefined;
}

/** The keys one entry of a preset stands for. */
function wish(key: PresetKey, index: number, kid: KidStrategy | undefined): readonly Wish[] {
  const { kidText, count: times = 1, kid: own, ...request } = key;
  const fail = (message: string): OperationError =>
    new OperationError('usage', `keys[${index}] of the preset: ${message}`);
  if (times < 1 || times > maxPresetKeys) throw fail(`"count" must be 1 to ${maxPresetKeys}`);
  if (kidText !== undefined && times > 1)
    throw fail('several keys cannot share one kid; leave "count" or "kidText" out');
  if (kidText !== undefined && own !== undefined && own !== 'text')
    throw fail('a key ID is either given as text or made; not both');
  if (own === 'text' && kidText === undefined) throw fail('"kid" is "text", but there is no "kidText"');
  const choice = chosen(request, fail);
  const usual = choice.kty === 'oct' ? 'uuid' : 'thumbprint';
  const strategy = kidText === undefined ? (kid ?? (own as KidStrategy | undefined) ?? usual) : 'text';
  return Array.from({ length: times }, () => ({ choice, strategy, kidText }));
}

function chosen(request: Parameters<typeof chooseKey>[0], fail: (message: string) => OperationError): KeyChoice {
  try {
    return chooseKey(request);
  } catch (error) {
    throw error instanceof OperationError ? fail(error.message) : error;
  }
}

function requireFit(wishes: readonly Wish[], taken: ReadonlySet<string>, into: OpenSet | undefined): void {
  if (wishes.length > maxPresetKeys)
    throw new OperationError('usage', `The preset has ${wishes.length} keys; ${maxPresetKeys} are the most`);
  const seen = new Set<string>();
  for (const { kidText } of wishes) {
    if (kidText === undefined) continue;
    if (seen.has(kidText)) throw new OperationError('usage', `The preset gives two keys the kid ${quoted(kidText)}`);
    if (taken.has(kidText))
      throw new OperationError('usage', `The set already has a key with kid ${quoted(kidText)}; take it out first`);
    seen.add(kidText);
  }
  if (into !== undefined && isPublic(into) && wishes.some(({ choice }) => choice.kty === 'oct')) {
    throw new OperationError(
      'refused',
      'The set is public, and the preset has symmetric keys, which everybody could read there: name the private set',
    );
  }
}

async function makeAll(wishes: readonly Wish[], taken: Set<string>, deps: OperationDeps): Promise<readonly NewKey[]> {
  // A kid that is made must not be one that is fixed further down.
  for (const { kidText } of wishes) if (kidText !== undefined) taken.add(kidText);
  const made: NewKey[] = [];
  for (const [i, { choice, strategy, kidText }] of wishes.entries()) {
    deps.checkpoint?.();
    const numbered = (message: string): void => deps.progress?.(`${message} (${i + 1} of ${wishes.length})`);
    const free = kidText === undefined ? taken : new Set<string>();
    const key = await newKey(choice, { strategy, text: kidText, taken: free }, { ...deps, progress: numbered });
    if (key.kid !== undefined) taken.add(key.kid);
    made.push(key);
  }
  return made;
}

function reportOf({ choice }: Wish, { kid }: NewKey): GenerateReport {
  const { kty, crv, bits, use, alg } = choice;
  return { kty, crv: crv ?? null, bits: bits ?? null, use: use ?? null, alg: alg ?? null, kid: kid ?? null };
}

/** The set with all keys, and the one others may read; none of symmetric keys alone. */
function setTexts(made: readonly NewKey[]): ResultText[] {
  const halves = made.flatMap((key) => key.publicJwk ?? []);
  const whole = writeDocument({ keys: made.map((key) => key.jwk) });
  if (halves.length === 0) return [{ kind: 'symmetric', text: whole, secret: true }];
  return [
    { kind: 'private', text: whole, secret: true },
    { kind: 'public', text: writeDocument({ keys: halves }), secret: false },
  ];
}
