/** A new key as a JWK: material, labels and kid put together in the usual order of members. */
import { applyEdits } from '../document/edits.ts';
import type { KeyChoice } from './choice.ts';
import { keyOf, writeDocument } from './documents.ts';
import { makeKid, type KidRequest } from './kid.ts';
import { newMaterial } from './material.ts';
import type { Note, OperationDeps, ResultText } from './operation.ts';
import { publicHalf } from './publicHalf.ts';

export type Jwk = Readonly<Record<string, unknown>>;

export interface NewKey {
  /** With its private or symmetric members. */
  readonly jwk: Jwk;
  /** Its public half; a symmetric key has none. */
  readonly publicJwk: Jwk | undefined;
  readonly kid: string | undefined;
  readonly notes: readonly Note[];
}

export async function newKey(choice: KeyChoice, kid: KidRequest, deps: OperationDeps): Promise<NewKey> {
  deps.progress?.(
    `Generating ${choice.kty === 'RSA' ? `a ${choice.bits ?? 2048}-bit RSA key` : `an ${choice.crv ?? choice.alg ?? choice.kty} key`}`,
  );
  const material = await newMaterial(choice, deps);
  deps.checkpoint?.();
  const labels = {
    kty: choice.kty,
    ...(choice.use === undefined ? {} : { use: choice.use }),
    ...(choice.keyOps.length === 0 ? {} : { key_ops: choice.keyOps }),
    ...(choice.alg === undefined ? {} : { alg: choice.alg }),
  };
  const made = makeKid(keyOf({ ...labels, ...material }), kid, deps);
  const jwk: Jwk = { ...labels, ...(made.kid === undefined ? {} : { kid: made.kid }), ...material };
  const publicJwk = choice.kty === 'oct' ? undefined : publicJwkOf(jwk);
  return { jwk, publicJwk, kid: made.kid, notes: [...choice.notes, ...made.notes] };
}

function publicJwkOf(jwk: Jwk): Jwk {
  const key = keyOf(jwk);
  return JSON.parse(applyEdits(key.text, publicHalf(key).edits)) as Jwk;
}

/** The key and its public half as documents, each a set of one where that is wanted. */
export function keyTexts({ jwk, publicJwk }: NewKey, asSet: boolean): ResultText[] {
  const write = (key: Jwk): string => writeDocument(asSet ? { keys: [key] } : key);
  const whole: ResultText = { kind: publicJwk === undefined ? 'symmetric' : 'private', text: write(jwk), secret: true };
  return publicJwk === undefined ? [whole] : [whole, { kind: 'public', text: write(publicJwk), secret: false }];
}
