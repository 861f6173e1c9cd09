/**
 * The subcommands that are operations, a part of the bundle that is loaded on its own: to find faults the command line
 * needs none of them.
 */
import type { Command } from 'commander';
import {
  convert,
  copyAs,
  decrypt,
  encrypt,
  fetchKeySet,
  generate,
  generateSet,
  inspect,
  publicOnly,
  rotate,
  selfSign,
  thumbprint,
  updatePublicSet,
} from '../../core/operations/index.ts';
import { addOperation, type Subcommand } from './operations.ts';

export const subcommands: readonly Subcommand[] = [
  {
    name: 'generate',
    operation: generate,
    prints: 'text',
    makesPair: true,
    more: 'The private key goes to standard output, or to a file with -o. With --into it is added to a key set, in that file;\na public set gets the public half, and the private key goes to standard output or to -o.',
    examples: [
      'jwk generate --alg ES256 -o signing.private.jwk --public-output signing.public.jwk',
      'jwk generate --alg ES256 --set -o keys.private.jwks --gitignore',
      'jwk generate --kty RSA --bits 4096 --use enc --kid date --set',
      'jwk generate --alg HS256 --kid-text 2026-a',
      'jwk generate --crv Ed25519 --into keys.private.jwks',
    ],
  },
  {
    name: 'generate-set',
    operation: generateSet,
    prints: 'text',
    makesPair: true,
    takesTime: true,
    more: 'All keys go to standard output, or to a file with -o; the public halves to --public-output. With --into they\nare added to a key set, in that file. docs/presets.md tells what is in the presets, and how to write your own.',
    examples: [
      'jwk generate-set --preset oidc -o keys.private.jwks --public-output jwks.json',
      'jwk generate-set --preset connect2id --kid date -o jwkSet.json',
      'jwk generate-set --preset-file ours.preset.json --into keys.private.jwks',
    ],
  },
  {
    name: 'fetch',
    operation: fetchKeySet,
    positional: { parameter: 'address', name: 'address' },
    prints: 'text',
    more: 'The key set goes to standard output, how it is served to standard error. HTTPS_PROXY, NO_PROXY and\nNODE_EXTRA_CA_CERTS are obeyed; no credentials are sent.',
    examples: [
      'jwk fetch accounts.google.com',
      'jwk fetch https://am.example.com:8443/openam/oauth2/realms/root/realms/alpha',
      'jwk fetch https://example.com/jwks.json -o jwks.json',
      'jwk fetch --json https://example.com',
    ],
  },
  {
    name: 'inspect',
    operation: inspect,
    positional: { parameter: 'document', name: 'file', optional: true },
    prints: 'report',
    examples: [
      'jwk inspect jwks.json',
      'jwk fetch example.com | jwk inspect',
      'jwk inspect --json --index 0 jwks.json',
    ],
  },
  {
    name: 'public',
    operation: publicOnly,
    positional: { parameter: 'document', name: 'file', optional: true },
    prints: 'text',
    text: 'public',
    isPublicHalf: true,
    examples: [
      'jwk public keys.private.jwks -o jwks.json',
      'jwk public keys.private.jwks -o jwks.json --link',
      'jwk public --set key.jwk > jwks.json',
    ],
  },
  {
    name: 'thumbprint',
    operation: thumbprint,
    positional: { parameter: 'document', name: 'file', optional: true },
    prints: 'report',
    examples: ['jwk thumbprint jwks.json', 'jwk thumbprint --uri --hash sha-256 key.jwk'],
  },
  {
    name: 'rotate',
    operation: rotate,
    positional: { parameter: 'set', name: 'set' },
    inPlace: true,
    prints: 'text',
    more: 'Both files are changed in place and keep their layout. With --key-apart the new private key of a\npublic set goes to standard output, or to a file with -o.',
    examples: [
      'jwk rotate keys.private.jwks --public jwks.json --key 2026-11-20_01',
      'jwk rotate jwks.json --index 0 --key-apart -o new.private.jwk',
    ],
  },
  {
    name: 'self-sign',
    operation: selfSign,
    positional: { parameter: 'document', name: 'file' },
    inPlace: true,
    prints: 'text',
    text: 'public',
    more: 'The file is changed in place and keeps its layout, and so does the public set. The certificate goes to standard\noutput as PEM, or to a file with -o.',
    examples: [
      'jwk self-sign keys.private.jwks --key 2026-11-20_01 --public jwks.json',
      'jwk self-sign key.jwk --subject "CN=signer.example.com,O=Example,C=DE" --days 730 -o signer.pem',
    ],
  },
  {
    name: 'update-public',
    operation: updatePublicSet,
    positional: { parameter: 'document', name: 'private' },
    prints: 'report',
    more: 'The public file is changed in place and keeps its layout: missing public halves are added, and members\nthat differ are made what the private set says. jwk lint tells when two linked sets are out of step.',
    examples: [
      'jwk update-public keys.private.jwks --public jwks.json',
      'jwk update-public keys.private.jwks --public jwks.json --remove',
    ],
  },
  {
    name: 'encrypt',
    operation: encrypt,
    positional: { parameter: 'document', name: 'file', optional: true },
    prints: 'text',
    text: 'encrypted',
    takesTime: true,
    more: 'The JWE goes to standard output, or to a file with -o; the file itself stays. Other tools may refuse so many\niterations: jose of npm over 10000 unless told (maxPBES2Count), jose of Debian over 32768.',
    examples: [
      'jwk encrypt keys.private.jwks -o keys.jwe',
      'jwk encrypt key.jwk --password-file password.txt --iterations 10000 --as json',
    ],
  },
  {
    name: 'decrypt',
    operation: decrypt,
    positional: { parameter: 'source', name: 'file', optional: true },
    prints: 'text',
    takesTime: true,
    examples: ['jwk decrypt keys.jwe -o keys.private.jwks', 'JWK_PASSWORD=… jwk decrypt keys.jwe | jwk inspect'],
  },
  {
    name: 'convert',
    operation: convert,
    positional: { parameter: 'source', name: 'file', optional: true },
    prints: 'text',
    isCopy: true,
    more: 'What the file holds is told by its content. kid, use, alg and key_ops go along in PEM as lines before each\nblock, which other tools skip. With --into the keys are added to a key set, in that file: only their public halves\nwhere the set is public. Nothing is printed then.',
    examples: [
      'jwk convert server.key.pem -o server.jwk',
      'jwk convert fullchain.pem --use sig --alg RS256 --into jwks.json',
      'jwk convert keys.private.jwks --key 2026-a --format pkcs1 -o 2026-a.pem',
      'JWK_NEW_PASSWORD=… jwk convert key.jwk -o key.pem',
      'jwk convert key.jwk --to openssh >> authorized_keys',
    ],
  },
  {
    name: 'copy-as',
    operation: copyAs,
    positional: { parameter: 'document', name: 'file', optional: true },
    prints: 'text',
    more: 'Public halves only, unless --whole asks for more.',
    examples: [
      'jwk copy-as keys.private.jwks --as string',
      'jwk copy-as signing.jwk --as env --whole --variable SIGNING_KEY >> .env',
      'jwk copy-as keys.private.jwks --whole --as curl --url https://api.example.com/service -o update.sh',
    ],
  },
];

export function addSubcommands(program: Command): void {
  for (const subcommand of subcommands) addOperation(program, subcommand);
}
