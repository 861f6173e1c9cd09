import { removeInside, replaceString } from '../../document/edits.ts';
import { within } from '../../document/tree.ts';
import { toBase64url } from '../../encoding/base64url.ts';
import { defineRule, rfc } from '../rule.ts';
import { edPublic, octSecret } from '../samples.ts';
import { forEachValue } from './repair.ts';

const x = 'Et76nQRyOmCobvCD8m5ykkyraok1WB-Ee4P1ZW4hpBg';
const start = edPublic.slice(0, edPublic.indexOf('Et76') - 1);

export const base64urlWhitespace = defineRule({
  id: 'base64url-whitespace',
  group: 'encoding',
  severity: 'error',
  summary: 'A base64url value contains white space',
  message: 'Whitespace inside a base64url value',
  why: 'base64url in JOSE has no line breaks, white space or other additional characters. Python libraries and json-jwt reject a line break that Go accepts, and the thumbprint of such a value is another one.',
  whenFine: 'White space between the parts of the JSON text does not matter.',
  fix: 'Removes all white space from the value.',
  specs: [rfc(7515, '2'), rfc(4648, '3.1'), rfc(4648, '3.3')],
  examples: {
    bad: [
      {
        title: 'An escaped line break',
        text: `{${start}⟦"${x.slice(0, 20)}\\n${x.slice(20)}"⟧}`,
        fixed: `{${edPublic}}`,
      },
      {
        title: 'A space',
        text: `{${start}"${x.slice(0, 20)}⟦ ⟧${x.slice(20, 30)} ${x.slice(30)}"}`,
        fixed: `{${edPublic}}`,
      },
    ],
    good: [{ title: 'Between the parts of the JSON text', text: `{ ${octSecret}\n}` }],
  },
  fixAll: true,
  changesThumbprint: true,
  about: ['encoding'],
  key(key, report) {
    forEachValue(
      key,
      (e) => e.whitespace,
      (e) => {
        const first = e.node.value.search(/\s/);
        return {
          at: within(e.node, first, first + 1),
          fixes: () => {
            const { node } = e;
            if (!node.escaped) return [{ title: 'Remove the white space', edits: removeInside(node, /\s+/g) }];
            // What is not base64url all the same keeps its other characters.
            const mended = e.octets === undefined ? e.repaired : toBase64url(node.value);
            return [{ title: 'Remove the white space', edits: [replaceString(node, mended)] }];
          },
        };
      },
      report,
    );
  },
});
