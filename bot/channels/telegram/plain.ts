/** A message in our HTML marks without them: for a server that cannot read them. */
export function plainText(html: string): string {
  return html
    .replace(/<\/?[bi]>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
