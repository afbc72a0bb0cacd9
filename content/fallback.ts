/** Where a language lacks a string. */
export const fallback = 'en';
