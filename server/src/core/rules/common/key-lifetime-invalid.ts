import { replace } from '../../document/edits.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { federation } from '../sources.ts';
import { lifetimeFaults, unusableTimes, type LifetimeFault } from './lifetime.ts';

export const keyLifetimeInvalid = defineRule({
  id: 'key-lifetime-invalid',
  group: 'common',
  severity: 'error',
  summary: 'A time or revocation of the key cannot be meant',
  message: '"{name}": {reason}',
  why: 'The value cannot mean what was intended: a time in milliseconds, as Gluu oxAuth published it, keeps a key valid for some 50,000 years, and a key that expires before it was issued is never valid.',
  fix: 'Converts milliseconds to seconds.',
  specs: [rfc(7519, '2'), rfc(7519, '4.1.4'), rfc(7519, '4.1.5'), rfc(7519, '4.1.6'), federation('8.7.2')],
  examples: {
    bad: [
      {
        title: 'Milliseconds',
        text: `{${ecPublic},"use":"sig","exp":⟦1795219200000⟧}`,
        fixed: `{${ecPublic},"use":"sig","exp":1795219200}`,
      },
      { title: 'Negative', text: `{${ecPublic},"use":"sig","nbf":⟦-1⟧}` },
      {
        title: 'Expires before it was issued',
        text: `{${ecPublic},"use":"sig","iat":1795046400,"exp":⟦1794960000⟧}`,
      },
      {
        title: 'Expires before it is valid',
        text: `{${ecPublic},"use":"sig","nbf":1795046400,"exp":⟦1794960000⟧}`,
      },
      {
        title: 'Revoked without a time',
        text: `{"keys":[{${ecPublic},"use":"sig","kid":"a","revoked":⟦{"reason":"superseded"}⟧}]}`,
      },
      {
        title: 'A reason that is no text',
        text: `{"keys":[{${ecPublic},"use":"sig","kid":"a","revoked":{"revoked_at":1795046400,"reason":⟦4⟧}}]}`,
      },
    ],
    good: [{ text: `{${ecPublic},"use":"sig","iat":1795046400,"exp":1795219200}` }],
  },
  about: ['times'],
  key(key, report) {
    for (const fault of lifetimeFaults(key)) {
      report({
        at: fault.at,
        data: { name: fault.name, reason: fault.reason },
        related: fault.against === undefined ? [] : relatedMember(key, fault.against),
        fixes: () => (unusableTimes(key).some((u) => u.at === fault.at) ? toSeconds(fault) : []),
      });
    }
  },
});

/** One division mends milliseconds; what is still too great after it was something else. */
function toSeconds({ at }: LifetimeFault): Fix[] {
  const seconds = at.type === 'number' ? Math.trunc(at.value / 1000) : -1;
  if (seconds < 1e6 || seconds > 1e11) return [];
  return [{ title: 'Convert to seconds', edits: [replace(at, String(seconds))] }];
}
