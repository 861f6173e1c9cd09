import { replace, replaceString } from '../../document/edits.ts';
import { within } from '../../document/tree.ts';
import { canonicalText, type Encoded } from '../../key/encoded.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { edPublic } from '../samples.ts';
import { forEachValue } from './repair.ts';

function fixes({ node, ...encoded }: Encoded): Fix[] {
  const canonical = canonicalText({ node, ...encoded });
  if (canonical === undefined) return [];
  const last = canonical.length - 1;
  const edit = node.escaped
    ? replaceString(node, canonical)
    : replace(within(node, last, last + 1), canonical.slice(last));
  return [{ title: 'Use the canonical encoding', edits: [edit] }];
}

export const base64urlNonCanonical = defineRule({
  id: 'base64url-non-canonical',
  group: 'encoding',
  severity: 'warning',
  summary: 'The unused trailing bits of a base64url value are not zero',
  message: 'Non-canonical base64url: unused trailing bits are not zero',
  why: "It decodes, but it is a second spelling of the same key with another thumbprint, and strict decoders (Ruby's, for one) reject it.",
  whenFine:
    'The value decodes to the same octets: where nobody computes thumbprints and no decoder is strict, it works.',
  fix: 'Replaces the last character by the canonical one.',
  specs: [rfc(4648, '3.5'), rfc(7638, '7')],
  examples: {
    bad: [{ text: `{${edPublic.replace(/g"$/, '⟦h⟧"')}}`, fixed: `{${edPublic}}` }],
    good: [{ text: `{${edPublic}}` }],
  },
  fixAll: true,
  changesThumbprint: true,
  about: ['encoding'],
  key(key, report) {
    forEachValue(
      key,
      (e) => e.nonCanonical,
      (e) => ({
        at: within(e.node, e.node.value.length - 1, e.node.value.length),
        fixes: () => fixes(e),
      }),
      report,
    );
  },
});
