/** Surroundings of operations under test: a fixed clock, the host's WebCrypto, and answers made up without a network. */
import assert from 'node:assert/strict';
import { encodeBase64 } from '../../server/src/core/encoding/base64url.ts';
import type { HttpAnswer, HttpQuestion } from '../../server/src/core/operations/fetch/http.ts';
import { OperationError, type OperationDeps, type WebCrypto } from '../../server/src/core/operations/operation.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';

/** The host's WebCrypto, but for some of its functions. */
export function hostCrypto(overrides: Partial<WebCrypto> = {}): WebCrypto {
  const subtle = crypto.subtle as unknown as WebCrypto;
  return {
    generateKey: (...args) => subtle.generateKey(...args),
    exportKey: (...args) => subtle.exportKey(...args),
    importKey: (...args) => subtle.importKey(...args),
    sign: (...args) => subtle.sign(...args),
    deriveBits: (...args) => subtle.deriveBits(...args),
    wrapKey: (...args) => subtle.wrapKey(...args),
    unwrapKey: (...args) => subtle.unwrapKey(...args),
    encrypt: (...args) => subtle.encrypt(...args),
    decrypt: (...args) => subtle.decrypt(...args),
    ...overrides,
  };
}

export function testDeps(overrides: Partial<OperationDeps> = {}): OperationDeps {
  return {
    now: () => exampleNow,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    crypto: hostCrypto(),
    request: () => Promise.reject(new Error('no request was expected')),
    ...overrides,
  };
}

/** Answers made up without a network, by address; an address that is not there fails the test. */
export function scripted(answers: Readonly<Record<string, Partial<HttpAnswer> & { readonly text?: string }>>): {
  readonly asked: string[];
  readonly request: (question: HttpQuestion) => Promise<HttpAnswer>;
} {
  const asked: string[] = [];
  return {
    asked,
    request: ({ url }) => {
      asked.push(url);
      const answer = answers[url];
      if (answer === undefined) return Promise.resolve({ url, status: 404, headers: {}, body: '', truncated: false });
      const { text = '', ...rest } = answer;
      const body = encodeBase64(new TextEncoder().encode(text));
      return Promise.resolve({
        url,
        status: 200,
        headers: { 'content-type': 'application/json' },
        body,
        truncated: false,
        ...rest,
      });
    },
  };
}

/** The whole of a failure, as a user sees it. */
export async function failure(run: Promise<unknown>): Promise<{ failure: string; text: string }> {
  try {
    await run;
  } catch (error) {
    assert.ok(error instanceof OperationError, String(error));
    return { failure: error.failure, text: [error.message, ...error.details].join('\n') };
  }
  return assert.fail('it should have failed');
}
