import type { Command } from '../services.ts';

/** Shows what the server and the client wrote. */
export const showOutput: Command = {
  id: 'jwk.showOutput',
  run: ({ log }) => log.show(),
};
