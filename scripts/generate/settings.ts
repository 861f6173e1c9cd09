/** Settings of rules: the same map in VS Code's manifest and in the command line's configuration file. */
import { profiles, profileNames } from '../../server/src/core/rules/profiles.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { ruleUrl } from '../../server/src/core/rules/links.ts';
import type { Rule } from '../../server/src/core/rules/rule.ts';
import type { Manifest, SettingSchema } from './manifest.ts';

const levels = ['off', 'hint', 'information', 'warning', 'error'] as const;

function ruleSetting(rule: Rule): SettingSchema {
  return {
    type: 'string',
    enum: levels,
    markdownDescription: `${rule.summary}. Default: ${rule.severity}. [More](${ruleUrl(rule.id)})`,
  };
}

function ruleProperties(): Record<string, SettingSchema> {
  return Object.fromEntries(rules.map((rule) => [rule.id, ruleSetting(rule)]));
}

const pairsText =
  'Private sets and the public sets made from them. When the two are out of step both say so ([public-set-drifted](' +
  `${ruleUrl('public-set-drifted')})), and a quick fix in either brings the public set in step.`;

/** Pairs of files; the same in the manifest and in the command line's configuration file. */
function pairsSetting(from: string): SettingSchema {
  return {
    type: 'array',
    items: {
      type: 'object',
      required: ['private', 'public'],
      additionalProperties: false,
      properties: {
        private: { type: 'string', description: `Path of the private set, from ${from}, with forward slashes.` },
        public: { type: 'string', description: `Path of the public set, from ${from}, with forward slashes.` },
      },
    },
  };
}

/** The properties with one more behind another, or in its own place if it is there already. */
function withSetting(
  properties: Readonly<Record<string, SettingSchema>>,
  after: string,
  name: string,
  setting: SettingSchema,
): Record<string, SettingSchema> {
  if (properties[name] !== undefined) return { ...properties, [name]: setting };
  return Object.fromEntries(
    Object.entries(properties).flatMap((entry) => (entry[0] === after ? [entry, [name, setting]] : [entry])),
  );
}

/**
 * The manifest with one property a rule in `jwk.rules`, the profile names wherever profiles are chosen, and the setting
 * of linked pairs.
 */
export function withRuleSettings(manifest: Manifest): Manifest {
  const { configuration } = manifest.contributes;
  configuration.properties = withSetting(configuration.properties, 'jwk.blocklist', 'jwk.pairs', {
    order: 8,
    scope: 'resource',
    default: [],
    ...pairsSetting('the workspace folder'),
    markdownDescription: `${pairsText} Paths count from the workspace folder. Example: \`[{ "private": "keys/keys.private.jwks", "public": "public/jwks.json" }]\`.`,
  });
  const { properties } = configuration;
  const setting = (name: string): SettingSchema => {
    const found = properties[name];
    if (found === undefined) throw new Error(`package.json has no setting ${name}`);
    return found;
  };
  setting('jwk.rules').properties = ruleProperties();
  setting('jwk.rules').additionalProperties = false;
  setting('jwk.profiles').items = profileItems();
  return manifest;
}

function profileItems(): SettingSchema {
  return {
    type: 'string',
    enum: profileNames,
    enumDescriptions: profileNames.map((name) => `${profiles[name].title} (${profiles[name].source})`),
  };
}

/** JSON Schema of the command line's `jwk.config.json`. */
export function lintConfigSchema(): object {
  const globs = (values: readonly string[]): object => ({
    type: 'object',
    additionalProperties: { enum: values },
  });
  const choice = {
    profiles: {
      type: 'array',
      items: profileItems(),
      uniqueItems: true,
      description: 'Ecosystems whose stricter rules apply.',
    },
    rules: { $ref: '#/definitions/rules' },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Generated from the rule table by `npm run generate`; do not edit.',
    title: 'Configuration of jwk lint',
    type: 'object',
    additionalProperties: false,
    definitions: {
      rules: {
        type: 'object',
        properties: ruleProperties(),
        additionalProperties: false,
        description: 'Severity of single rules; beats every profile.',
      },
    },
    properties: {
      $schema: { type: 'string' },
      ...choice,
      exposure: { ...globs(['public', 'private']), description: 'How public the documents are that match a glob.' },
      roles: {
        ...globs(['jwk', 'jwks', 'metadata', 'other']),
        description: 'What the documents are that match a glob.',
      },
      blocklist: {
        type: 'string',
        description: "A local file of compromised keys: thumbprints, one a line, or badkeys' blocklist.dat.",
      },
      attenuateTests: {
        type: 'boolean',
        default: true,
        description: 'Report leaks in test and example directories as information only.',
      },
      pairs: {
        ...pairsSetting("this file's directory"),
        description: 'Private sets and the public sets made from them; drift is reported of both.',
      },
      overrides: {
        type: 'array',
        description: 'Profiles and rules for the documents that match one of the globs; later ones win.',
        items: {
          type: 'object',
          required: ['files'],
          additionalProperties: false,
          properties: { files: { type: 'array', items: { type: 'string' } }, ...choice },
        },
      },
    },
  };
}
