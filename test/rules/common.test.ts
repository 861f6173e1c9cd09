/** What the examples of the common, certificate and metadata rules cannot show. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as certificates from '../../server/src/core/rules/certificateSamples.ts';
import { profileNames } from '../../server/src/core/rules/profiles.ts';
import { isPrivateHost, parseUri } from '../../server/src/core/rules/uris.ts';
import { ecPublic, edPublic, octSecret } from '../../server/src/core/rules/samples.ts';
import type { Finding } from '../../server/src/core/rules/run.ts';
import { applyFix, lintText } from '../support/lint.ts';

function find(text: string, id: string, options: Partial<Parameters<typeof lintText>[1]> = {}): Finding[] {
  return lintText(text, { path: 'set.json', ...options }).filter((f) => f.rule.id === id);
}

function only(text: string, id: string, options: Partial<Parameters<typeof lintText>[1]> = {}): Finding {
  const [finding, ...more] = find(text, id, options);
  assert.ok(finding !== undefined && more.length === 0, `not one ${id}`);
  return finding;
}

describe('kty-missing', () => {
  it('inserts the type in the layout of the key', () => {
    const text = '{\n  "keys": [\n    {\n      "n" : "AQ",\n      "e" : "AQAB"\n    }\n  ]\n}\n';
    const fixed = applyFix(text, only(text, 'kty-missing'));
    assert.equal(fixed, text.replace('"n" :', '"kty" : "RSA",\n      "n" :'));
  });

  it('inserts it before an only member', () => {
    const text = '{"pub":"AQ"}';
    assert.equal(applyFix(text, only(text, 'kty-missing', { path: 'a.jwk' })), '{"kty":"AKP","pub":"AQ"}');
  });
});

describe('encoding rules', () => {
  it('read the last of duplicate members, in the elements of "oth" as in the key', () => {
    const key = (members: string): string => `{"kty":"RSA","n":"AQ","e":"AQAB","oth":[{"d":"AQ","t":"AQ",${members}}]}`;
    assert.deepEqual(find(key('"r":"~","r":"AQ"'), 'base64url-invalid', { path: 'a.jwk' }), []);
    only(key('"r":"AQ","r":"~"'), 'base64url-invalid', { path: 'a.jwk' });
  });
});

describe('kid rules on symmetric keys', () => {
  it('never offer or show the thumbprint, which is a hash of the secret', () => {
    const text = `{"keys":[{${octSecret},"use":"sig"},{${octSecret},"use":"sig","kid":"urn:ietf:params:oauth:jwk-thumbprint:sha-256:x"}]}`;
    for (const profile of profileNames) {
      const found = lintText(text, { path: 'set.json', profiles: [profile] });
      assert.deepEqual(
        found.filter((f) => f.rule.id.startsWith('kid-thumbprint')).map((f) => [f.message, f.fixes()]),
        [['JWK Thumbprint URI in "kid" does not match this key', []]],
      );
      for (const f of found.filter((f) => f.rule.id === 'kid-missing')) assert.deepEqual(f.fixes(), []);
    }
  });
});

describe('rules under profiles', () => {
  const text = `{"keys":[{${ecPublic}}]}`;
  const severity = (id: string, profiles: Parameters<typeof lintText>[1]['profiles']): string | undefined =>
    find(text, id, { ...(profiles === undefined ? {} : { profiles }) })[0]?.severity;

  it('have the severity of the table', () => {
    assert.deepEqual(
      profileNames.map((profile) => severity('kid-missing', [profile])),
      ['error', 'warning', undefined, undefined, 'error', 'error', 'error', 'error'],
    );
    assert.deepEqual(
      profileNames.map((profile) => severity('alg-missing', [profile])),
      ['hint', 'hint', 'warning', 'warning', undefined, 'error', undefined, undefined],
    );
    assert.equal(severity('alg-missing', ['fapi2', 'oid4vp']), 'error');
  });

  it('leave the epk of a header alone', () => {
    const header = `{"alg":"ECDH-ES","enc":"A128GCM","epk":{${ecPublic}}}`;
    assert.deepEqual(find(header, 'kid-missing', { profiles: ['oidc-op'] }), []);
    assert.deepEqual(find(header, 'use-missing'), []);
  });
});

describe('key-lifetime-invalid', () => {
  it('keeps the other time rules silent', () => {
    const text = `{"keys":[{${ecPublic},"use":"sig","kid":"a","nbf":1795219200000,"exp":1}]}`;
    const ids = lintText(text, { path: 'set.json' }).map((f) => f.rule.id);
    assert.deepEqual(ids, ['key-lifetime-invalid']);
  });

  it('offers seconds only where a division by 1000 gives them', () => {
    const text = `{"keys":[{${ecPublic},"use":"sig","kid":"a","exp":1795219200000000}]}`;
    assert.deepEqual(only(text, 'key-lifetime-invalid').fixes(), []);
  });
});

describe('use-missing', () => {
  it('takes part in sets that stand in other documents', () => {
    const text = `{"client_name":"App","jwks":{"keys":[{${edPublic},"kid":"a"}]}}`;
    assert.equal(only(text, 'use-missing').severity, 'warning');
  });
});

describe('certificate rules', () => {
  it('accept a chain whatever its signatures, when there is nothing after the first', () => {
    const text = `{${ecPublic},"x5c":["${certificates.forgedLeafCertificate}"]}`;
    assert.deepEqual(find(text, 'x5c-chain-broken', { path: 'key.json' }), []);
  });

  it('do not bring certificates into order when no order verifies', () => {
    const { otherCertificate, certificate } = certificates;
    const text = `{${ecPublic},"x5c":["${certificate}","${otherCertificate}"]}`;
    const finding = only(text, 'x5c-chain-broken', { path: 'key.json' });
    assert.match(finding.message, /issuer name/);
    assert.deepEqual(finding.fixes(), []);
  });

  it('read certificates after the repairs of their encoding', () => {
    const wrapped = certificates.otherCertificate.replace(/(.{64})/g, '$1\\n');
    const text = `{${ecPublic},"x5c":["${wrapped}"]}`;
    const ids = find(text, 'x5c-key-mismatch', { path: 'key.json' });
    assert.equal(ids.length, 1);
  });

  it('say nothing of items that are no text', () => {
    const text = `{${ecPublic},"use":"sig","x5c":[1]}`;
    const ids = lintText(text, { path: 'key.json' }).map((f) => f.rule.group);
    assert.equal(ids.includes('certificates'), false);
  });
});

describe('addresses', () => {
  it('are absolute URIs with a host', () => {
    for (const text of ['/jwks.json', 'op.example/jwks', 'https:', 'https:///x', 'https://a b', 'C:\\jwks.json', '']) {
      assert.equal(parseUri(text), undefined, text);
    }
    assert.deepEqual(parseUri('HTTPS://user@Op.Example.:8443/x#y'), {
      scheme: 'https',
      host: 'op.example',
      hasFragment: true,
    });
    assert.equal(parseUri('urn:example:a')?.host, undefined);
  });

  it('are private on this machine and in private networks', () => {
    const hosts = ['localhost', 'a.localhost', 'x.local', 'x.internal', 'x.localdomain', '[::1]', '0.0.0.0'];
    const addresses = ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254'];
    for (const host of [...hosts, ...addresses]) assert.equal(isPrivateHost(host), true, host);
    for (const host of [
      'localhost.example.com',
      'mylocalhost',
      '172.32.0.1',
      '11.0.0.1',
      '8.8.8.8',
      'internal.example',
    ]) {
      assert.equal(isPrivateHost(host), false, host);
    }
  });
});
