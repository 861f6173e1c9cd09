import { escapeJson } from '../../document/excerpt.ts';
import type { DocumentPart, JwkDocument } from '../../document/document.ts';
import type { JsonError } from '../../document/json.ts';
import { isCut, isOfSnippet, type Snippet } from '../../document/snippet.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';

/** More than these say nothing new about a broken document. */
const maxReports = 5;

export const jsonSyntax = defineRule({
  id: 'json-syntax',
  group: 'structure',
  severity: 'error',
  summary: 'The document is not valid JSON',
  message: 'JSON syntax: {parserMessage}',
  why: 'A recipient cannot parse the document at all. Comments, trailing commas and single quotes are never part of a JWK Set, whatever an editor accepts in its own files.',
  whenFine:
    'A snippet of documentation is meant to be one: a response pasted with its status line and headers, a command or a sentence before the JSON, and what was cut with an ellipsis is one finding of severity information. The keys that are whole are checked; that something is missing is not said. White space, tabs and line breaks between the parts are allowed. A host document that merely contains a key may have comments: it is not judged.',
  fix: 'Deletes the comment or the trailing comma; of a pasted response keeps only the body.',
  specs: [rfc(8259, '2'), rfc(8259, '7'), rfc(7517, '4'), rfc(7517, '5')],
  examples: {
    bad: [
      {
        path: 'jwks.json',
        text: '{"keys": [{"kty":"oct","use":"sig","kid":"a","k":"zbAyMgdVHsYjUbbhNIzzu2_7tZNWsrbAWmgHBV1jIgs"} ⟦// current⟧\n]}',
        fixed: '{"keys": [{"kty":"oct","use":"sig","kid":"a","k":"zbAyMgdVHsYjUbbhNIzzu2_7tZNWsrbAWmgHBV1jIgs"} \n]}',
      },
      {
        title: 'A set in a string',
        path: 'client.json',
        text: `{"serviceName":"A","jwks":"{\\"keys\\":[{${escapeJson(ecPublic)},\\"use\\":\\"sig\\",\\"kid\\":\\"a\\"},⟦]⟧}"}`,
        fixed: `{"serviceName":"A","jwks":"{\\"keys\\":[{${escapeJson(ecPublic)},\\"use\\":\\"sig\\",\\"kid\\":\\"a\\"}]}"}`,
      },
      {
        title: 'An HTTP response, pasted with its headers',
        path: 'jwks.json',
        text: `⟦HTTP/1.1 200 OK\nContent-Type: application/json⟧\n\n{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}`,
        severity: 'information',
        fixed: `{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}`,
      },
      {
        title: 'A set that was cut',
        path: 'jwks.json',
        text: `{"keys":[{${ecPublic},"use":"sig","kid":"a"}, ⟦…⟧]}`,
        severity: 'information',
      },
      {
        title: 'A value that was cut',
        text: '{"kty":"RSA","kid":"a","use":"sig","n":"xjlCRBqkOr7⟦…⟧","e":"AQAB"}',
        severity: 'information',
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
  document(document, report, { syntaxReported }) {
    const { snippet, text } = document;
    if (snippet !== undefined) {
      report({
        at: snippet,
        severity: 'information',
        data: { parserMessage: snippetMessages[snippet.kind] },
        ...(snippet.kind === 'cut' ? {} : { fixes: () => keepBody(document) }),
      });
    }
    // The host file of an embedded key has a language of its own, perhaps with comments.
    if (document.role !== 'embedded' && !syntaxReported) {
      reportErrors(document.errors.filter((e) => !isOfSnippet(e, text)));
    }
    for (const part of document.parts) if (part.errors !== undefined) reportHeld(part, part.errors);

    /** In a string nobody else sees them. */
    function reportHeld(part: DocumentPart, errors: readonly JsonError[]): void {
      const inner = part.excerpt?.text ?? text;
      const cut = errors.find((e) => isCut(e, inner));
      if (cut !== undefined && snippet === undefined)
        report({ at: cut, part, severity: 'information', data: { parserMessage: snippetMessages.cut } });
      reportErrors(
        errors.filter((e) => !isOfSnippet(e, inner)),
        part,
      );
    }

    function reportErrors(errors: readonly JsonError[], part?: DocumentPart): void {
      for (const error of errors.slice(0, maxReports)) {
        const { remove } = error;
        report({
          at: error,
          ...(part === undefined ? {} : { part }),
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
        });
      }
    }
  },
});

const snippetMessages: Readonly<Record<Snippet['kind'], string>> = {
  response: 'this is an HTTP response with its headers; only its body was checked',
  text: 'text stands before the JSON; only the JSON was checked',
  cut: 'the document was cut here; what is whole was checked',
};

/** Leaves nothing but the JSON value, and the line break at the file's end. */
function keepBody({ text, root }: JwkDocument): Fix[] {
  if (root === undefined) return [];
  const edits = [{ start: 0, end: root.start, text: '' }];
  if (text.slice(root.end).trim() !== '') edits.push({ start: root.end, end: text.length, text: '\n' });
  return [{ title: 'Keep only the body', edits }];
}
