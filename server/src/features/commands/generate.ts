import { isPublic, openSet } from '../../core/operations/documents.ts';
import { generate as operation } from '../../core/operations/generate.ts';
import { OperationError } from '../../core/operations/operation.ts';
import { readArguments } from '../../core/operations/arguments.ts';
import type { GenerateAnswer, GenerateCommand } from '../../protocol.ts';
import { inputOf, type CommandContext } from './context.ts';

/** Makes a key; a private one headed for a public document is stopped with a question (product.md G5). */
export async function generate(
  params: GenerateCommand,
  { open, deps, apply }: CommandContext,
): Promise<GenerateAnswer> {
  const { into, publicDocument } = params;
  if (into === undefined) return asText(params, deps);
  const snapshot = await open(into.uri);
  const input = inputOf(snapshot);
  if (params.kty !== 'oct' || publicDocument === undefined) {
    const set = openSet(input);
    if (isPublic(set) && publicDocument === undefined) return { kind: 'public-document', exposure: set.part.exposure };
  }
  const result = await run(params, { into: input, whole: publicDocument === 'whole', set: true }, deps);
  await apply(result, { into: snapshot });
  const halved = result.edits.every((edit) => !edit.secret);
  const privateSet = halved ? result.texts.find((text) => text.secret)?.text : undefined;
  return {
    kind: 'applied',
    kid: result.report.kid ?? undefined,
    warnings: result.notes.filter((n) => n.severity === 'warning').map((n) => n.message),
    ...(privateSet === undefined ? {} : { privateSet }),
  };
}

async function asText(params: GenerateCommand, deps: CommandContext['deps']): Promise<GenerateAnswer> {
  const { texts, report, notes } = await run(params, { set: true }, deps);
  const whole = texts.find((text) => text.secret);
  if (whole === undefined) throw new OperationError('input', 'No key was made');
  return {
    kind: 'text',
    kid: report.kid ?? undefined,
    privateSet: whole.text,
    publicSet: texts.find((text) => text.kind === 'public')?.text,
    warnings: notes.filter((n) => n.severity === 'warning').map((n) => n.message),
  };
}

async function run(
  params: GenerateCommand,
  more: Readonly<Record<string, unknown>>,
  deps: CommandContext['deps'],
): ReturnType<typeof operation.run> {
  const { kid, alg, kty, bits, crv, use, keyOps } = params;
  const given = {
    kty,
    bits,
    crv,
    use,
    keyOps,
    alg: alg === 'none' ? 'omit' : alg,
    kid: kid?.strategy,
    kidText: kid?.strategy === 'text' ? kid.text : undefined,
    ...more,
  };
  const isDocument = (value: unknown): value is never => typeof value === 'object' && value !== null;
  const parameters = readArguments(operation, given, {
    document: (value) => (isDocument(value) ? value : undefined),
    source: () => undefined,
  });
  return operation.run(parameters, deps);
}
