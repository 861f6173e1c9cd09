import { within } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { edPublic, rsaPublic } from '../samples.ts';
import { forEachValue, paddingStart, removePadding, repairFix } from './repair.ts';

const padded = edPublic.replace(/"$/, '⟦=⟧"');

export const base64urlPadding = defineRule({
  id: 'base64url-padding',
  group: 'encoding',
  severity: 'error',
  summary: 'A base64url value is padded with "="',
  message: 'base64url values in JWKs have no "=" padding',
  why: 'JOSE defines base64url with all trailing `=` omitted. 14 of 15 measured libraries tolerate padding, go-jose does not, and the thumbprint of a padded value is another one.',
  fix: 'Removes the padding.',
  specs: [rfc(7515, '2'), rfc(7518, '6')],
  examples: {
    bad: [
      { text: `{${padded}}`, fixed: `{${edPublic}}` },
      {
        title: 'A short value',
        text: `{${rsaPublic.replace('"AQAB"', '"Aw⟦==⟧"')}}`,
        fixed: `{${rsaPublic.replace('"AQAB"', '"Aw"')}}`,
      },
    ],
    good: [{ text: `{${edPublic}}` }, { title: 'A kid is any text', text: `{${edPublic},"kid":"YQ=="}` }],
  },
  fixAll: true,
  changesThumbprint: true,
  about: ['encoding'],
  key(key, report) {
    forEachValue(
      key,
      (e) => e.padding,
      (e) => ({
        at: within(e.node, paddingStart(e.node), e.node.value.lastIndexOf('=') + 1),
        fixes: () => repairFix('Remove the padding', e, removePadding),
      }),
      report,
    );
  },
});
