/** User settings of the editors that are started here. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A host that says, asks and fetches nothing by itself. */
const QUIET = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'json.schemaDownload.enable': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
};

/** Writes the settings, the given ones over the quiet ones, where an editor with this user data folder reads them. */
export function writeUserSettings(userData: string, settings: Readonly<Record<string, unknown>> = {}): void {
  const folder = join(userData, 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...QUIET, ...settings }, null, 2));
}
