/** What is measured in process. Bundled like the server: tsx wraps functions to keep their names, which costs time. */
import { accelerate } from '../../server/src/node/accelerate.ts';

export { readDocument } from '../../server/src/core/document/document.ts';
export { generate } from '../../server/src/core/operations/generate.ts';
export { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
export { lint } from '../../server/src/core/rules/run.ts';

// As the server and the command line do at their start.
accelerate();
