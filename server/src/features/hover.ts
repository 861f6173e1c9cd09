/** Hover (E1): what a member or value means in the words of its RFC, and what can be computed about this very key. */
import { MarkupKind, type Hover } from 'vscode-languageserver';
import { bitLength } from '../core/encoding/octets.ts';
import type { JsonNode, JsonObject } from '../core/document/json.ts';
import type { Key } from '../core/key/key.ts';
import { certificateLine, inspectKey } from '../core/operations/inspect.ts';
import { algorithms } from '../core/registry/algorithms.ts';
import { curves, isCurve } from '../core/registry/curves.ts';
import { isKeyType, keyTypes } from '../core/registry/keyTypes.ts';
import { members, shownText } from '../core/registry/members.ts';
import { keyOperations, uses } from '../core/registry/uses.ts';
import { count, date } from '../core/text.ts';
import type { Snapshot } from '../documents.ts';
import { rangeOf } from './diagnostics.ts';
import { code, factsMarkdown } from './facts.ts';
import { memberAt, placeAt } from './position.ts';

/** @param now seconds since 1970, for "expired" and "not yet valid" */
export function hover(snapshot: Snapshot, offset: number, now: number): Hover | null {
  const { document } = snapshot;
  const at = placeAt(document, offset);
  const place = memberAt(at);
  if (place === undefined) return null;
  const { key } = at;
  const name = place.member.name.value;
  if (key?.object !== place.object) return setHover(snapshot, name, place.object);
  const lines = [memberText(name), ...valueText(key, name, place.node), ...memberFacts(key, name, now)];
  const text = lines.filter((line) => line !== undefined);
  if (text.length === 0) return null;
  if (name === 'kty' || name === 'kid') text.push(factsMarkdown(key));
  const span = place.on === 'name' ? place.member.name : (place.node ?? place.member.name);
  return {
    contents: { kind: MarkupKind.Markdown, value: text.join('\n\n') },
    range: rangeOf(snapshot, at.toDocument(span)),
  };
}

function setHover(snapshot: Snapshot, name: string, object: JsonObject): Hover | null {
  const part = snapshot.document.parts.find((p) => p.kind === 'set' && p.object === object);
  if (name !== 'keys' || part === undefined) return null;
  const value = `**"keys"** · Array of JWK Values\n\nThe JWKs of this JWK Set. By default their order does not imply a preference. _(RFC 7517 §5.1)_\n\n${count(part.keys.length, 'key')} · exposure: ${part.exposure}`;
  return { contents: { kind: MarkupKind.Markdown, value } };
}

function memberText(name: string): string | undefined {
  const member = members.get(name);
  return member === undefined ? undefined : `**"${member.name}"** · ${member.title}\n\n${shownText(member)}`;
}

/** The meaning of the value itself, where it is one of a registered vocabulary. */
function valueText(key: Key, name: string, node: JsonNode | undefined): string[] {
  switch (name) {
    case 'kty': {
      const kty = key.kty?.value;
      return kty !== undefined && isKeyType(kty)
        ? [`\`${kty}\`: ${keyTypes[kty].title} _(${keyTypes[kty].source})_`]
        : [];
    }
    case 'crv': {
      const crv = key.crv?.value;
      if (crv === undefined || !isCurve(crv)) return [];
      const curve = curves[crv];
      return [
        `\`${crv}\`: ${curve.bits} bits, values of ${curve.octets} octets, for kty ${curve.kty} _(${curve.source})_`,
      ];
    }
    case 'alg': {
      const alg = key.alg === undefined ? undefined : algorithms.get(key.alg.value);
      if (alg === undefined) return [];
      const notes = [
        alg.insecure,
        alg.deprecated === undefined ? undefined : `deprecated by ${alg.deprecated}`,
        alg.draft,
      ];
      const note = notes
        .filter((n) => n !== undefined)
        .map((n) => `; ${n}`)
        .join('');
      return [`\`${alg.alg}\`: ${alg.title}${note} _(${alg.source})_`];
    }
    case 'use': {
      const title = key.use === undefined ? undefined : uses.get(key.use.value);
      return title === undefined ? [] : [`\`${key.use?.value ?? ''}\`: ${title}`];
    }
    case 'key_ops': {
      const ops = node?.type === 'string' ? key.keyOps.filter((op) => op.node === node) : key.keyOps;
      return ops.flatMap((op) => {
        const known = keyOperations.get(op.value);
        return known === undefined ? [] : [`\`${known.op}\`: ${known.title}`];
      });
    }
    default:
      return [];
  }
}

/** What can be computed from the value, never the value of a private member. */
function memberFacts(key: Key, name: string, now: number): string[] {
  const octets = key.octets(name);
  switch (name) {
    case 'n':
      return octets === undefined ? [] : [`${bitLength(octets)}-bit modulus`];
    case 'e': {
      const e = key.integer('e');
      return e === undefined || e > 0xffff_ffffn ? [] : [`Exponent ${String(e)}`];
    }
    case 'x5c':
      return inspectKey(key).certificates.map((c) => `x5c[${c.index}]: ${code(certificateLine(c))}`);
    case 'exp':
    case 'nbf':
    case 'iat': {
      const seconds = key.number(name);
      if (seconds === undefined) return [];
      return [`${date(seconds)} (UTC), ${seconds <= now ? 'in the past' : 'in the future'}`];
    }
    default:
      return octets === undefined ? [] : [count(octets.length, 'octet')];
  }
}
