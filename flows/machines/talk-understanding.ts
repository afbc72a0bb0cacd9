import { slashCommand, wordCommand } from '../commands.js';
import { pick, pickWay } from '../choices.js';
import type { Result } from '../events.js';
import { isLost } from '../lost.js';
import type { Env, FlowEvent, Input, Understood, View } from '../machine.js';
import { seedOf } from '../seed.js';
import type { Hears } from '../speech/hears.js';
import { says } from '../words.js';
import { goalsIn, isAnswered } from '../tutor/script.js';
import { usable } from '../tutor/usable.js';
import { sceneAt, type TalkContext } from './talk-context.js';
import { choosePersona, chooseScene } from './talk-choosing.js';

/** Seconds of a note in a talk. */
const longestNote = 180;

/** What is listened for in a talk: whatever is said. */
export function listensTalk(view: View, env: Env): Hears | undefined {
  switch (view.state) {
    case 'choosing':
      return { options: [...env.facts.talk.personas.values()].map(({ name }) => name) };
    case 'choosingScene':
      return {};
    case 'talking':
    case 'waiting':
      return { limit: longestNote };
    default:
      return undefined;
  }
}

/** What a learner's tap or words mean in a talk. */
export function understandTalk(view: View, input: Input, env: Env): Understood {
  const context = view.context as TalkContext;
  if ('option' in input) return { event: tapped(input.option, env), certain: true };
  const { text } = input;
  if (view.state === 'choosing' || view.state === 'choosingScene') {
    const { choices = [], actions = [] } =
      view.state === 'choosing' ? choosePersona(context, env) : chooseScene(context, env);
    const all = [...choices, ...actions];
    const index = pick(
      text,
      all.map(({ label }) => env.phrase(label)),
    );
    const option = typeof index === 'number' ? all[index]?.value.split('.')[2] : undefined;
    if (option !== undefined) return { event: tapped(option, env), certain: true };
    return { event: { type: 'UNCLEAR', env }, certain: false };
  }
  if (says(env, 'words.bye', text) && !isLastGoal(context, text, env))
    return { event: { type: 'SKIP', env }, certain: true };
  if (says(env, 'words.hint', text)) return { event: { type: 'HINT', env }, certain: true };
  // A scene is a step of its lesson, and a step can be skipped; what else is said of that asks for help there.
  const leaves =
    context.step === undefined ? (['talk.end'] as const) : (['talk.leave', 'action.skip'] as const);
  const way = wayMeant(text, ['action.hint', ...leaves], env);
  if (way !== undefined) return { event: { type: way === 0 ? 'HINT' : 'SKIP', env }, certain: true };
  // "Show me" helps in a scene; in a free talk it is something one says.
  if (context.step !== undefined && says(env, 'words.skip', text))
    return { event: { type: 'HINT', env }, certain: true };
  if (isLostInScript(context, text, env)) return { event: { type: 'HINT', env }, certain: true };
  // Everything else is conversation, "thanks" and "I don't know" as well; only a command's own word is none.
  const command = slashCommand(text) ?? wordCommand(text, env.facts, env.profile.language);
  return { event: { type: 'TEXT', env, text }, certain: command === undefined };
}

/** Whether all that was left to do in a scene is done with this: "says goodbye". */
function isLastGoal(context: TalkContext, text: string, env: Env): boolean {
  const scene = sceneAt(context, env);
  if (!scene || context.reached.length !== scene.goals.length - 1) return false;
  return goalsIn(scene, text).some((goal) => !context.reached.includes(goal));
}

/** Who does not follow is not answered with the next line of a script, which would not have heard it. */
function isLostInScript(context: TalkContext, text: string, env: Env): boolean {
  const scene = sceneAt(context, env);
  if (!scene || (!context.scripted && usable(env))) return false;
  const isLostHere = isLost(text, env) || says(env, 'words.asksBack', text);
  return isLostHere && !isAnswered(scene, context.said, text);
}

function tapped(option: string, env: Env): FlowEvent {
  if (option.startsWith('p-')) return { type: 'PERSONA', env, persona: option.slice(2) };
  if (option.startsWith('s-')) return { type: 'SCENE', env, scene: option.slice(2) };
  if (option.startsWith('t-')) return topical(option.slice(2), env);
  switch (option) {
    case 'scenes':
      return { type: 'SCENES', env };
    case 'more':
      return { type: 'MORE', env };
    case 'hint':
      return { type: 'HINT', env };
    case 'end':
    case 'skip':
      return { type: 'SKIP', env };
    default:
      return { type: 'UNCLEAR', env };
  }
}

function wayMeant(
  text: string,
  labels: readonly ('action.hint' | 'action.skip' | 'talk.end' | 'talk.leave')[],
  env: Env,
) {
  return pickWay(
    text,
    labels.map((say) => env.phrase({ say })),
  );
}

/** The topic that the button names, whatever day it is by now; with somebody else for each. */
function topical(id: string, env: Env): FlowEvent {
  const topic = env.facts.talk.topics.find((one) => one.id === id);
  const free = [...env.facts.talk.personas.values()].filter(({ chat }) => chat !== false);
  const persona = free[seedOf(id, 0) % free.length];
  return topic && persona
    ? { type: 'TOPIC', env, topic: topic.id, persona: persona.id }
    : { type: 'UNCLEAR', env };
}

/** What a result that is awaited is to the talk. */
export function takeTalk(view: View, result: Result, env: Env): FlowEvent {
  const { awaits } = view.context as TalkContext;
  switch (result.kind) {
    case 'tutored':
      if (awaits === 'summary') return { type: 'SUMMED', env, reply: result.reply };
      if (awaits === 'condensed') return { type: 'CONDENSED', env, reply: result.reply };
      return { type: 'REPLIED', env, reply: result.reply };
    case 'proofread':
      return { type: 'PROOFED', env, hints: result.hints };
    case 'refused':
      // What the model said is none of the learner's doing.
      if (result.of === 'reply') return { type: 'TROUBLE', env, reason: 'unavailable' };
      return { type: 'REFUSED', env, concern: result.concern };
    case 'failed':
      return { type: 'TROUBLE', env, reason: result.reason ?? 'unavailable' };
    case 'located':
    case 'listened':
    case 'spoken':
    case 'drawn':
      throw new Error(`a talk never asked for what is ${result.kind}`);
  }
}
