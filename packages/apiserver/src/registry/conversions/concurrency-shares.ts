import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { numberAt } from '../object-fields.js';

/**
 * Says in flowcontrol v1beta3, where no shares and zero shares look alike, that zero is meant.
 * @see kubernetes/api `flowcontrol/v1beta3/types.go`, `PriorityLevelPreserveZeroConcurrencySharesKey`
 */
export const zeroSharesAnnotation = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares';

/** @see kubernetes/kubernetes `pkg/apis/flowcontrol/v1beta3/conversion.go` */
export function priorityLevelFromV1beta3(object: Immutable<KubeObject>): Immutable<KubeObject> {
  const { annotations, ...metadata } = object.metadata;
  if (annotations?.[zeroSharesAnnotation] === undefined) return object;
  const { [zeroSharesAnnotation]: _said, ...rest } = annotations;
  return {
    ...object,
    metadata: Object.keys(rest).length === 0 ? metadata : { ...metadata, annotations: rest },
  };
}

/** @see kubernetes/kubernetes `pkg/apis/flowcontrol/v1beta3/conversion.go` */
export function priorityLevelToV1beta3(object: Immutable<KubeObject>): Immutable<KubeObject> {
  if (numberAt(object, 'spec.limited.nominalConcurrencyShares') !== 0) return object;
  const { annotations } = object.metadata;
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { [zeroSharesAnnotation]: '', ...annotations } },
  };
}
