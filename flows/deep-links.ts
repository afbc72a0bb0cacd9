/**
 * What a link into the chat asks for: `lesson_cafe_ordering` → `cafe/ordering`. Whoever follows the link may have
 * changed it: anything else means nothing.
 */
export function linkedLesson(payload: string): string | undefined {
  const found = /^lesson_([a-z0-9-]{1,30})_([a-z0-9-]{1,30})$/.exec(payload);
  return found ? `${found[1]}/${found[2]}` : undefined;
}

/** `drill` → '', the weakest sounds; `drill_th` → `th`. Anything else means nothing. */
export function linkedDrill(payload: string): string | undefined {
  const found = /^drill(?:_([a-z]{1,3}))?$/.exec(payload);
  return found ? (found[1] ?? '') : undefined;
}
