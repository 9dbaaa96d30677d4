export interface AcceptClause {
  /** `application/json`, in lower case. */
  readonly mediaType: string;
  readonly params: ReadonlyMap<string, string>;
}

/**
 * Splits an Accept header, best clause first: by `q`, then named types before wildcards, then as written.
 * @see `goautoneg.ParseAccept`, which kubernetes/apiserver negotiates with
 */
export function parseAcceptClauses(header: string): AcceptClause[] {
  return header
    .split(',')
    .map(parseClause)
    .filter(({ mediaType }) => mediaType !== '')
    .sort((a, b) => b.quality - a.quality || wildcards(a) - wildcards(b));
}

function parseClause(text: string): AcceptClause & { readonly quality: number } {
  const [mediaType = '', ...pairs] = text.split(';').map((part) => part.trim());
  const params = new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
  const quality = Number(params.get('q') ?? '1');
  params.delete('q');
  return {
    mediaType: mediaType.toLowerCase(),
    params,
    quality: Number.isFinite(quality) ? quality : 1,
  };
}

function wildcards({ mediaType }: AcceptClause): number {
  return mediaType.split('*').length - 1;
}
