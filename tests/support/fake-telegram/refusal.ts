/** How the Bot API says no: `{"ok":false,"error_code","description","parameters"}`. */
export class Refusal extends Error {
  override name = 'Refusal';

  constructor(
    readonly code: number,
    readonly description: string,
    /** Seconds. */
    readonly retryAfter?: number,
  ) {
    super(`${code} ${description}`);
  }
}

export const badRequest = (what: string): Refusal => new Refusal(400, `Bad Request: ${what}`);
