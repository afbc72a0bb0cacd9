import type { ModelServer } from './providers/openai-client.js';

type Settings = Readonly<Record<string, string | undefined>>;

const official = 'https://api.openai.com/v1';

/**
 * The servers of a job from `<JOB>_API_KEY`, `<JOB>_BASE_URL` and `<JOB>_MODEL`, each a list separated by commas, tried
 * in order. A list that is left out, or an empty place in one, is what `OPENAI_…` says. Without a key, and without an
 * address other than OpenAI's own, there are none; nor where the model is `off`.
 *
 * @returns lines to show where it cannot be, each beginning with the variable's name
 */
export function modelServers(
  job: string,
  usual: string,
  given: Settings,
): ModelServer[] | { faults: string[] } {
  const names = { key: `${job}_API_KEY`, url: `${job}_BASE_URL`, model: `${job}_MODEL` };
  const keys = listed(given[names.key]);
  const urls = listed(given[names.url]);
  const models = listed(given[names.model]);
  if (models?.length === 1 && models[0] === 'off') return [];
  const general = { key: given['OPENAI_API_KEY'], url: given['OPENAI_BASE_URL'] };
  const anywhere = [general.url, ...(urls ?? [])].some((url) => url && url !== official);
  if (!anywhere && !keys && general.key === undefined) return [];

  const lists = [
    [names.key, keys],
    [names.url, urls],
    [names.model, models],
  ] as const;
  const lengths = lists.flatMap(([name, list]) => (list ? [{ name, length: list.length }] : []));
  const longest = Math.max(1, ...lengths.map(({ length }) => length));
  if (lengths.some(({ length }) => length !== longest)) {
    const counts = lengths.map(({ name, length }) => `${name} has ${length}`).join(', ');
    const first = lengths[0]?.name ?? names.key;
    return {
      faults: [
        `${first} must be a list as long as the others (${counts}), for example ${names.model}=first,second`,
      ],
    };
  }
  const faults: string[] = [];
  const servers = Array.from({ length: longest }, (_, n) => {
    const apiKey = place(keys, n) ?? general.key;
    const baseUrl = place(urls, n) ?? general.url ?? official;
    if (!isWebAddress(baseUrl))
      faults.push(
        `${place(urls, n) === undefined ? 'OPENAI_BASE_URL' : names.url} must be a web address, for example ${official}`,
      );
    if (baseUrl === official && apiKey === undefined)
      faults.push(`${names.key} must have a key for place ${n + 1}, for example sk-...`);
    return { baseUrl, model: place(models, n) ?? usual, ...(apiKey !== undefined && { apiKey }) };
  });
  return faults.length > 0 ? { faults } : servers;
}

function listed(text: string | undefined): string[] | undefined {
  return text?.split(',').map((part) => part.trim());
}

function place(list: readonly string[] | undefined, n: number): string | undefined {
  return list?.[n] === '' ? undefined : list?.[n];
}

/** One that can be fetched: a name and password in it could not. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
