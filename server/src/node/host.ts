/** The host under Node. */
import { readFile } from 'node:fs/promises';
import type { Host } from '../host.ts';
import { request } from './http.ts';

export function nodeHost(): Host {
  return {
    now: () => Date.now() / 1000,
    request,
    readFile: (path) => readFile(path, 'utf8'),
    setTimeout: (callback, ms) => {
      const timer = setTimeout(callback, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
