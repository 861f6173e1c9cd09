/**
 * Documents as products write them, with our own keys in them: what is said of each, and mostly that nothing is. A
 * finding here is a statement about everybody's documents.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { certificate } from '../../server/src/core/rules/certificateSamples.ts';
import type { Profile } from '../../server/src/core/rules/profiles.ts';
import {
  ecPrivate,
  ecPublic,
  edPublic,
  octSecret,
  otherEcPublic,
  rsaPrivate,
  rsaPublic,
  xPublic,
} from '../../server/src/core/rules/samples.ts';
import { lintText } from '../support/lint.ts';

type Members = Readonly<Record<string, unknown>>;

const members = (text: string): Members => JSON.parse(`{${text}}`) as Members;
const keyOf =
  (text: string) =>
  (more: Members): Members => ({ ...members(text), ...more });
const rsa = keyOf(rsaPublic);
const ec = keyOf(ecPublic);
const ec2 = keyOf(otherEcPublic);
const ed = keyOf(edPublic);
const x = keyOf(xPublic);

interface Product {
  readonly title: string;
  readonly path: string;
  readonly document: unknown;
  readonly profiles?: readonly Profile[];
  /** What is said, in the order of the alphabet; nothing when left out. */
  readonly rules?: readonly string[];
}

const products: readonly Product[] = [
  {
    title: 'Keycloak',
    path: 'certs.json',
    document: {
      keys: [
        ec({
          kid: 'FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE',
          alg: 'ES256',
          use: 'sig',
          x5c: [certificate],
          x5t: '-q6beY0FV2gUKVFz3xk-GD46TRQ',
          'x5t#S256': 'qcgGgSjT6P3ujLicf-JNzyyIeLxAlgq9LbYA6iepjuw',
        }),
        rsa({ kid: 'b', alg: 'RSA-OAEP', use: 'enc' }),
      ],
    },
  },
  {
    title: 'Microsoft Entra',
    path: 'keys.json',
    document: {
      keys: [
        rsa({
          use: 'sig',
          kid: '-KI3Q9nNR7bRofxmeZoXqbHZGew',
          x5t: '-KI3Q9nNR7bRofxmeZoXqbHZGew',
          cloud_instance_name: 'microsoftonline.com',
          issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
        }),
      ],
    },
  },
  {
    title: 'Azure AD B2C',
    path: 'keys.json',
    document: { keys: [rsa({ kid: 'X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk', nbf: 1493763266, use: 'sig' })] },
  },
  {
    title: 'Google',
    path: 'certs',
    document: { keys: [rsa({ alg: 'RS256', use: 'sig', kid: '89ce3598c473af1bda4bff95e6c8736450206fba' })] },
  },
  {
    title: 'Google, certificates by key ID',
    path: 'certs.json',
    document: { '89ce3598': '-----BEGIN CERTIFICATE-----\nMIIDJ\n-----END CERTIFICATE-----\n' },
  },
  {
    title: 'Amazon Cognito',
    path: 'jwks.json',
    document: {
      keys: [
        rsa({ alg: 'RS256', kid: '1234example=', use: 'sig' }),
        ec({ kid: '5678example=', use: 'sig', alg: 'ES256' }),
      ],
    },
  },
  {
    title: 'a SPIFFE bundle',
    path: 'bundle.json',
    document: {
      spiffe_sequence: 12,
      spiffe_refresh_hint: 300,
      keys: [ec({ use: 'x509-svid', x5c: [certificate] }), ec2({ use: 'jwt-svid', kid: 'k1' })],
    },
  },
  {
    title: 'a DID document',
    path: 'did.json',
    document: {
      '@context': ['https://www.w3.org/ns/did/v1'],
      id: 'did:web:a.example',
      verificationMethod: [
        { id: 'did:web:a.example#0', type: 'JsonWebKey2020', controller: 'did:web:a.example', publicKeyJwk: ed({}) },
        { id: '#1', type: 'JsonWebKey2020', controller: 'x', publicKeyJwk: ec({ kid: '1' }) },
      ],
      assertionMethod: ['#0'],
    },
  },
  {
    title: 'a DID document with secp256k1',
    path: 'did.json',
    document: {
      verificationMethod: [
        {
          publicKeyJwk: {
            kty: 'EC',
            crv: 'secp256k1',
            x: 'UD8lLpTfco2MoCnm8V5BElC9Hrl0j52rnu27CrZArQg',
            y: 'NUwrOnFQORzrdD382689OSaTcUrr8IzyjY6PNxXRlwU',
          },
        },
      ],
    },
  },
  {
    title: 'SMART Health Cards, a key with and without its certificate',
    path: '.well-known/jwks.json',
    document: {
      keys: [
        ec({ use: 'sig', alg: 'ES256', kid: 'MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo', x5c: [certificate] }),
        ec({ use: 'sig', alg: 'ES256', kid: 'MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo' }),
      ],
    },
    profiles: ['smart-health-cards'],
  },
  {
    title: 'an OpenID4VP request',
    path: 'request.json',
    document: {
      client_id: 'x509_san_dns:v.example',
      response_type: 'vp_token',
      client_metadata: { jwks: { keys: [ec({ use: 'enc', alg: 'ECDH-ES', kid: '1' })] }, vp_formats_supported: {} },
    },
  },
  {
    title: 'the issuer of SD-JWT VCs',
    path: '.well-known/jwt-vc-issuer',
    document: { issuer: 'https://i.example', jwks: { keys: [ec({ kid: 'doc-signer', use: 'sig' })] } },
  },
  {
    title: 'a wallet attestation',
    path: 'wia.json',
    document: { iss: 'https://w.example', sub: 'a', cnf: { jwk: ec({ kid: 'a' }) }, exp: 1895132800 },
  },
  {
    title: 'an OpenID Federation entity statement',
    path: 'entity.json',
    document: {
      iss: 'https://a.example',
      sub: 'https://a.example',
      iat: 1795000000,
      exp: 1795200000,
      jwks: { keys: [ec({ kid: 'x', use: 'sig', alg: 'ES256' })] },
      metadata: {
        openid_provider: { issuer: 'https://a.example', jwks: { keys: [rsa({ kid: 'y', use: 'sig' })] } },
        federation_entity: {},
      },
    },
    profiles: ['federation'],
  },
  { title: 'Apple', path: 'keys', document: { keys: [rsa({ kid: 'fh6Bs8C', use: 'sig', alg: 'RS256' })] } },
  { title: 'LINE', path: 'certs', document: { keys: [ec({ alg: 'ES256', use: 'sig', kid: 'a2a459aec5b65fa' })] } },
  {
    title: 'Ory Hydra',
    path: 'jwks.json',
    document: { keys: [rsa({ use: 'sig', kid: 'public:hydra.openid.id-token', alg: 'RS256' })] },
  },
  {
    title: 'Kubernetes',
    path: 'openid/v1/jwks',
    document: { keys: [rsa({ use: 'sig', kid: 'SPVpEh7ozRAZ8FTjRH_w5O-HkBcB-UsM', alg: 'RS256' })] },
  },
  {
    title: 'the discovery document of a Kubernetes cluster, which others cannot reach',
    path: '.well-known/openid-configuration',
    document: {
      issuer: 'https://kubernetes.default.svc.cluster.local',
      jwks_uri: 'https://172.18.0.3:6443/openid/v1/jwks',
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
    rules: ['jwks-uri-private-address'],
  },
  {
    title: 'WebCrypto, RSA-OAEP',
    path: 'key.json',
    document: rsa({ alg: 'RSA-OAEP-256', ext: true, key_ops: ['encrypt'] }),
  },
  { title: 'WebCrypto, the public half of ECDH', path: 'key.json', document: ec({ ext: true, key_ops: [] }) },
  { title: 'WebCrypto, the public half of X25519', path: 'key.json', document: x({ ext: true, key_ops: [] }) },
  {
    title: 'WebCrypto, the private half of ECDH',
    path: 'key.json',
    document: { ...ec({}), ...members(ecPrivate), ext: true, key_ops: ['deriveKey', 'deriveBits'] },
    rules: ['private-key-plaintext'],
  },
  {
    title: 'WebCrypto, HMAC',
    path: 'key.json',
    document: { ...members(octSecret), alg: 'HS256', ext: true, key_ops: ['sign', 'verify'] },
  },
  {
    title: 'WebCrypto, AES-KW',
    path: 'key.json',
    document: { ...members(octSecret), alg: 'A256KW', ext: true, key_ops: ['wrapKey', 'unwrapKey'] },
  },
  { title: 'WebCrypto, Ed25519', path: 'key.json', document: ed({ alg: 'Ed25519', ext: true, key_ops: ['verify'] }) },
  {
    title: 'an Arweave wallet',
    path: 'arweave-key.json',
    document: { ...rsa({}), ...members(rsaPrivate) },
    rules: ['private-key-plaintext', 'use-missing'],
  },
  {
    title: 'the metadata of an atproto client',
    path: 'client-metadata.json',
    document: {
      client_id: 'https://app.example/client-metadata.json',
      client_name: 'App',
      redirect_uris: ['https://app.example/cb'],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'atproto',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      dpop_bound_access_tokens: true,
      jwks: { keys: [ec({ kid: 'key1', use: 'sig', alg: 'ES256' })] },
    },
  },
  {
    title: 'a Keycloak client',
    path: 'client.json',
    document: { clientId: 'a', attributes: { 'jwks.url': 'https://a.example/jwks', 'use.jwks.url': 'true' } },
  },
  {
    title: 'the configuration of a container',
    path: 'config.json',
    document: { jwks_uri: 'http://keycloak:8080/realms/x/protocol/openid-connect/certs' },
    rules: ['jwks-uri-not-https'],
  },
  {
    title: 'an OpenAPI document that describes JWKs',
    path: 'openapi.json',
    document: {
      openapi: '3.0.0',
      components: {
        schemas: {
          Jwk: {
            type: 'object',
            properties: { kty: { type: 'string' }, n: { type: 'string' }, e: { type: 'string' } },
          },
        },
      },
    },
  },
  {
    title: 'an EU DCC trust list',
    path: 'trustlist.json',
    document: {
      keys: [ec({ kid: '25QCxBrBJvA=', x5c: [certificate], x5a: { issuer: 'a', serial: 1, subject: 'b' } })],
    },
    rules: ['use-missing'],
  },
  {
    title: 'GitHub Actions',
    path: 'jwks',
    document: {
      keys: [
        rsa({
          alg: 'RS256',
          use: 'sig',
          kid: '38826b17-6a30-5f9b-b169-8beb8202f723',
          x5t: 'ykNaY4qM_ta4k2TgZOCEYLkcYlA',
        }),
      ],
    },
  },
  {
    title: 'PingFederate',
    path: 'jwks.json',
    document: { keys: [ec({ kid: 'a', use: 'sig' }), ec2({ kid: 'b', use: 'sig' }), rsa({ kid: 'c', use: 'sig' })] },
  },
  { title: 'Salesforce', path: 'keys', document: { keys: [rsa({ alg: 'RS256', use: 'sig', kid: '212' })] } },
  { title: 'Yahoo Japan', path: 'jwks', document: { keys: [ec({ alg: 'ES256', use: 'sig', kid: '7ac82f86' })] } },
  {
    title: 'AD FS',
    path: 'keys.json',
    document: {
      keys: [rsa({ alg: 'RS256', use: 'sig', kid: '2wS6NOpyRuVTjPnl-a5R8gVC-aw', x5t: '2wS6NOpyRuVTjPnl-a5R8gVC-aw' })],
    },
  },
  { title: 'Twitch', path: 'keys', document: { keys: [rsa({ alg: 'RS256', kid: '1', use: 'sig' })] } },
  {
    title: 'gematik',
    path: 'jwks.json',
    document: { keys: [{ kty: 'EC', crv: 'BP-256', x: 'AA', y: 'AA', use: 'sig', kid: 'puk_disc_sig' }] },
    rules: ['crv-unknown'],
  },
  {
    title: 'Cloudflare Access',
    path: 'certs',
    document: {
      keys: [rsa({ kid: 'a', alg: 'RS256', use: 'sig' })],
      public_cert: { kid: 'a', cert: '-----BEGIN CERTIFICATE-----\nM\n-----END CERTIFICATE-----\n' },
      public_certs: [{ kid: 'a', cert: 'x' }],
    },
  },
  {
    title: 'a JWE header',
    path: 'header.json',
    document: { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', epk: x({}), kid: 'a' },
  },
  { title: 'a DPoP proof', path: 'proof.json', document: { typ: 'dpop+jwt', alg: 'ES256', jwk: ec({}) } },
  {
    title: 'an ACME account',
    path: 'private_key.json',
    document: { ...rsa({}), ...members(rsaPrivate) },
    rules: ['private-key-plaintext', 'use-missing'],
  },
  {
    title: 'a FAPI 2.0 client that lists its key twice',
    path: 'client.json',
    document: {
      client_name: 'A',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [rsa({ kid: 'a', use: 'sig', alg: 'PS256' }), rsa({ kid: 'a', use: 'sig', alg: 'PS256' })] },
    },
    profiles: ['fapi2'],
    rules: ['key-duplicate'],
  },
  {
    title: 'an OpenID provider with keys of four kinds',
    path: 'jwks.json',
    document: {
      keys: [
        rsa({ kid: 'a', use: 'sig', alg: 'RS256' }),
        ec({ kid: 'b', use: 'sig', alg: 'ES256' }),
        ed({ kid: 'c', use: 'sig', alg: 'EdDSA' }),
        x({ kid: 'd', use: 'enc', alg: 'ECDH-ES' }),
      ],
    },
    profiles: ['oidc-op'],
    rules: ['alg-deprecated'],
  },
  {
    title: 'one key for RS256 and PS256 under one kid',
    path: 'jwks.json',
    document: { keys: [rsa({ kid: 'a', use: 'sig', alg: 'RS256' }), rsa({ kid: 'a', use: 'sig', alg: 'PS256' })] },
    rules: ['key-reused-across-algs'],
  },
  {
    title: 'a credential for BBS signatures',
    path: 'vc.json',
    document: { credentialSubject: { id: 'did:jwk:eyJ', publicKeyJwk: { kty: 'OKP', crv: 'Bls12381G2', x: 'AA' } } },
    rules: ['crv-unknown'],
  },
  {
    title: 'a token bound to a certificate',
    path: 'token.json',
    document: { cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' } },
  },
  {
    title: 'the key of a Matrix attachment',
    path: 'event.json',
    document: {
      content: {
        file: {
          url: 'mxc://a/b',
          key: {
            kty: 'oct',
            key_ops: ['encrypt', 'decrypt'],
            alg: 'A256CTR',
            k: 'xo2VZub-8f_g_DLmP9vc7S7WqjItGu72hU-SLOPuIB8',
            ext: true,
          },
        },
      },
    },
  },
  {
    title: 'a Google service account',
    path: 'sa.json',
    document: {
      type: 'service_account',
      project_id: 'a',
      private_key_id: 'x',
      private_key: '-----BEGIN PRIVATE KEY-----\nM\n-----END PRIVATE KEY-----\n',
      client_email: 'a',
      client_id: '1',
      auth_uri: 'https://accounts.google.com/o/oauth2/auth',
      token_uri: 'https://oauth2.googleapis.com/token',
    },
  },
];

describe('documents as products write them', () => {
  for (const { title, path, document, profiles = [], rules = [] } of products) {
    it(title, () => {
      const found = lintText(JSON.stringify(document, null, 2), { path, profiles });
      assert.deepEqual(found.map((f) => f.rule.id).sort(), rules);
    });
  }
});
