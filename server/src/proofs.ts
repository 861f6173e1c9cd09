/**
 * Finds the answers to questions that take time (rules.md §3.7): step by step, so that whoever waits can give up, and
 * once for each number, whichever document it is in.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64 } from './core/encoding/base64url.ts';
import { fromInteger, utf8 } from './core/encoding/octets.ts';
import type { Input, Question } from './core/key/questions.ts';
import type { JwkDocument } from './core/document/document.ts';
import type { LintConfiguration } from './core/rules/configuration.ts';
import type { Counterpart } from './core/rules/rule.ts';
import { lint, maxFindings, openQuestions, type Finding } from './core/rules/run.ts';
import { turn } from './turn.ts';
import type { Host } from './host.ts';

/** Answers remembered: enough for some very large sets, in a few megabytes. */
const maxRemembered = 20_000;

/** Questions that are put to the host at once. */
const workers = 4;

/** Milliseconds of work after which others get a turn. */
const turnMs = 10;

export class Proofs {
  private readonly host: Pick<Host, 'now' | 'isPrime'>;
  /** By a keyed hash of the inputs: nothing here tells a private value, nor would it outside this process. */
  private readonly remembered = new Map<string, unknown>();
  /** Made with the first question: most documents ask none, and there may be no randomness at hand that soon. */
  private secret: Uint8Array | undefined = undefined;

  constructor(host: Pick<Host, 'now' | 'isPrime'>) {
    this.host = host;
  }

  /** @param pause called now and then; what it throws ends the work */
  async find(question: Question, pause: () => Promise<void>): Promise<unknown> {
    const name = this.nameOf(question);
    if (this.remembered.has(name)) return this.remembered.get(name);
    const answer = (await this.askHost(question)) ?? (await this.compute(question, pause));
    await pause();
    if (this.remembered.size >= maxRemembered) this.remembered.delete(this.remembered.keys().next().value as string);
    this.remembered.set(name, answer);
    return answer;
  }

  /** Lints the document and leaves no question open; for those who wait for the whole. */
  async lintFully(
    document: JwkDocument,
    configuration: LintConfiguration,
    now: number,
    counterparts: readonly Counterpart[] = [],
    max = maxFindings,
  ): Promise<Finding[]> {
    for (;;) {
      const findings = lint(document, configuration, now, max, counterparts);
      const open = openQuestions(document);
      if (open.length === 0) return findings;
      const next = open.values();
      // Several at a time: the host answers in threads of its own.
      const work = async (): Promise<void> => {
        for (const { question, answers } of next) answers.give(question, await this.find(question, turn));
      };
      await Promise.all(Array.from({ length: workers }, work));
    }
  }

  /** What the host's own arithmetic says; undefined where it has none, or cannot tell. */
  private async askHost({ prime }: Question): Promise<boolean | undefined> {
    if (prime === undefined || this.host.isPrime === undefined) return undefined;
    try {
      return await this.host.isPrime(prime);
    } catch {
      return undefined;
    }
  }

  private async compute(question: Question, pause: () => Promise<void>): Promise<unknown> {
    const steps = question.answer();
    let turn = this.host.now();
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      if ((this.host.now() - turn) * 1000 < turnMs) continue;
      await pause();
      turn = this.host.now();
    }
  }

  private nameOf({ kind, inputs }: Question): string {
    this.secret ??= globalThis.crypto.getRandomValues(new Uint8Array(32));
    const hash = hmac.create(sha256, this.secret).update(utf8(kind));
    for (const input of inputs) {
      const octets = octetsOf(input);
      // With its length, so that no two lists of inputs are the same text.
      hash.update(utf8(`,${octets.length}:`)).update(octets);
    }
    return encodeBase64(hash.digest());
  }
}

function octetsOf(input: Input): Uint8Array {
  if (typeof input === 'bigint') return fromInteger(input);
  return typeof input === 'string' ? utf8(input) : input;
}
