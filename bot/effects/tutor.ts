import type { StoredPrompt } from '../../content/prompts.js';
import type { OutboxRow } from '../../db/store.js';
import type { Cost, FailureReason, Result } from '../../flows/events.js';
import { prompts } from '../../flows/tutor/prompts.js';
import { microdollars } from '../providers/llm/prices.js';
import { againAfter, ProviderError, type Reply, type Usage } from '../providers/provider.js';
import type { Handler, HandlerDeps, Outcome } from './handler.js';
import { growing } from './tutor/grow.js';
import { concernIn, textsIn } from './tutor/moderate.js';
import { asking, questionOf, type Asking } from './tutor/question.js';

/** Milliseconds for the models; with both moderations it stays under the outbox's patience of an attempt (27 s). */
const patience = 18_000;

/**
 * Asks a language model: moderation, budget, the call, its parsing, moderation again. What fails is settled as a
 * retry once, then as `failed`, so that the learner gets an honest sentence.
 */
export const tutor: Handler = async (row, deps) => {
  const asked = asking.safeParse(row.payload);
  const prompt = asked.success ? deps.tutor.prompts.get(asked.data.prompt) : undefined;
  if (!asked.success || !prompt) return result(row, { kind: 'failed', reason: 'unavailable' });
  return new Attempt(row, asked.data, prompt, deps).run();
};

/** One attempt of one row. */
class Attempt {
  readonly #cost: Cost;

  constructor(
    private readonly row: OutboxRow,
    private readonly asked: Asking,
    private readonly prompt: StoredPrompt,
    private readonly deps: HandlerDeps,
  ) {
    const fresh: Cost = {
      prompt: asked.prompt,
      promptHash: prompt.hash,
      model: '',
      calls: 0,
      tokensIn: 0,
      tokensOut: 0,
      microdollars: 0,
    };
    this.#cost = { ...(deps.tutor.carried.get(row.id) ?? fresh) };
  }

  async run(): Promise<Outcome> {
    const { row, deps } = this;
    const before = this.#cost.calls;
    const may = deps.tutor.models.any && (await deps.tutor.budget.take(row.learnerId));
    try {
      return await this.#try(may);
    } finally {
      // Bookkeeping of a day that is over, or of a store that is away, holds nobody up.
      if (may) deps.tutor.budget.took(row.learnerId, this.#cost.calls - before).catch(() => undefined);
    }
  }

  async #try(may: boolean): Promise<Outcome> {
    const { tutor } = this.deps;
    // Whoever says that they want to harm themselves is answered with care, model or not, budget or not.
    const ask = may && !tutor.carried.has(this.row.id);
    const concern = await concernIn([this.asked.said ?? ''].flat().join('\n'), tutor, ask, this.#called);
    if (concern) return this.#end({ kind: 'refused', concern, of: 'said', cost: this.#cost });
    if (!may) return this.#failed(tutor.models.any ? 'spent' : 'unavailable');
    try {
      const { json } = await this.#ask();
      const parsed = prompts[this.asked.prompt].safeParse(json);
      if (!parsed.success) throw new ProviderError('unparsed', 'not what was asked for');
      const reply: object = parsed.data;
      const wrong = await concernIn(textsIn(reply).join('\n'), tutor, true, this.#called);
      if (wrong) return this.#end({ kind: 'refused', concern: wrong, of: 'reply', cost: this.#cost });
      return this.#end({ kind: 'tutored', prompt: this.asked.prompt, reply, cost: this.#cost });
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return this.#without(error);
    }
  }

  async #ask(): Promise<Reply> {
    const { row, deps, asked } = this;
    const question = await questionOf(asked, this.prompt, row.learnerId, deps.store);
    const draft = asked.grows ? growing(row, deps, asked.grows) : undefined;
    try {
      const reply = await deps.tutor.models.chat({
        ...question,
        signal: deps.tutor.signal,
        patience,
        ...(draft && { onText: (json: string) => draft.onText(json) }),
      });
      this.#took(reply);
      return reply;
    } catch (error) {
      if (error instanceof ProviderError && error.more.usage) this.#took(error.more.usage);
      throw error;
    } finally {
      draft?.end();
    }
  }

  /** No answer: another try where that may help, an honest end otherwise. */
  #without(error: ProviderError): Outcome {
    const { row, deps } = this;
    const wait = againAfter(error);
    if (deps.tutor.signal.aborted) return { kind: 'retry', at: deps.now(), error: 'stopped', free: true };
    if (row.attempts === 0 && wait !== undefined) {
      if (deps.tutor.carried.size > 1_000) deps.tutor.carried.clear();
      deps.tutor.carried.set(row.id, this.#cost);
      return { kind: 'retry', at: deps.now() + wait, error: error.message };
    }
    return this.#failed(error.fault === 'unparsed' || error.fault === 'refused' ? 'unparsed' : 'unavailable');
  }

  #failed(reason: FailureReason): Outcome {
    return this.#end({ kind: 'failed', reason, cost: this.#cost });
  }

  #end(what: Result): Outcome {
    this.deps.tutor.carried.delete(this.row.id);
    return result(this.row, what);
  }

  readonly #called = (): void => {
    this.#cost.calls += 1;
  };

  #took({ model, calls, tokensIn, tokensOut }: Usage): void {
    const cost = this.#cost;
    if (model !== '') cost.model = model;
    cost.tokensIn += tokensIn;
    cost.tokensOut += tokensOut;
    cost.microdollars += microdollars(model, tokensIn, tokensOut);
    cost.calls += calls;
  }
}

function result({ request = '' }: OutboxRow, what: Result): Outcome {
  return { kind: 'result', request, result: what };
}
