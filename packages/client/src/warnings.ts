/**
 * Texts of `Warning` headers, which HTTP libraries hand over one by one or joined.
 * @see kubernetes/apimachinery `pkg/util/net/http.go`, `ParseWarningHeaders`
 */
export function parseWarnings(header: string | readonly string[] | undefined): string[] {
  const texts = header === undefined ? [] : typeof header === 'string' ? [header] : header;
  return texts.flatMap((text) =>
    [...text.matchAll(warning)].map(([, quoted = '']) => quoted.replaceAll(/\\(.)/g, '$1')),
  );
}

/** Code, agent and a quoted text in which quotes and backslashes are escaped. */
const warning = /\b\d{3} \S+ "((?:[^"\\]|\\.)*)"/g;
