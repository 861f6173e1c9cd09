/** Failures name what was typed: options and commands, not the parameters and ids of the operation table. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { utf8 } from '../../server/src/core/encoding/octets.ts';
import { isOfType, readArguments } from '../../server/src/core/operations/arguments.ts';
import {
  OperationError,
  type Operation,
  type OperationDeps,
  type Parameter,
} from '../../server/src/core/operations/operation.ts';
import { members } from '../../server/src/core/registry/members.ts';
import { namesIn, optionName } from '../../server/src/node/cli/names.ts';
import { subcommands } from '../../server/src/node/cli/subcommands.ts';
import { hostCrypto, testDeps } from '../operations/support.ts';
import { buildCli, goodSet, jwk } from './support.ts';

before(buildCli);

const noReaders = { document: () => undefined, source: () => undefined };

describe('a value that is not one of a parameter', () => {
  for (const subcommand of subcommands) {
    it(`of jwk ${subcommand.name} is told by the option or argument`, () => {
      const { operation, positional } = subcommand;
      const names = namesIn(subcommand);
      for (const parameter of operation.parameters) {
        const wrong = parameter.type === 'string' && parameter.values === undefined ? 7 : 'no such value';
        assert.ok(!isOfType(parameter, wrong) || ['document', 'source', 'secret'].includes(parameter.type));
        if (parameter.type === 'secret') continue;
        const option = parameter.name === positional?.parameter ? `<${positional.name}>` : optionName(parameter);
        const only = { ...operation, parameters: [parameter] };
        assert.throws(
          () => readArguments(only, { [parameter.name]: wrong }, noReaders),
          (error) =>
            error instanceof OperationError &&
            error.inNamesOf(names).message.startsWith(`${subcommand.name}: ${option} must be `) &&
            error.message.startsWith(`${operation.id}: "${parameter.name}" must be `),
        );
      }
    });
  }
});

const ec = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: 'AA', kid: 'a' };
const texts = [
  goodSet,
  JSON.stringify({ keys: [ec, { ...ec, kid: 'b' }, { kty: 'oct', k: 'c2VjcmV0' }] }),
  JSON.stringify({ kty: 'AKP', alg: 'ML-DSA-44', pub: 'AA', priv: 'AA' }),
  '{"keys":[]}',
];

/** Values a parameter may have, among them those at which operations take offence. */
function valueOf({ type, values }: Parameter): fc.Arbitrary<unknown> {
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.constantFrom(-1, 0, 1, 8, 1000, 2048, 99_999_999_999);
    case 'strings':
      return fc.subarray([...(values ?? [])], { maxLength: 2 });
    case 'document':
      return fc.constantFrom(...texts).map((text) => ({ text, path: 'private/keys.json' }));
    case 'source':
      return fc.constantFrom(...texts).map((text) => ({ octets: utf8(text), name: 'keys.json' }));
    default:
      return fc.constantFrom(...(values ?? ['', ' ', 'a', 'b', 'ES256', 'omit', 'CN=', 'ftp://a', '\n']));
  }
}

/** Whether the message has the name of a parameter where it does not speak of the JWK member. */
function namesParameter(message: string, name: string): boolean {
  return /[A-Z]/.test(name) ? message.includes(name) : !members.has(name) && message.includes(`"${name}"`);
}

/** What came of it: the result, or the error. */
async function outcome(
  operation: Operation,
  given: Readonly<Record<string, unknown>>,
  deps: OperationDeps,
): Promise<unknown> {
  try {
    return await operation.run(given, deps);
  } catch (error) {
    return error;
  }
}

describe('the usage errors of an operation', () => {
  // What is asked for is not done: only what is said of the question counts here.
  const refuse = (): Promise<never> => Promise.reject(new Error('not done'));
  const deps = testDeps({
    crypto: hostCrypto({ generateKey: refuse, importKey: refuse }),
    keyPair: () => {
      throw new Error('not done');
    },
  });
  for (const subcommand of subcommands) {
    const { operation } = subcommand;
    it(`name no parameter of jwk ${subcommand.name}`, async () => {
      const parameters = fc.record(Object.fromEntries(operation.parameters.map((p) => [p.name, valueOf(p)])), {
        requiredKeys: operation.parameters.flatMap((p) => (p.required === true ? [p.name] : [])),
      });
      await fc.assert(
        fc.asyncProperty(parameters, async (given) => {
          const error = await outcome(operation, given, deps);
          if (!(error instanceof OperationError)) return;
          const { message } = error.inNamesOf(namesIn(subcommand));
          for (const { name } of operation.parameters) assert.ok(!namesParameter(message, name), message);
        }),
      );
    });
  }
});

describe('a usage error of', () => {
  const document = { text: goodSet, path: 'keys.json' };
  const preset = { text: '{"name":"a","keys":[]}', path: 'a.json' };
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    [
      'generate',
      { crv: 'Ed25519', kid: 'uuid', kidText: 'a' },
      'A key ID is either given as text (--kid-text) or made (--kid); not both',
    ],
    ['generate', { crv: 'Ed25519', kid: 'text' }, 'The kid is to be a given text, but none is given with --kid-text'],
    [
      'generate-set',
      { preset: 'oidc', presetFile: preset },
      'Keys are made from a preset by its name (--preset) or from a file (--preset-file); not both',
    ],
    [
      'generate-set',
      {},
      'Say which keys are wanted: a preset (connect2id, oidc, fapi2, smart-backend) by --preset, or a file with one by --preset-file',
    ],
    ['fetch', { address: 'a.example', maxBytes: 0 }, '--max-bytes must be 1 or more'],
    ['fetch', { address: 'a.example', timeoutMs: 0 }, '--timeout-ms must be 1 or more'],
    ['self-sign', { document, days: 0 }, '--days must be 1 to 36500, not 0'],
    ['encrypt', { document, password: 'a', iterations: 1 }, '--iterations must be 1000 to 10000000, not 1'],
    [
      'convert',
      { source: { octets: utf8(goodSet), name: 'a' }, to: 'jwk', kid: 'uuid', kidText: 'a' },
      'A key ID is either given as text (--kid-text) or made (--kid); not both',
    ],
  ];
  for (const [name, given, message] of cases) {
    it(`jwk ${name}: ${message}`, async () => {
      const subcommand = subcommands.find((s) => s.name === name) ?? assert.fail();
      const error = await outcome(subcommand.operation, given, testDeps());
      assert.ok(error instanceof OperationError && error.failure === 'usage', String(error));
      assert.equal(error.inNamesOf(namesIn(subcommand)).message, message);
    });
  }
});

describe('the command line', () => {
  it('names options, editors arguments', async () => {
    const twice = await jwk(['generate', '--crv', 'Ed25519', '--kid', 'uuid', '--kid-text', 'a']);
    assert.deepEqual(
      [twice.code, twice.stderr],
      [2, 'jwk: A key ID is either given as text (--kid-text) or made (--kid); not both\n'],
    );
    const wrong = await jwk(['copy-as', '--as', 'yaml'], { input: goodSet });
    assert.equal(wrong.stderr, 'jwk: copy-as: --as must be one of json, string, base64url, env, pem, curl\n');
    const hidden = await jwk(['encrypt'], { input: goodSet });
    assert.equal(
      hidden.stderr,
      'jwk: A password is needed: --password-file FILE, or JWK_PASSWORD in the environment\n',
    );
    const empty = await jwk(['convert'], { input: goodSet, env: { JWK_NEW_PASSWORD: '' } });
    assert.equal(empty.stderr, 'jwk: JWK_NEW_PASSWORD in the environment is empty; it is to be the new password\n');
  });
});
