import { openSet } from '../../core/operations/documents.ts';
import { rotate as operation } from '../../core/operations/rotate.ts';
import { display } from '../../core/text.ts';
import { visibleKid } from '../../core/key/secretKid.ts';
import { describeKey } from '../../core/key/describe.ts';
import type { Snapshot } from '../../documents.ts';
import type { RotateAnswer, RotateCommand } from '../../protocol.ts';
import { inputOf, type CommandContext } from './context.ts';
import { keyAt } from '../position.ts';

/** Adds a successor of the same kind to a set, and its public half to the public set that goes with it. */
export async function rotate(params: RotateCommand, { open, deps, apply }: CommandContext): Promise<RotateAnswer> {
  const snapshot = await open(params.uri);
  const publicSnapshot = params.publicUri === undefined ? undefined : await open(params.publicUri);
  const { keys } = openSet(inputOf(snapshot));
  const index = params.index ?? indexAt(snapshot, params.position) ?? (keys.length === 1 ? keys[0]?.index : undefined);
  if (index === undefined && keys.length > 1) {
    return {
      kind: 'choose',
      keys: keys.map((key) => ({
        index: key.index,
        label: display(visibleKid(key) ?? `keys[${key.index}]`),
        description: describeKey(key),
      })),
    };
  }
  const documents = { set: snapshot, ...(publicSnapshot === undefined ? {} : { public: publicSnapshot }) };
  const publicInput = publicSnapshot === undefined ? undefined : inputOf(publicSnapshot);
  // A public set gets the public half; the private one is handed out apart, so that it is not lost.
  const result = await operation.run({ set: inputOf(snapshot), public: publicInput, index, keyApart: true }, deps);
  await apply(result, documents);
  const apart = result.texts.find((text) => text.secret);
  return {
    kind: 'rotated',
    kid: result.report.to.kid ?? undefined,
    of: result.report.from.kid ?? undefined,
    publicUpdated: result.edits.some((edit) => edit.parameter === 'public'),
    ...(apart === undefined
      ? {}
      : { privateSet: `${JSON.stringify({ keys: [JSON.parse(apart.text) as unknown] }, null, 2)}\n` }),
  };
}

function indexAt(snapshot: Snapshot, position: RotateCommand['position']): number | undefined {
  return position === undefined ? undefined : keyAt(snapshot.document, snapshot.text.offsetAt(position))?.key.index;
}
