import type { CertificateFiles } from './certificates/faulty-certificates.js';
import type { ActiveFault, AnswerFault, FaultSpec, StaleCacheFault, WatchFault } from './fault.js';

/** Faults that the instance plays itself. */
export function isInsideInstance(
  spec: FaultSpec,
): spec is StaleCacheFault | WatchFault | AnswerFault {
  return spec.type === 'stale-cache' || spec.type === 'watch' || spec.type === 'answer';
}

/** The body of a PUT of `faults`: the whole set of one instance. */
export function instanceFaults(faults: readonly ActiveFault[]) {
  const ofType = (type: FaultSpec['type']) =>
    faults.filter(({ spec }) => spec.type === type).map(({ id, spec }) => ({ ...spec, id }));
  return {
    staleCaches: ofType('stale-cache'),
    watches: ofType('watch'),
    answers: ofType('answer'),
  };
}

/** The body of a PUT of `certificates`; of several faults the newest is shown. */
export function shownCertificates(
  faults: readonly ActiveFault[],
  files: (id: string) => CertificateFiles,
): { serving?: CertificateFiles; proxyClient?: CertificateFiles } {
  const newest = (which: 'serving' | 'proxy-client') =>
    faults.findLast(({ spec }) => spec.type === 'certificate' && spec.which === which);
  const serving = newest('serving');
  const proxyClient = newest('proxy-client');
  return {
    ...(serving === undefined ? {} : { serving: files(serving.id) }),
    ...(proxyClient === undefined ? {} : { proxyClient: files(proxyClient.id) }),
  };
}
