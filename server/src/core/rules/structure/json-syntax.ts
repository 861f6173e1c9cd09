import { defineRule, rfc } from '../rule.ts';

/** More than these say nothing new about a broken document. */
const maxReports = 5;

export const jsonSyntax = defineRule({
  id: 'json-syntax',
  group: 'structure',
  severity: 'error',
  summary: 'The document is not valid JSON',
  message: 'JSON syntax: {parserMessage}',
  why: 'A recipient cannot parse the document at all. Comments, trailing commas and single quotes are never part of a JWK Set, whatever an editor accepts in its own files.',
  fix: 'Deletes the comment or the trailing comma.',
  specs: [rfc(8259, '2'), rfc(8259, '7'), rfc(7517, '4'), rfc(7517, '5')],
  examples: {
    bad: [
      {
        path: 'jwks.json',
        text: '{"keys": [{"kty":"oct","use":"sig","kid":"a","k":"zbAyMgdVHsYjUbbhNIzzu2_7tZNWsrbAWmgHBV1jIgs"} ⟦// current⟧\n]}',
        fixed: '{"keys": [{"kty":"oct","use":"sig","kid":"a","k":"zbAyMgdVHsYjUbbhNIzzu2_7tZNWsrbAWmgHBV1jIgs"} \n]}',
      },
    ],
    good: [
      {
        title: 'White space and line breaks between the parts are allowed',
        path: 'jwks.json',
        text: '{\n\t"keys" : [ ]\n}\n',
      },
    ],
  },
  *document(document) {
    // The host file of an embedded key has a language of its own, perhaps with comments.
    if (document.role === 'embedded') return;
    for (const error of document.errors.slice(0, maxReports)) {
      const { remove } = error;
      yield {
        at: error,
        data: { parserMessage: error.message },
        ...(remove === undefined
          ? {}
          : {
              fixes: () => [
                {
                  title: error.code === 'comment' ? 'Delete the comment' : 'Delete the trailing comma',
                  edits: [{ ...remove, text: '' }],
                },
              ],
            }),
      };
    }
  },
});
