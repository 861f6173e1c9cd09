import { removeItems, replace, type TextEdit } from '../../document/edits.ts';
import { equalOctets } from '../../encoding/octets.ts';
import { verifiesWith } from '../../encoding/signatures.ts';
import { sameName, type Certificate } from '../../encoding/x509.ts';
import type { Key } from '../../key/key.ts';
import { atOnce } from '../../key/questions.ts';
import type { X5cItem } from '../../key/x5c.ts';
import {
  forgedLeafCertificate,
  intermediateCertificate,
  leafCertificate,
  rootCertificate,
} from '../certificateSamples.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';

/** More certificates than any chain has are not brought into order, and their signatures not verified. */
const maxLength = 8;

export const x5cChainBroken = defineRule({
  id: 'x5c-chain-broken',
  group: 'certificates',
  severity: 'error',
  summary: 'A certificate of "x5c" did not issue the one before it',
  message: 'x5c[{i}] did not issue x5c[{previous}]: {reason}',
  why: 'Each certificate must certify the one before it. A recipient that validates the chain as given, as the SMART Health Cards tools do, rejects the key. Neighbours are compared by name, key identifier, CA flag and signature; the trust anchor may be left out, and no path is built.',
  whenFine: 'The trust anchor may be left out, and so may every issuer: one certificate is a chain.',
  fix: 'Brings the certificates into the one order that verifies; removes a certificate that is there already.',
  specs: [rfc(7517, '4.7'), rfc(5280, '6.1')],
  examples: {
    bad: [
      {
        title: 'Wrong order',
        text: `{${ecPublic},"x5c":["${leafCertificate}",⟦"${rootCertificate}"⟧,⟦"${intermediateCertificate}"⟧]}`,
        fixed: `{${ecPublic},"x5c":["${leafCertificate}","${intermediateCertificate}","${rootCertificate}"]}`,
      },
      {
        title: 'The same certificate twice',
        text: `{${ecPublic},"x5c":["${leafCertificate}",⟦"${leafCertificate}"⟧]}`,
        fixed: `{${ecPublic},"x5c":["${leafCertificate}"]}`,
      },
      {
        title: 'The right name, but another signature',
        text: `{${ecPublic},"x5c":["${forgedLeafCertificate}",⟦"${intermediateCertificate}"⟧]}`,
      },
    ],
    good: [
      { text: `{${ecPublic},"x5c":["${leafCertificate}","${intermediateCertificate}","${rootCertificate}"]}` },
      { title: 'The trust anchor may be left out', text: `{${ecPublic},"x5c":["${leafCertificate}"]}` },
    ],
  },
  key(key, report) {
    const items = key.certificates;
    for (const [i, item] of items.entries()) {
      const earlier = items[i - 1];
      const previous = earlier?.certificate;
      if (earlier === undefined || previous === undefined || item.certificate === undefined) continue;
      const reason =
        obstacle(previous, item.certificate) ?? (i <= maxLength ? forgery(key, previous, item.certificate) : undefined);
      if (reason === undefined) continue;
      report({
        at: item.node,
        data: { i, previous: i - 1, reason },
        related: [{ at: earlier.node, message: `x5c[${i - 1}]` }],
        fixes: () => repairs(key, item),
      });
    }
  },
});

/** Why `issuer` cannot have issued the certificate, whatever the signature says: what X509_check_issued looks at. */
function obstacle(certificate: Certificate, issuer: Certificate): string | undefined {
  if (equalOctets(certificate.der, issuer.der)) return 'it is the same certificate';
  return canHaveIssued(certificate, issuer) ? undefined : 'issuer name or CA constraints do not match';
}

/** What is wrong with the signature. It takes milliseconds to verify, so it is asked about. */
function forgery(key: Key, certificate: Certificate, issuer: Certificate): string | undefined {
  const verified = key.ask({
    kind: 'certificate-signature',
    inputs: [certificate.der, issuer.der],
    answer: () => atOnce(() => verifiesWith(certificate, issuer.key) ?? 'unknown'),
  });
  return verified === false ? 'the signature does not verify' : undefined;
}

/** Whether one certificate has issued the other, as far as can be told; for a fix, which somebody waits for. */
function issued(certificate: Certificate, issuer: Certificate): boolean {
  return obstacle(certificate, issuer) === undefined && verifiesWith(certificate, issuer.key) !== false;
}

function canHaveIssued(certificate: Certificate, issuer: Certificate): boolean {
  const { authorityKeyId, authoritySerial } = certificate;
  const differ = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
    a !== undefined && b !== undefined && !equalOctets(a, b);
  return (
    sameName(certificate.issuer, issuer.subject) &&
    !differ(authorityKeyId, issuer.subjectKeyId) &&
    !differ(authoritySerial, issuer.serial) &&
    issuer.isCa !== false &&
    issuer.keyUsage?.includes('keyCertSign') !== false
  );
}

function repairs(key: Key, item: X5cItem): Fix[] {
  const array = key.value('x5c');
  const items = key.certificates;
  const isSame = (other: X5cItem): boolean =>
    other.index < item.index && other.der !== undefined && item.der !== undefined && equalOctets(other.der, item.der);
  if (array?.type === 'array' && items.some(isSame)) {
    return [{ title: 'Remove the duplicate certificate', edits: removeItems(array, [item.node]) }];
  }
  const order = verifyingOrder(items);
  if (order === undefined) return [];
  const edits = order.flatMap((source, i): TextEdit[] => {
    const target = items[i] as X5cItem;
    return source === target ? [] : [replace(target.node, key.text.slice(source.node.start, source.node.end))];
  });
  return edits.length === 0 ? [] : [{ title: 'Bring the certificates into order', edits }];
}

/** The one order in which each certificate was issued by the next; undefined when there is none, or several. */
function verifyingOrder(items: readonly X5cItem[]): X5cItem[] | undefined {
  if (items.length > maxLength || items.some((item) => item.certificate === undefined)) return undefined;
  const orders: X5cItem[][] = [];
  const extend = (chain: readonly X5cItem[]): void => {
    if (chain.length === items.length) orders.push([...chain]);
    const last = chain.at(-1)?.certificate;
    for (const next of items) {
      if (orders.length > 1) return;
      if (chain.includes(next)) continue;
      if (last === undefined || issued(last, next.certificate as Certificate)) extend([...chain, next]);
    }
  };
  extend([]);
  return orders.length === 1 ? orders[0] : undefined;
}
