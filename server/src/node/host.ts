/** The host under Node. */
import { checkPrime } from 'node:crypto';
import { promisify } from 'node:util';
import type { Host } from '../host.ts';
import { newKeyPair } from './keyPair.ts';
import { readList, readPlainFile } from './linkedFile.ts';

export function nodeHost(): Host {
  return {
    now: () => Date.now() / 1000,
    // Loaded when something is fetched, which most editors do by themselves: node:https and all takes a while.
    request: async (question, signal) => (await import('./http.ts')).request(question, signal),
    readFile: readPlainFile,
    readList,
    keyPair: newKeyPair,
    isPrime: promisify(checkPrime),
    setTimeout: (callback, ms) => {
      const timer = setTimeout(callback, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
