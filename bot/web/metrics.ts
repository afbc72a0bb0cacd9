import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Counts } from '../../db/store.js';

/** Seconds; from a cached page to a long poll that nobody answered. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** What the process measures, in a registry of its own. Labels are few: routes and outcomes, never people. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'parley_http_request_seconds',
    help: 'Time to the head of the answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [this.#registry],
  });
  readonly #turns = new Histogram({
    name: 'parley_turn_seconds',
    help: 'Time from taking an event to its commit, by outcome.',
    labelNames: ['outcome'],
    buckets,
    registers: [this.#registry],
  });
  readonly #sends = new Counter({
    name: 'parley_effects_total',
    help: 'Attempts at outbox rows, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers: [this.#registry],
  });
  readonly #rows = new Gauge({
    name: 'parley_rows',
    help: 'Rows in the store that are waiting or need a look.',
    labelNames: ['what'],
    registers: [this.#registry],
  });
  readonly #watching = new Gauge({
    name: 'parley_webchat_watching',
    help: 'Open event streams and long polls.',
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  /** @param outcome `committed`, `conflict`, `aside` … */
  turn(outcome: string, seconds: number): void {
    this.#turns.observe({ outcome }, seconds);
  }

  effect(kind: string, outcome: string): void {
    this.#sends.inc({ kind, outcome });
  }

  /** Prometheus text. `counts` is absent when the store does not answer. */
  async text(counts: Counts | undefined, watching: number): Promise<string> {
    this.#rows.reset();
    for (const [what, count] of Object.entries(counts ?? {})) this.#rows.set({ what }, count as number);
    this.#watching.set(watching);
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}
