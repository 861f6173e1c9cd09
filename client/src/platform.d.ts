/** The part of the web worker interface that the browser entry point uses; not in Node's types, which the rest compiles with. */
declare class Worker {
  constructor(url: string, options?: { readonly name?: string });
  terminate(): void;
}
