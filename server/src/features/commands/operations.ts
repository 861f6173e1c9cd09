/**
 * The commands that are operations. A bundle of its own under Node (esbuild.mjs), loaded when the first is run: to find
 * faults an editor needs none of them.
 */
import { operationsById } from '../../core/operations/index.ts';
import { serverCommandPrefix, type ServerCommands } from '../../protocol.ts';
import type { CommandContext } from './context.ts';
import { fetchKeySet } from './fetch.ts';
import { generate } from './generate.ts';
import { inspect } from './inspect.ts';
import { publicKeySet } from './publicKeySet.ts';
import { rotate } from './rotate.ts';
import { runOperation } from './run.ts';

type Run<C extends keyof ServerCommands> = (
  params: ServerCommands[C]['params'],
  context: CommandContext,
) => Promise<ServerCommands[C]['result']>;

/** Those with parameters or answers of their own; every other operation has those of the operation table. */
const own: { readonly [C in keyof ServerCommands]?: Run<C> } = {
  'jwk.server.generate': generate,
  'jwk.server.publicKeySet': publicKeySet,
  'jwk.server.inspect': inspect,
  'jwk.server.fetch': fetchKeySet,
  'jwk.server.rotate': rotate,
};

/** @param command one that there is */
export function runCommand(
  command: keyof ServerCommands,
  params: Readonly<Record<string, unknown>>,
  context: CommandContext,
): Promise<unknown> {
  const run = own[command] as ((params: unknown, context: CommandContext) => Promise<unknown>) | undefined;
  if (run !== undefined) return run(params, context);
  const operation = operationsById.get(command.slice(serverCommandPrefix.length));
  if (operation === undefined) throw new Error(`no operation serves ${command}`);
  return runOperation(operation, params, context);
}
