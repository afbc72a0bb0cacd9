/**
 * How well our own model's scores agree with the mean of human raters, on speakers it never heard: the correlations of its
 * model card, which a test holds these to. A score's confidence begins with its own and falls with what is less sure than
 * there: the text itself (`match`), words that were left out, a transcript in the place of a text.
 */
export const agreement = { accuracy: 0.78, fluency: 0.83, prosody: 0.83 } as const;

/** Of that where it is another kind of evidence than the one it was measured on: fluency suffers less than sounds do. */
export const lessened = { fluency: 0.8, accuracy: 0.6 } as const;
