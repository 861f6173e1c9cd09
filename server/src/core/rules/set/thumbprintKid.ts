import { replaceString } from '../../document/edits.ts';
import type { Fix } from '../rule.ts';
import type { Key } from '../../key/key.ts';

/**
 * "Set kid to the JWK thumbprint" for one of two keys that share a kid: of the later one, or of the earlier one where
 * the later has its thumbprint already. Not for symmetric keys, whose thumbprint is a hash of the secret.
 */
export function thumbprintKidFix(later: Key, first: Key): Fix[] {
  const own = kidFix(later, 'Set kid to the JWK thumbprint');
  if (own !== undefined) return [own];
  const other = kidFix(first, `Set kid of keys[${first.index}] to the JWK thumbprint`);
  return other === undefined ? [] : [other];
}

function kidFix(key: Key, title: string): Fix | undefined {
  const { kid, thumbprint } = key;
  if (kid === undefined || thumbprint === undefined || key.type?.kty === 'oct') return undefined;
  return kid.value === thumbprint ? undefined : { title, edits: [replaceString(kid, thumbprint)], key };
}
