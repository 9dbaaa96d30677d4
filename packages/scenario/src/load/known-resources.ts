import type { BuiltInResource } from '@skewplane/api';
import { nearest } from '../document/nearest.js';
import type { InstanceSetup } from '../document/scenario.js';
import { servedBy } from './served.js';

/** `jobs`, `batch` and perhaps `v1` of `jobs.v1.batch`, as kubectl reads such names. */
export interface ResourceName {
  readonly resource: string;
  readonly group: string;
  readonly version: string | undefined;
}

export function parseResourceName(text: string): ResourceName {
  const [resource = '', ...rest] = text.split('.');
  const [first = ''] = rest;
  const versioned = /^v\d+((alpha|beta)\d+)?$/.test(first);
  return {
    resource,
    group: (versioned ? rest.slice(1) : rest).join('.'),
    version: versioned ? first : undefined,
  };
}

/** The built-in resources that any instance serves at any time of the scenario, the first setups first. */
export class KnownResources {
  readonly #resources: readonly BuiltInResource[];

  /** Setups that would not start are left out: they have been reported. */
  constructor(setups: readonly InstanceSetup[], peerProxy: boolean) {
    const seen = new Set<string>();
    this.#resources = setups.flatMap((setup) => {
      const key = JSON.stringify({ ...setup, name: '' });
      if (seen.has(key)) return [];
      seen.add(key);
      return tryServedBy(setup, peerProxy);
    });
  }

  /** Without a version the one that the first instance prefers. */
  find({ resource, group, version }: ResourceName): BuiltInResource | undefined {
    return this.#resources.find(
      ({ gvr }) =>
        gvr.resource === resource &&
        gvr.group === group &&
        (version === undefined || gvr.version === version),
    );
  }

  nearest(text: string): string | undefined {
    const names = this.#resources.map(({ gvr }) => {
      return gvr.group === '' ? gvr.resource : `${gvr.resource}.${gvr.group}`;
    });
    const { resource } = parseResourceName(text);
    const sameName = names.find((name) => name.split('.')[0] === resource);
    return sameName ?? nearest(text, [...new Set(names)]);
  }
}

function tryServedBy(setup: InstanceSetup, peerProxy: boolean): BuiltInResource[] {
  try {
    return servedBy(setup, peerProxy);
  } catch {
    return [];
  }
}
