/** Passwords typed at a terminal, which here is a stream that claims to be one. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { PassThrough } from 'node:stream';
import { givenSecrets } from '../../server/src/node/cli/secrets.ts';

const original = Object.getOwnPropertyDescriptor(process, 'stdin') as PropertyDescriptor;
const write = process.stderr.write.bind(process.stderr);

afterEach(() => {
  Object.defineProperty(process, 'stdin', original);
  process.stderr.write = write;
});

async function typed(text: string): Promise<string | undefined> {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (): unknown => terminal });
  Object.defineProperty(process, 'stdin', { value: terminal, configurable: true });
  // The prompt.
  process.stderr.write = () => true;
  terminal.write(text);
  const parameters = [{ name: 'password', type: 'secret', required: true }];
  return (await givenSecrets({ parameters } as never, {})).password;
}

describe('a password that is typed', () => {
  it('loses whole characters to Backspace', async () => {
    assert.equal(await typed('ab\u007f\n'), 'a');
    assert.equal(await typed('a\u{1F511}\u007f\n'), 'a');
    assert.equal(await typed('\u{1F511}\u{1F512}\bé\r'), '\u{1F511}é');
    assert.equal(await typed('\ba\n'), 'a');
  });
});
