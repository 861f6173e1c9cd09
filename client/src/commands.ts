/** The commands of the palette, in the order of package.json. */
import { copyPublicKeySet } from './commands/copyPublicKeySet.ts';
import { fetchFromIssuer, fetchFromUrl } from './commands/fetchKeySet.ts';
import { generateKey, generateKeyDefaults } from './commands/generateKey.ts';
import { ignoreInGit } from './commands/ignoreInGit.ts';
import { inspectKey } from './commands/inspectKey.ts';
import { openReport } from './commands/openReport.ts';
import { restartServer } from './commands/restartServer.ts';
import { rotateKey } from './commands/rotateKey.ts';
import { scanWorkspace } from './commands/scanWorkspace.ts';
import { showOutput } from './commands/showOutput.ts';
import type { Command } from './services.ts';

/** All of them; `jwk.openReport` and `jwk.ignoreInGit` are only offered by messages. */
export const commands: readonly Command[] = [
  generateKey,
  generateKeyDefaults,
  fetchFromUrl,
  fetchFromIssuer,
  inspectKey,
  rotateKey,
  copyPublicKeySet,
  scanWorkspace,
  restartServer,
  showOutput,
  openReport,
  ignoreInGit,
];
