import { createCore, type CoreDeps, type Running } from '../../bot/app.js';
import { createLogger } from '../../bot/log.js';
import { startThread } from '../../bot/system/threads.js';
import { loadContent, type Content } from '../../content/load.js';
import { openStore, type StoreOptions } from '../../db/sqlite/store.js';
import type { Store } from '../../db/store.js';
import { Learners, type Manner } from './learners.js';

/** The product on a file, with learners on its one channel. */
export interface Stage {
  core: Running;
  learners: Learners;
  content: Content;
}

let packaged: Content | undefined;

/** Content as it is shipped, read once. */
export function packagedContent(): Content {
  return (packaged ??= loadContent(process.env['CONTENT_DIR'] || undefined));
}

/**
 * @param watch puts something between engine and store
 * @param manner how learners answer, and other content and speech where there is any
 */
export async function openStage(
  file: string,
  options: StoreOptions = {},
  watch: (store: Store) => Store = (store) => store,
  manner: Manner & { content?: Content; speech?: CoreDeps['speech'] } = {},
): Promise<Stage> {
  const content = manner.content ?? packagedContent();
  const learners = new Learners(content, manner);
  const core = createCore({
    store: watch(await openStore(file, { startThread, ...options })),
    content,
    channels: [learners.channel],
    log: createLogger('error'),
    ...(manner.speech && { speech: manner.speech }),
  });
  learners.connect(core.engine.receive);
  return { core, learners, content };
}
