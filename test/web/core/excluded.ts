/**
 * The core's test files that stay in Node, and why. Everything else in `coreFolders` also runs in Chromium; so a new
 * test file does, without anybody asking for it.
 */
export const coreFolders = ['core', 'rules', 'operations', 'seeds', 'corpus'] as const;

export const excluded: Readonly<Record<string, string>> = {
  'test/core/x509-reference.test.ts':
    'Holds the certificate reader against node:crypto’s and OpenSSL’s; a browser has no X.509 reader. What needs neither is in x509.test.ts.',
  'test/corpus/knownExamples.test.ts':
    'Holds a table against a file beside the corpus; no code runs that a browser could run otherwise.',
  'test/operations/fetch-http.test.ts':
    'Fetches with the command line’s HTTP client from a server of its own: both are Node’s. What core makes of the answers is in fetch.test.ts.',
};
