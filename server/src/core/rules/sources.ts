/** Specifications that several rules cite, other than RFCs. */
import { spec, type Spec } from './rule.ts';

export const ianaJose = spec('IANA JOSE', 'https://www.iana.org/assignments/jose/jose.xhtml');
export const ianaKeyTypes = spec(
  'IANA JSON Web Key Types',
  'https://www.iana.org/assignments/jose/jose.xhtml#web-key-types',
);
export const ianaAlgorithms = spec(
  'IANA JSON Web Signature and Encryption Algorithms',
  'https://www.iana.org/assignments/jose/jose.xhtml#web-signature-encryption-algorithms',
);
export const ianaKeyParameters = spec(
  'IANA JSON Web Key Parameters',
  'https://www.iana.org/assignments/jose/jose.xhtml#web-key-parameters',
);
export const ianaNamedInformation = spec(
  'IANA Named Information Hash Algorithms',
  'https://www.iana.org/assignments/named-information/named-information.xhtml#hash-alg',
);
export const webCrypto = spec('W3C Web Cryptography', 'https://www.w3.org/TR/WebCryptoAPI/');
export const modernAlgorithms = spec(
  'WICG Modern Algorithms in the Web Cryptography API (draft)',
  'https://wicg.github.io/webcrypto-modern-algos/',
);
export const jwtBestPractices = spec(
  'draft-ietf-oauth-rfc8725bis',
  'https://datatracker.ietf.org/doc/draft-ietf-oauth-rfc8725bis/',
);
export const smartHealthCards = spec('SMART Health Cards, Protocol Details', 'https://spec.smarthealth.cards/');
export const smartBackend = spec(
  'SMART App Launch, Client Authentication: Asymmetric',
  'https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html',
);
export const openId4Vp = (section: string): Spec =>
  spec(
    `OpenID4VP 1.0 §${section}`,
    `https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-${section}`,
  );
export const fapi1Advanced = (section: string): Spec =>
  spec(`FAPI 1.0 Advanced §${section}`, 'https://openid.net/specs/openid-financial-api-part-2-1_0.html');
export const fapi2 = (section: string): Spec =>
  spec(`FAPI 2.0 Security Profile §${section}`, 'https://openid.net/specs/fapi-security-profile-2_0-final.html');
export const oidcDiscovery = (section: string): Spec =>
  spec(`OIDC Discovery 1.0 §${section}`, 'https://openid.net/specs/openid-connect-discovery-1_0.html');
export const oidcRegistration = (section: string): Spec =>
  spec(`OIDC Registration 1.0 §${section}`, 'https://openid.net/specs/openid-connect-registration-1_0.html');
export const oidcCore = (section: string): Spec =>
  spec(`OIDC Core 1.0 §${section}`, 'https://openid.net/specs/openid-connect-core-1_0.html');
export const federation = (section: string): Spec =>
  spec(`OpenID Federation 1.0 §${section}`, `https://openid.net/specs/openid-federation-1_0.html#section-${section}`);
