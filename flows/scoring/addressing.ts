import { skeleton } from './skeleton.js';

/**
 * What is said to whoever judges an answer, or in somebody else's name, instead of being part of it. Declared and
 * complete: nothing else is taken for it. Held against `skeleton`, so that spelling it oddly does not help.
 *
 * Each is narrow enough for what learners do say: "I am a teacher", "my team needs three points", "pass me the salt",
 * "ignore my last email".
 */
const addresses: readonly RegExp[] = [
  // Orders about orders.
  /\b(ignore|disregard|forget|override|bypass|overrule|drop|skip)\b.{0,40}\b(instructions?|rules?|rubrics?|prompts?|guidelines?|criteria|directions|task|all (previous|prior|earlier|of the above)|everything above|the above)\b/,
  /\b(new|updated|real|actual|secret|hidden|following|these) (instructions?|rules?|prompts?|orders)\b/,
  /\b(follow|obey|execute|apply) (only )?(my|these|this|the following|the new) (instructions?|orders?|rules?|commands?)\b/,
  // The trade's own words: nobody orders coffee with them.
  /\b(rubrics?|graders?|grading|evaluators?|assessors?|llms?|language models?|chatgpt|gpt|openai|anthropic|jailbreak|system prompts?|prompt injection)\b/,
  /\b(debug|developer|dev|admin|administrator|test|god|root|maintenance|grading|override) (mode|override|access|code|command)\b/,
  // Names of roles that speak: "System:".
  /(^|\s)(system|assistant|developer|admin|administrator|examiner|moderator|user|human|ai)\s?(note|message|override|notice|instruction)?\s?:/,
  /\b(end|begin|start) of (the )?(answer|input|message|prompt|text|student|learner|user)\b/,
  // Points, asked for or claimed.
  /\b(full|maximum|max|top|perfect|highest|complete|best possible) (points?|marks?|scores?|grades?|credits?)\b/,
  /(^|\b(please|must|should|shall|to|not|you|and|now|just|then|so|could|can|will) )(give|award|grant|assign|allow|add|put|set) .{0,30}\b(points?|marks?|scores?|grades?|credits?)\b/,
  /\bdeserves? .{0,30}\b(points?|marks?|scores?|grades?|credits?|to pass)\b/,
  /\b(all|every|each|both|the) (the )?(points?|criteria|criterion|requirements?|conditions?|goals?|items?) .{0,20}\b(met|fulfilled|satisfied|true|covered|earned|passed|achieved)\b/,
  /\b(points?|criteria|criterion|item|requirement) ?(number )?(\d|one|two|three|four|five|six)\b/,
  /\bmet ?[:=]? ?(true|yes)\b|\b(met|quote|points|index|feedback|verdict|score|grade) ?:/,
  /\b(mark|count|treat|accept|consider|rate|score|grade|classify|evaluate|judge|record|label) (this|it|me|my|mine|all|every|everything|them|these|the (answer|points?|text|response)) .{0,30}\b(met|correct|right|true|passed|full|complete|perfect|excellent|valid|positively|kindly|generously|done)\b/,
  /\b(my|this|the|above) (answer|response|submission|essay|reply|text|solution) (is|was|are|should be|must be|counts as)? ?(fully |completely |totally |absolutely |very |already )?(correct|right|perfect|excellent|complete|valid|flawless|accepted|approved|graded|verified|checked|worth|meets|satisfies|fulfils|fulfills|deserves|earns|covers|contains (all|every)|includes (all|every))\b/,
  /\b(already|has been|have been|was|were|pre) ?(graded|approved|verified|validated|scored)\b/,
  /\b(need|have|want|must|let me|going|allow me) ?(to )?pass (this|the) (exercise|test|task|lesson|exam|question|course)\b/,
  /\b(do not|don't|never|without) (read|reading|check|checking|grade|grading|evaluate|evaluating|look|looking at) (this|it|my|the (rest|answer|text))\b/,
  // Who it claims to come from, or speaks to.
  /\b(note|message|instruction|comment|reminder|attention)s? (to|for|from) (the |your |my )?(teachers?|examiners?|tutor|markers?|ai|assistant|model|system|bot|parley|developers?|staff|admin)\b/,
  /\b(i am|i'm|im|this is|it is|it's) (the|your|a member of the) (administrators?|admin|developers?|authors?|examiners?|creators?|programmers?|owner|teacher|supervisor|staff|boss|system)( of (this|the|parley|your)\b| and i\b| of parley| speaking| here|$)/,
  /\bas (the|your) (administrators?|admin|developers?|authors?|examiners?|creator|programmer|teacher|supervisor|system)\b/,
  /\b(you are|you're|act as|behave as|pretend (to be|you are)|imagine you are|from now on you) .{0,40}\b(ai|assistant|model|examiner|bot|chatbot|robot|program|software|judge|machine)\b/,
  /\bas an? (ai|assistant|examiner|artificial intelligence)\b/,
  /\b(dear|hello|hi|hey|thank you|thanks|please|oh) (dear |kind |wise |great |smart )?(examiner|ai|bot|chatbot|model|parley|machine|robot|computer|judge|corrector)\b/,
  /\byou are .{0,30}\b(teacher|tutor|app|professor|corrector)\b/,
  // How to reply.
  /\b(respond|reply|answer|output|return|print|write back|say) (only |just )?(with|in|the word|exactly)? ?(json|true|yes|met|format|all true|ok)\b/,
  /\b(quote|cite|copy|use|take) (this|the following|these|my|any|the (whole|first|next|last)) (sentence|words?|text|line|answer|phrase)s? .{0,30}\b(evidence|proof|quote|quotation|points?|each|every)\b/,
  /\b(as|for|your) (the )?(evidence|quotation)\b/,
  /\b(the|this) (learner|candidate|test taker|student|user|writer) (has|have|did|does|clearly|successfully|correctly|politely|always|fully|meets|orders|asks|asked|ordered|uses|used|says|shows)\b/,
];

/** Markup, code and data: part of no answer in prose. */
const machinery = /[{}`]|<\/?[a-z!?]|\[\/?[a-z]+\]|"\w+"\s*:|^\s*(#{1,6}|={3,}|-{3,})|\w{25,}|\/\*|\*\//iu;

/**
 * Whether a piece of an answer speaks to whoever judges it, in another's name or to a machine.
 *
 * @param topic words of the task: a letter to one's teacher may speak to a teacher
 */
export function addressesJudge(text: string, topic: ReadonlySet<string> = new Set()): boolean {
  if (machinery.test(text.normalize('NFKC'))) return true;
  const seen = skeleton(text);
  return addresses.some((pattern) => {
    const found = pattern.exec(seen)?.[0];
    return found !== undefined && !found.split(' ').some((word) => partners.has(word) && topic.has(word));
  });
}

/** Whom a task may have the learner speak to. */
const partners: ReadonlySet<string> = new Set(
  'teacher tutor professor judge robot computer app owner boss machine student user writer program'.split(
    ' ',
  ),
);
