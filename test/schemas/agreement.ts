/**
 * What the schemas and the rules agree on.
 *
 * **For every JSON text that our reader and JSON.parse take without complaint: an object where a key stands is invalid
 * by jwk.schema.json if and only if one of {@link rules} reports an error on it, and an object or array where a set
 * stands is invalid by jwks.schema.json if and only if one of them reports an error on the set or one of its keys.**
 *
 * One exception, in {@link counts}: rules that recognize what a value was meant to be count only where the value is not
 * in the right encoding all the same.
 */
import { readDocument, type DocumentPart, type ReadOptions } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { rules as allRules } from '../../server/src/core/rules/index.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { lint, type Finding } from '../../server/src/core/rules/run.ts';
import type { Validators } from './validators.ts';

/** The rules whose errors are the schemas' too. */
export const rules = new Set([
  // Types, and what is there.
  ...['member-type', 'member-empty', 'kty-missing', 'required-member-missing', 'akp-legacy-members', 'oct-empty'],
  ...['jwks-bare-array', 'jwks-keys-missing', 'jwks-keys-not-array', 'jwks-element-not-object'],
  // Vocabularies.
  ...['value-wrong-case', 'value-alias', 'crv-kty-mismatch', 'key-ops-duplicate'],
  // Encodings.
  ...['base64url-padding', 'base64url-standard-alphabet', 'base64url-whitespace', 'base64url-invalid'],
  ...['x5c-not-base64'],
]);

/**
 * The rules that say of a value what it is instead, and the encoding it should have. Where one of them speaks, the
 * encoding rules keep silent (rules.md §3.3, 6), so they stand in for those. But they speak of text too that is
 * properly encoded by chance ("redacted", hex digits, "010001") or by design (a private key among the certificates):
 * to know that those octets cannot be meant is not a schema's business.
 */
const recognitions: ReadonlyMap<string, RegExp> = new Map([
  ...['value-placeholder', 'value-hex-encoded', 'x5t-hex-encoded', 'rsa-exponent-misencoded'].map(
    (id) => [id, /^(?:[\w-]{4})*(?:[\w-]{2,3})?$/] as const,
  ),
  ['x5c-contains-private-key', /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/],
]);

/** Whether the schemas have to reject what the finding is about. Only errors count: a warning is of legal JSON. */
function counts({ rule: { id }, severity, start, end }: Finding, text: string): boolean {
  if (severity !== 'error') return false;
  const encoding = recognitions.get(id);
  if (encoding === undefined) return rules.has(id);
  const value: unknown = JSON.parse(text.slice(start, end));
  return typeof value !== 'string' || !encoding.test(value);
}

const configuration = {
  ...defaultConfiguration,
  rules: Object.fromEntries(
    allRules.filter(({ id }) => !rules.has(id) && !recognitions.has(id)).map(({ id }) => [id, 'off'] as const),
  ),
};

/** A key or a set, and what both sides say of it. */
export interface Verdict {
  readonly kind: 'jwk' | 'jwks';
  /** Its own text. */
  readonly text: string;
  readonly valid: boolean;
  /** The rules that make it invalid, each once. */
  readonly reported: readonly string[];
}

/** Both verdicts on every key and every set of the document; none where it is not JSON throughout. */
export function verdicts(validators: Validators, text: string, path: string, options: ReadOptions = {}): Verdict[] {
  const document = readDocument(text, path, options);
  // Where the text breaks off, or a value was cut, nothing can be said to be missing or malformed.
  if (document.errors.length > 0 || document.snippet !== undefined) return [];
  // Without the usual limit: an error left out for the sake of two hundred others would be missed.
  const findings = lint(document, configuration, exampleNow, Infinity).filter((f) => counts(f, text));
  // Keys in strings are of another text, where the document's own absence rules do not hold.
  return document.parts.filter((part) => part.excerpt === undefined).flatMap((part): Verdict[] => {
    const root = rootOf(part);
    const keys = part.keys.map((key) => ({ node: key.object, own: findings.filter((f) => f.key === key) }));
    return [
      ...(root === undefined ? [] : [{ kind: 'jwks' as const, node: root, own: findings.filter((f) => f.part === part) }]),
      ...keys.map((key) => ({ kind: 'jwk' as const, ...key })),
    ].map(({ kind, node, own }) => {
      const ownText = text.slice(node.start, node.end);
      const valid = validators[kind](JSON.parse(ownText));
      return { kind, text: ownText, valid, reported: [...new Set(own.map((f) => f.rule.id))] };
    });
  });
}

/** What is a set, or taken for one. */
function rootOf(part: DocumentPart): { start: number; end: number } | undefined {
  return part.kind === 'set' ? (part.object ?? part.holder) : undefined;
}

/** Whether the two sides contradict each other. */
export function disagrees({ valid, reported }: Verdict): boolean {
  return valid !== (reported.length === 0);
}
