import { absencePlace } from '../places.ts';
import { defineRule, rfc, spec } from '../rule.ts';
import { ecPublic, edPublic, rsaPublic } from '../samples.ts';
import { display } from '../../text.ts';
import { mainValue } from './leaks.ts';

const listed = ['MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo', 'bj1o5y8oSezLiAxi_IqNrQSmeRTV-c4gfE1wLKpT7Tw'];

export const compromisedKey = defineRule({
  id: 'compromised-key',
  group: 'security',
  severity: 'error',
  summary: 'The key is on the configured block list',
  message: 'This key is on the configured block list ({list})',
  why: 'The private half is known to others: a weak generator made the key (Debian, CVE-2008-0166), it leaked with a firmware or a repository. The list is a local file you name, with RFC 7638 thumbprints or as badkeys publishes it (blocklist.dat); nothing is bundled or downloaded.',
  whenFine:
    'A key stays on a list for ever: documents that are kept as evidence, or test data of the list, will match.',
  specs: [
    spec('CVE-2008-0166', 'https://www.cve.org/CVERecord?id=CVE-2008-0166'),
    spec('badkeys block list format', 'https://github.com/badkeys/badkeys/blob/main/docs/BLOCKLISTFORMAT.md'),
    rfc(7638, '7'),
  ],
  examples: {
    bad: [
      { blocklist: listed, text: `{${ecPublic.replace(/"x":("[^"]*")/, '"x":⟦$1⟧')}}` },
      { blocklist: listed, text: `{${rsaPublic.replace(/"n":("[^"]*")/, '"n":⟦$1⟧')}}` },
    ],
    good: [
      { title: 'A key that is not listed', blocklist: listed, text: `{${edPublic}}` },
      { title: 'No list', text: `{${ecPublic}}` },
    ],
  },
  key(key, report, { blocklist }) {
    if (blocklist?.has(key) !== true) return;
    report({ at: mainValue(key) ?? absencePlace(key), data: { list: display(blocklist.name) } });
  },
});
