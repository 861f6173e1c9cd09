import { defineRule, rfc } from '../rule.ts';
import { ecPublic, edPublic } from '../samples.ts';
import { federation } from '../sources.ts';
import { isWellRevoked } from './lifetime.ts';

export const keyRevoked = defineRule({
  id: 'key-revoked',
  group: 'common',
  severity: 'warning',
  summary: 'A revoked key is still in a live set',
  message: 'Revoked key in a live JWK Set; recipients that do not know "revoked" still trust it',
  why: '"revoked" is defined for the historical keys of OpenID Federation. Everybody else must ignore the member and keeps trusting the key, so revoking a key means taking it out of the set.',
  whenFine: 'Revoked keys belong in a set of historical keys (OpenID Federation §8.7), where they are not reported.',
  fix: 'Removes the key.',
  specs: [federation('8.7.2'), rfc(7517, '4')],
  examples: {
    bad: [
      {
        text: `{"keys":[{${edPublic},"use":"sig","kid":"a"},{${ecPublic},"use":"sig","kid":"b",⟦"revoked"⟧:{"revoked_at":1795046400}}]}`,
        fixed: `{"keys":[{${edPublic},"use":"sig","kid":"a"}]}`,
      },
    ],
    good: [
      {
        title: 'Among historical keys',
        path: 'historical.json',
        text: `{"iss":"https://fed.example","iat":1795132800,"keys":[{${ecPublic},"use":"sig","kid":"b","exp":1795046400,"revoked":{"revoked_at":1795046400,"reason":"superseded"}}]}`,
      },
    ],
  },
  about: ['times'],
  key(key, report, context) {
    const revoked = key.member('revoked');
    if (revoked === undefined || !context.inSet || context.historical || !isWellRevoked(key)) return;
    report({
      at: revoked.name,
      fixes: () => [{ title: 'Remove the revoked key', edits: 'remove-key' }],
    });
  },
});
