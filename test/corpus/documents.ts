/**
 * The corpus of documents nobody here wrote (../shared/corpus), where it is present, and what is expected of each.
 *
 * The path handed over is `keys/` and the file's own name. The corpus's folders are named after the repositories the
 * documents were found in and their test directories: those would switch the attenuation of test paths on, or say
 * public or private, of documents that are as real as any. A name's own tokens (`…_private.json`,
 * `….well-known+openid-configuration.json`) stay, as they come from the documents' sources.
 */
import type { Severity } from '../../server/src/core/rules/rule.ts';
import type { Finding } from '../../server/src/core/rules/run.ts';
import { hasFile, readText } from '../support/files.ts';
import { lintText } from '../support/lint.ts';

const folder = '../shared/corpus';

export const skip: string | false = !hasFile(`${folder}/index.tsv`) && 'the shared folder is not here';

export interface CorpusDocument {
  readonly id: string;
  readonly folder: string;
  readonly label: string;
  readonly why: string;
  readonly path: string;
  readonly text: string;
}

function readCorpus(): CorpusDocument[] {
  if (skip !== false) return [];
  const [, ...lines] = readText(`${folder}/index.tsv`).trimEnd().split('\n');
  return lines.map((line) => {
    const [id = '', file = '', , label = '', why = ''] = line.split('\t');
    return {
      id,
      folder: file.slice(0, file.indexOf('/')),
      label,
      why,
      path: `keys/${file.slice(file.lastIndexOf('/') + 1)}`,
      text: readText(`${folder}/${file}`),
    };
  });
}

export const corpus: readonly CorpusDocument[] = readCorpus();

export function lintDocument({ text, path }: CorpusDocument): Finding[] {
  return lintText(text, { path });
}

/** The rules that report at one of the levels, each once, in alphabetical order. */
export function rulesAt(findings: readonly Finding[], ...levels: readonly Severity[]): string[] {
  return [...new Set(findings.filter((f) => levels.includes(f.severity)).map((f) => f.rule.id))].sort();
}

/** Where we and a document's label disagree, and why we are right. */
export interface Argued {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly ids: string;
}

/** Each document's rules, from a list of arguments that may share documents. */
export function arguedRules(list: readonly Argued[]): Map<string, string[]> {
  const byId = new Map<string, string[]>();
  for (const { ids, rules } of list) {
    for (const id of ids.split(/\s+/)) byId.set(id, [...new Set([...(byId.get(id) ?? []), ...rules])].sort());
  }
  return byId;
}

/** Documents labelled valid on which we report an error. */
export const validWithErrors: readonly Argued[] = [
  {
    rules: ['known-example-key'],
    reason:
      'The private half of the key is printed in an RFC, in Wycheproof, at jwt.io or in a list of common secrets: well formed, and usable by anybody. Exactly what the rule is for; in directories of tests it is an information.',
    ids: `wp-00002 wp-00004 wp-00005 wp-00006 wp-00007 wp-00017 wp-00018 wp-00019 wp-00086 wp-00096
      rfc-00001 rfc-00002 rfc-00003 rfc-00004 rfc-00005 rfc-00006 rfc-00007 rfc-00008 rfc-00009 rfc-00010
      rfc-00012 rfc-00013 rfc-00014 rfc-00015 rfc-00016 rfc-00017 rfc-00018 rfc-00019 rfc-00020 rfc-00022
      rfc-00023 rfc-00024 rfc-00025 rfc-00026 rfc-00027 rfc-00028 rfc-00029 rfc-00030 rfc-00031 rfc-00032
      rfc-00033 rfc-00034 rfc-00035 rfc-00039 rfc-00040 rfc-00041 rfc-00042 rfc-00043 rfc-00044 rfc-00045
      rfc-00046 rfc-00047 rfc-00048 rfc-00049 rfc-00050 rfc-00051 rfc-00052 rfc-00053 rfc-00054 rfc-00055
      rfc-00061 rfc-00062 rfc-00063 rfc-00064 rfc-00067 rfc-00068 rfc-00069 rfc-00070 rfc-00071
      lib-00005 lib-00012 lib-00021 lib-00044 lib-00052 lib-00071 lib-00086 lib-00090 lib-00091 lib-00095
      lib-00097 lib-00101 lib-00114 lib-00115 lib-00117 lib-00118 lib-00134 lib-00136 lib-00200 lib-00205
      lib-00209 lib-00217 lib-00223 lib-00280 lib-00367 lib-00383 lib-00463 lib-00535 lib-00550 lib-00551
      lib-00563 lib-00582 lib-00675 lib-00681 lib-00686 lib-00688 lib-00690 lib-00694 lib-00704 lib-00710
      lib-00807 lib-00817 lib-00879 lib-00932 lib-00940 lib-01022 lib-01071`,
  },
  {
    rules: ['rsa-modulus-too-small'],
    reason:
      'Moduli of 512 to 2047 bits in tests of libraries that read them; RFC 7518 §3.3, §3.5, §4.2 and §4.3 ask for 2048. Among them lib-00176, which its library refuses in that very test.',
    ids: 'lib-00057 lib-00176 lib-00246 lib-00266 lib-00267 lib-01047 lib-01048',
  },
  {
    rules: ['rsa-leading-zero-octet'],
    reason:
      'p, q and dp begin with a zero octet: RFC 7518 §2 (Base64urlUInt) wants the minimum of octets. Its library tolerates it.',
    ids: 'lib-01118',
  },
  {
    rules: ['x5c-not-base64'],
    reason:
      'Has a backslash before every slash of its certificate, left over from unescaping a Java literal: not what the library was given, and not base64.',
    ids: 'lib-00051',
  },
  {
    rules: ['okp-private-key-mismatch'],
    reason:
      'The d of the cookbook’s curve25519 example is not the private half of its x; it is of the x in the same example’s output (rfc-00038). An error of the example.',
    ids: 'rfc-00037',
  },
];

/** Documents labelled invalid on which we report neither an error nor a warning. */
export const invalidUnreported: readonly Argued[] = [
  {
    rules: [],
    reason:
      '{"kty":"unrecognized"} and nothing else, under a name that says nothing: no sign of a key but a string (rules.md §2.1). As a .jwk it gives kty-unknown.',
    ids: 'lib-00154',
  },
  {
    rules: [],
    reason:
      'One key four times, twice with one kid: not two keys under one kid, so no verifier can go wrong. Reported as information (key-duplicate).',
    ids: 'lib-00798',
  },
];

/** Documents labelled silent, because they are not key documents, that are metadata with a fault of their own. */
export const silentWithFindings: readonly Argued[] = [
  {
    rules: ['jwks-uri-missing'],
    reason: 'A provider’s metadata without jwks_uri, which OIDC Discovery §3 requires and nobody can verify without.',
    ids: 'oidc-00002',
  },
  {
    rules: ['jwks-uri-invalid'],
    reason: 'jwks_uri is the name of a file beside it, as the test it belongs to wants; not a URI.',
    ids: 'oidc-00015 oidc-00017 oidc-00018 oidc-00020',
  },
  {
    rules: ['json-byte-order-mark'],
    reason: 'Begins with U+FEFF, which RFC 8259 §8.1 forbids to send.',
    ids: 'oidc-00025 oidc-00026',
  },
];
