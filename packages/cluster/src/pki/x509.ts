export type X509 = typeof import('@peculiar/x509');

/** What the library's injector asks of a metadata polyfill while its classes are declared. */
const polyfilled = ['getMetadata', 'getOwnMetadata'] as const;

/**
 * Loads the certificate library, only when a certificate has to be made: a warm start needs none.
 *
 * Its injector refuses to load without a metadata polyfill, although no class of the library
 * carries any. Functions that know no metadata satisfy it; they are gone again after the import.
 */
export async function loadX509(): Promise<X509> {
  const missing = polyfilled.filter((name) => !(name in Reflect));
  for (const name of missing) {
    Object.defineProperty(Reflect, name, { value: () => undefined, configurable: true });
  }
  try {
    return await import('@peculiar/x509');
  } finally {
    for (const name of missing) Reflect.deleteProperty(Reflect, name);
  }
}
