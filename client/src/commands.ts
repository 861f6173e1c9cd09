/** The commands of the palette, in the order of package.json. */
import { copyKeyAs } from './commands/copyKeyAs.ts';
import { copyPublicKeySet } from './commands/copyPublicKeySet.ts';
import { copyText } from './commands/copyText.ts';
import { copyThumbprint } from './commands/copyThumbprint.ts';
import { decryptKey } from './commands/decryptKey.ts';
import { encryptKey } from './commands/encryptKey.ts';
import { exportKey } from './commands/exportKey.ts';
import { fetchFromIssuer, fetchFromUrl } from './commands/fetchKeySet.ts';
import { generateKey, generateKeyDefaults } from './commands/generateKey.ts';
import { generateKeySet } from './commands/generateKeySet.ts';
import { ignoreInGit } from './commands/ignoreInGit.ts';
import { importKey } from './commands/importKey.ts';
import { inspectKey } from './commands/inspectKey.ts';
import { openReport } from './commands/openReport.ts';
import { restartServer } from './commands/restartServer.ts';
import { rotateKey } from './commands/rotateKey.ts';
import { scanWorkspace } from './commands/scanWorkspace.ts';
import { selfSignCertificate } from './commands/selfSignCertificate.ts';
import { showOutput } from './commands/showOutput.ts';
import { updatePublicSet } from './commands/updatePublicSet.ts';
import { writePublicSet } from './commands/writePublicSet.ts';
import type { Command } from './services.ts';

/** All of them; the last three are only offered by messages. */
export const commands: readonly Command[] = [
  generateKey,
  generateKeyDefaults,
  generateKeySet,
  importKey,
  exportKey,
  copyKeyAs,
  copyPublicKeySet,
  copyThumbprint,
  writePublicSet,
  updatePublicSet,
  selfSignCertificate,
  encryptKey,
  decryptKey,
  rotateKey,
  inspectKey,
  fetchFromUrl,
  fetchFromIssuer,
  scanWorkspace,
  restartServer,
  showOutput,
  openReport,
  ignoreInGit,
  copyText,
];
