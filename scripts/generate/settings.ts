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

/** The manifest with one property a rule in `jwk.rules`, and the profile names wherever profiles are chosen. */
export function withRuleSettings(manifest: Manifest): Manifest {
  const { properties } = manifest.contributes.configuration;
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
      blocklist: { type: 'string', description: 'A local file of thumbprints of compromised keys, one a line.' },
      attenuateTests: {
        type: 'boolean',
        default: true,
        description: 'Report leaks in test and example directories as information only.',
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
