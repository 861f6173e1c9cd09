/** ssh-keygen reads the lines that conversions write, and conversions read its keys. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { failure } from '../operations/support.ts';
import { converted, Desk, fromJwk, missing, numbers, reference, toJwk } from './support.ts';

const kinds: readonly (readonly [name: string, ...args: string[]])[] = [
  ['rsa', '-t', 'rsa', '-b', '2048'],
  ['p256', '-t', 'ecdsa', '-b', '256'],
  ['p384', '-t', 'ecdsa', '-b', '384'],
  ['p521', '-t', 'ecdsa', '-b', '521'],
  ['ed25519', '-t', 'ed25519'],
];

describe('conversions and OpenSSH', { skip: missing('ssh-keygen') }, () => {
  const desk = new Desk();
  after(() => {
    desk.remove();
  });
  const keygen = (...args: readonly string[]): string => desk.run('ssh-keygen', args).toString();

  for (const [name, ...args] of kinds) {
    it(name, async () => {
      keygen(...args, '-N', '', '-C', 'me@example.test', '-f', name, '-q');
      const jwk = await toJwk(desk.read(name));
      const pub = desk.read(`${name}.pub`).toString();
      const publicJwk = await toJwk(pub);
      assert.deepEqual(publicJwk, await toJwk(desk.read(name), { public: true }));
      assert.match((await converted(pub)).notes[0]?.message ?? '', /comment of an OpenSSH key, "me@example\.test"/);
      // The line, but for its comment, is the same.
      const words = (line: string): string[] => line.trim().split(' ');
      const line = await fromJwk({ ...jwk, kid: 'a b' }, { to: 'openssh' });
      assert.deepEqual(words(line), [...words(pub).slice(0, 2), 'a', 'b']);
      desk.write('ours.pub', line);
      assert.equal(words(keygen('-l', '-f', 'ours.pub'))[1], words(keygen('-l', '-f', `${name}.pub`))[1]);
      // Its own conversion agrees: ed25519 is not among what it converts.
      if (name !== 'ed25519') {
        const spki = keygen('-e', '-m', 'PKCS8', '-f', `${name}.pub`);
        assert.deepEqual(numbers(await toJwk(spki)), numbers(publicJwk));
        assert.deepEqual(numbers(publicJwk), reference(spki));
        desk.write('ours.pem', await fromJwk(jwk, { public: true }));
        assert.deepEqual(words(keygen('-i', '-m', 'PKCS8', '-f', 'ours.pem')).slice(0, 2), words(pub).slice(0, 2));
      }
      // A private key of ours serves it.
      desk.write('ours', await fromJwk(jwk, name === 'ed25519' ? {} : { format: name === 'rsa' ? 'pkcs1' : 'sec1' }));
      if (name !== 'ed25519') assert.deepEqual(words(keygen('-y', '-f', 'ours')).slice(0, 2), words(pub).slice(0, 2));
    });
  }

  it('an encrypted key: what to do about it works', async () => {
    keygen('-t', 'ecdsa', '-N', 'secret', '-f', 'locked', '-q');
    const outcome = await failure(converted(desk.read('locked'), { password: 'secret' }));
    assert.equal(outcome.failure, 'input');
    assert.match(outcome.text, /encrypted.*ssh-keygen -p -m PKCS8 -f FILE/);
    keygen('-p', '-m', 'PKCS8', '-P', 'secret', '-N', 'secret', '-f', 'locked');
    const jwk = await toJwk(desk.read('locked'), { password: 'secret', public: true });
    assert.deepEqual(jwk, await toJwk(desk.read('locked.pub')));
  });

  it('a file of authorized keys', async () => {
    const line = (name: string): string => desk.read(`${name}.pub`).toString();
    const file = `# keys\n\nfrom="10.0.0.0/8",no-pty ${line('rsa')}command="echo ssh-rsa" ${line('ed25519')}`;
    const { keys } = (await toJwk(file)) as unknown as { keys: { kty: string }[] };
    assert.deepEqual(
      keys.map((key) => key.kty),
      ['RSA', 'OKP'],
    );
    keygen('-t', 'rsa', '-N', '', '-f', 'ca', '-q');
    keygen('-s', 'ca', '-I', 'id', '-n', 'me', 'rsa.pub');
    assert.match((await failure(converted(desk.read('rsa-cert.pub')))).text, /line 1: it is an OpenSSH certificate/);
  });
});
