import { local } from '../clock-time.js';
import type { Message, Say } from '../effects.js';
import type { Env } from '../machine.js';
import { topicOf } from '../progress/pick-topic.js';
import { command } from '../replies.js';
import type { Topic } from '../tutor/topic.js';
import { scenesAt, type TalkContext } from './talk-context.js';
import { choice, value } from './talk-ways.js';

/** With whom, about what, and which scene. */

export function choosePersona(context: TalkContext, env: Env, first: Say = { say: 'talk.ask' }): Message {
  const { personas } = env.facts.talk;
  const free = [...personas.values()].filter(({ chat }) => chat !== false).sort((a, b) => a.order - b.order);
  const topic = topicToday(env);
  return {
    lines: [first],
    choices: free.map(({ id, name, about, abouts }) =>
      choice(context, 'who', `p-${id}`, {
        say: 'talk.person',
        args: { name, about: abouts[env.profile.language] ?? about },
      }),
    ),
    actions: [
      ...(topic
        ? [choice(context, 'who', `t-${topic.id}`, { say: 'talk.topicToday', args: { title: topic.title } })]
        : []),
      choice(context, 'who', 'scenes', { say: 'talk.roleplays' }),
      ...(env.facts.pronounces && env.facts.course.sounds ? [command({ say: 'action.drill' }, 'drill')] : []),
    ],
    asks: true,
  };
}

export function chooseScene(context: TalkContext, env: Env, ...first: Say[]): Message {
  const title = (id: string) => {
    const stored = env.facts.talk.scenes.get(id);
    return stored?.sidecars[env.profile.language]?.title ?? stored?.scene.title ?? id;
  };
  return {
    lines: first,
    choices: scenesAt(context, env).map(({ id }) => ({
      label: { plain: title(id) },
      value: value(context, 'scene', `s-${id}`),
    })),
    actions: [
      choice(context, 'scene', 'more', { say: 'talk.moreScenes' }),
      choice(context, 'scene', 'end', { say: 'talk.end' }),
    ],
    asks: true,
  };
}

function topicToday(env: Env): Topic | undefined {
  const zone = env.profile.timeZone ?? env.guess.timeZone ?? 'UTC';
  const { date } = local(env.at, zone);
  return topicOf(env.facts.talk.topics, env.profile, date, env.profile.name ?? '');
}
