/** The parts of package.json the generators read and write. */

export interface SettingSchema {
  type?: string | readonly string[];
  default?: unknown;
  description?: string;
  markdownDescription?: string;
  scope?: string;
  enum?: readonly unknown[];
  items?: SettingSchema;
  properties?: Record<string, SettingSchema>;
  additionalProperties?: boolean | SettingSchema;
  [other: string]: unknown;
}

export interface Manifest {
  contributes: {
    commands: readonly { command: string; title: string; category?: string; enablement?: string }[];
    configuration: { title: string; properties: Record<string, SettingSchema> };
    keybindings?: readonly { command: string; key: string }[];
  };
  [other: string]: unknown;
}

/** A text of the manifest with its %placeholders% filled in from package.nls.json. */
export function resolve(text: string | undefined, nls: Readonly<Record<string, string>>): string {
  return (text ?? '').replace(/^%(.+)%$/, (whole, key: string) => nls[key] ?? whole);
}
