/** LOOK's light colours; a picture is paper wherever it is shown. */
export const palette = {
  paper: '#faf8f4',
  line: '#e7e2d9',
  ink: '#22262b',
  softInk: '#6b7078',
  own: '#1f5f5b',
  /** "Look here". */
  amber: '#a8620f',
} as const;

/** Pixels. */
export const pictureWidth = 1080;
export const margin = 64;
export const inner = pictureWidth - 2 * margin;

/** At most two sizes: a phone shows them at a third. */
export const sizes = { small: 40, title: 40 } as const;
