import { removeItems, removeMembers } from '../../document/edits.ts';
import { holdsPrivateKey } from '../../key/x5c.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';

const pkcs8 =
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg45jFuBcWWmWY31YVyiP5NSAfvxDsPRi2kUX66lmvXYuhRANCAARPKEIGRXbL6DPFQAnJRpKnKvoZ46jQ0yAYBGGDosfXlmUEYk70oRkF6S1cON1ET3vZJnSoMxVNuuFksEYMLM3r';
const sec1 =
  'MHcCAQEEIOOYxbgXFlplmN9WFcoj+TUgH78Q7D0YtpFF+upZr12LoAoGCCqGSM49AwEHoUQDQgAETyhCBkV2y+gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15ZlBGJO9KEZBektXDjdRE972SZ0qDMVTbrhZLBGDCzN6w==';
const certificate =
  'MIIBeDCCAR+gAwIBAgIUMI8iUlHR5FMdPWwFqrPaoj9zLXwwCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHZXhhbXBsZTAeFw0yNjExMjAyMDUyMTdaFw0zNjExMTcyMDUyMTdaMBIxEDAOBgNVBAMMB2V4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARPKEIGRXbL6DPFQAnJRpKnKvoZ46jQ0yAYBGGDosfXlmUEYk70oRkF6S1cON1ET3vZJnSoMxVNuuFksEYMLM3ro1MwUTAdBgNVHQ4EFgQU2mv/+yFdE9ytoH/C7jWwIBe0SSQwHwYDVR0jBBgwFoAU2mv/+yFdE9ytoH/C7jWwIBe0SSQwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAnrHByqcDGi0KrOrpgA7u3iqQCLxj4DlY9jM3FRc/9CgIgQATVtjxjc/0tLRepY0GMQn2EM/BAOls1DtrMZUOyvfE=';

export const x5cContainsPrivateKey = defineRule({
  id: 'x5c-contains-private-key',
  group: 'security',
  severity: 'error',
  summary: 'A private key stands in the certificate chain',
  message: 'x5c[{i}] contains a private key',
  why: 'The wrong PEM file was pasted. A certificate chain is published with the public key, so the secret is out at once.',
  fix: 'Removes the item, or "x5c" when nothing else is in it. Replace the key if the document was ever published.',
  specs: [rfc(7517, '4.7'), rfc(7517, '9.2')],
  examples: {
    bad: [
      { title: 'PKCS#8', text: `{${ecPublic},"x5c":[⟦"${pkcs8}"⟧]}`, fixed: `{${ecPublic}}` },
      {
        title: 'SEC1, after a certificate',
        text: `{${ecPublic},"x5c":["${certificate}",⟦"${sec1}"⟧]}`,
        fixed: `{${ecPublic},"x5c":["${certificate}"]}`,
      },
      {
        title: 'PEM',
        text: `{${ecPublic},"x5c":[⟦"-----BEGIN PRIVATE KEY-----\\n${pkcs8}\\n-----END PRIVATE KEY-----"⟧]}`,
        fixed: `{${ecPublic}}`,
      },
      {
        title: 'PEM with the label of a certificate',
        text: `{${ecPublic},"x5c":[⟦"-----BEGIN CERTIFICATE-----\\n${pkcs8}\\n-----END CERTIFICATE-----"⟧]}`,
        fixed: `{${ecPublic}}`,
      },
      {
        title: 'The second block of a PEM file',
        text: `{${ecPublic},"x5c":[⟦"-----BEGIN CERTIFICATE-----\\n${certificate}\\n-----END CERTIFICATE-----\\n-----BEGIN CERTIFICATE-----\\n${sec1}\\n-----END CERTIFICATE-----"⟧]}`,
        fixed: `{${ecPublic}}`,
      },
    ],
    good: [{ title: 'A certificate', text: `{${ecPublic},"x5c":["${certificate}"]}` }],
  },
  about: ['certificates'],
  key(key, report) {
    const member = key.member('x5c');
    const array = member?.value;
    if (member === undefined || array?.type !== 'array') return;
    for (const [i, item] of array.items.entries()) {
      if (item.type !== 'string' || !holdsPrivateKey(item.value)) continue;
      report({
        at: item,
        data: { i },
        fixes: () => [
          {
            title: 'Remove the private key',
            edits: array.items.length === 1 ? removeMembers(key.object, [member]) : removeItems(array, [item]),
          },
        ],
      });
    }
  },
});
