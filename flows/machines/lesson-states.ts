/** The states that a lesson and a drill share: how a step is shown, answered, judged and looked back at. */

/** What becomes of an answer, wherever one can be given. */
export const answered = {
  GRADED: [
    {
      guard: 'tutor' as const,
      target: 'judging' as const,
      reenter: true,
      // What is said aloud is recorded now: what the model makes of its words comes without the sound.
      actions: ['recordSpoken' as const, 'askTutor' as const, 'awaitTutor' as const],
    },
    {
      guard: 'right' as const,
      target: 'step' as const,
      actions: [
        'recordAnswer' as const,
        'recordSpoken' as const,
        'recordPoints' as const,
        'praise' as const,
        'keepReading' as const,
        'countRight' as const,
        'forward' as const,
      ],
    },
    { guard: 'unclear' as const, target: 'asking' as const, actions: 'repeat' as const },
    {
      guard: 'readLast' as const,
      target: 'step' as const,
      actions: [
        'recordAnswer' as const,
        'recordSpoken' as const,
        'noteHard' as const,
        'reviewLast' as const,
        'keepReading' as const,
        'countReview' as const,
        'recordPart' as const,
        'countPart' as const,
        'forward' as const,
      ],
    },
    {
      guard: 'readPartly' as const,
      target: 'checking' as const,
      actions: [
        'recordAnswer' as const,
        'recordSpoken' as const,
        'noteHard' as const,
        'reviewReading' as const,
        'keepReading' as const,
        'countReview' as const,
      ],
    },
    {
      guard: 'looksBack' as const,
      target: 'checking' as const,
      actions: ['recordAnswer' as const, 'recordSpoken' as const, 'review' as const, 'countReview' as const],
    },
    {
      guard: 'lastTelling' as const,
      target: 'step' as const,
      actions: [
        'recordAnswer' as const,
        'recordSpoken' as const,
        'noteHard' as const,
        'reveal' as const,
        'keepReading' as const,
        'countLost' as const,
        'forward' as const,
      ],
    },
    {
      target: 'asking' as const,
      actions: [
        'recordAnswer' as const,
        'recordSpoken' as const,
        'noteHard' as const,
        'correct' as const,
        'keepReading' as const,
        'countMiss' as const,
      ],
    },
  ],
  HINT: [
    {
      guard: 'hintWaits' as const,
      target: 'asking' as const,
      actions: ['hint' as const, 'countHint' as const],
    },
    { target: 'asking' as const, actions: 'noHint' as const },
  ],
  SKIP: {
    target: 'step' as const,
    actions: [
      'recordSkip' as const,
      'noteHard' as const,
      'reveal' as const,
      'countLost' as const,
      'forward' as const,
    ],
  },
  UNCLEAR: { target: 'asking' as const, actions: 'repeat' as const },
  OWN: { target: 'asking' as const, actions: ['speakOwn' as const, 'showOwn' as const] },
  // The same step in writing; it may be one that asks nothing then.
  MUTE: { target: 'step' as const, actions: ['silence' as const, 'sayInWriting' as const] },
  SLOW: { target: 'asking' as const, actions: 'slowly' as const },
  RETRY: { target: 'asking' as const, actions: 'repeat' as const },
  LOOK: [
    { guard: 'kept' as const, target: 'checking' as const, actions: 'look' as const },
    { target: 'asking' as const, actions: 'repeat' as const },
  ],
  AGAIN: { actions: 'repeat' as const },
};

/** Something to read. */
export const read = {
  always: [
    { guard: 'pause' as const, target: 'reading' as const },
    { target: 'step' as const, actions: 'forward' as const },
  ],
};

export const reading = {
  on: {
    NEXT: { target: 'step' as const, actions: 'forward' as const },
    SKIP: { target: 'step' as const, actions: 'forward' as const },
    OWN: { actions: ['speakOwn' as const, 'showOwn' as const] },
    AGAIN: { actions: 'repeat' as const },
  },
};

/** Time to look at what an own text, or a reading, came to; a better one may follow. */
export const checking = {
  on: {
    ...answered,
    NEXT: [
      {
        guard: 'earnedPart' as const,
        target: 'step' as const,
        actions: ['recordPart' as const, 'countPart' as const, 'forward' as const],
      },
      {
        guard: 'missing' as const,
        target: 'step' as const,
        actions: ['noteHard' as const, 'countLost' as const, 'forward' as const],
      },
      { target: 'step' as const, actions: ['countLost' as const, 'forward' as const] },
    ],
    SKIP: { target: 'step' as const, actions: ['countLost' as const, 'forward' as const] },
  },
};
