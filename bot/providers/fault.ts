import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { ProviderError, type Fault, type Usage } from './provider.js';

/** What the SDK threw, as one of the closed set. Statuses and codes only: a vendor's message may repeat keys and texts. */
export function faultOf(error: unknown, usage: Usage): ProviderError {
  // It was asked, whatever came of it.
  if (error instanceof ProviderError)
    return new ProviderError(error.fault, error.detail, { usage, ...error.more });
  const retryAfterMs =
    error instanceof APIError ? retryAfter(error.headers as Headers | undefined) : undefined;
  const more = { usage, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  if (error instanceof APIUserAbortError) return new ProviderError('unavailable', 'no answer in time', more);
  if (error instanceof APIConnectionError) return new ProviderError('unavailable', 'no connection', more);
  if (error instanceof APIError && typeof error.status === 'number')
    return new ProviderError(faultOfStatus(error.status, error.code), `HTTP ${error.status}`, more);
  // Half a stream, HTML instead of JSON, an error event inside of a stream.
  return new ProviderError('unavailable', 'an answer that cannot be read', more);
}

function faultOfStatus(status: number, code: string | null | undefined): Fault {
  if (status === 429) return code === 'insufficient_quota' ? 'misconfigured' : 'rate-limited';
  if (status === 408 || status === 409 || status >= 500) return 'unavailable';
  if (code === 'content_filter' || code === 'content_policy_violation') return 'refused';
  return 'misconfigured';
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date (RFC 9110 §10.2.3). */
function retryAfter(headers: Headers | undefined): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const said = headers?.get('retry-after') ?? '';
  if (/^\d+(\.\d+)?$/.test(said)) return Number(said) * 1000;
  const date = Date.parse(said);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
