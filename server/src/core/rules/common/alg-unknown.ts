import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { ianaAlgorithms } from '../sources.ts';
import { displayWord } from '../../words.ts';

export const algUnknown = defineRule({
  id: 'alg-unknown',
  group: 'common',
  severity: 'warning',
  summary: 'The algorithm is not a registered one',
  message: 'Unknown algorithm "{alg}"{draft}',
  why: 'Algorithms should be registered or named so that they cannot collide; jose and PyJWT refuse a key whose algorithm they do not know. A value that only a draft defines is a hint, because it may still change.',
  whenFine: 'Names that cannot collide, such as URIs, are not reported. Values of active drafts are hints only.',
  specs: [rfc(7517, '4.4'), ianaAlgorithms],
  examples: {
    bad: [
      { text: `{${ecPublic},"alg":⟦"ES224"⟧}` },
      { title: 'Defined in a draft only', text: `{${ecPublic},"alg":⟦"HPKE-0"⟧}`, severity: 'hint' },
    ],
    good: [{ title: 'A name that cannot collide', text: `{${ecPublic},"alg":"https://example.com/alg/es224"}` }],
  },
  about: ['odd-alg'],
  key(key, report) {
    const { alg, algorithm } = key;
    if (alg === undefined) return;
    if (alg.state === 'unknown') report({ at: alg.node, data: { alg: displayWord(alg.raw), draft: '' } });
    else if (algorithm?.draft !== undefined) {
      report({
        at: alg.node,
        data: { alg: displayWord(alg.raw), draft: ` (only in ${algorithm.draft})` },
        severity: 'hint',
      });
    }
  },
});
