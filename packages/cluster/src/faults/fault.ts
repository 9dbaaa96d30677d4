/**
 * The faults of a plane, as scenario files, the command line and the library write them. Instances go by name
 * (`apiserver-a`) or letter (`a`). Times are in milliseconds, sizes in bytes.
 */
export type FaultSpec =
  | ProcessFault
  | LinkFault
  | CertificateFault
  | StaleCacheFault
  | WatchFault
  | AnswerFault
  | EtcdFault;

/** `kill` is SIGKILL, `stop` a clean shutdown, `pause` SIGSTOP. Healing starts or resumes the process. */
export interface ProcessFault {
  readonly type: 'kill' | 'stop' | 'pause';
  readonly instance: string;
}

/** What happens to the bytes from one end of a link to the other. */
export interface LinkFault {
  readonly type: 'partition' | 'latency' | 'bandwidth' | 'reset-after';
  /** The instance that opens the connections. */
  readonly from: string;
  /** The instance, or `etcd`, that they go to. */
  readonly to: string;
  /** The same in the other direction; of no meaning with `etcd`. */
  readonly bothWays?: boolean;
  /** For `partition`: connections are refused (the default), or bytes vanish without an answer. */
  readonly mode?: 'refuse' | 'drop';
  /** For `latency`: added to each chunk, plus up to `jitterMs` more. */
  readonly delayMs?: number;
  readonly jitterMs?: number;
  /** For `bandwidth`. */
  readonly bytesPerSecond?: number;
  /** For `reset-after`: every connection is reset once so much has passed. */
  readonly bytes?: number;
}

/** The instance presents another certificate from now on. Healing puts the right one back. */
export interface CertificateFault {
  readonly type: 'certificate';
  readonly instance: string;
  readonly which: 'serving' | 'proxy-client';
  /** `wrong-name` lacks the SAN, or has a common name that nobody allows. */
  readonly problem: 'expired' | 'wrong-ca' | 'wrong-name';
}

/** The watch caches of the instance stop where they are: it goes on answering from that revision. */
export interface StaleCacheFault {
  readonly type: 'stale-cache';
  readonly instance: string;
  /** `pods`, `jobs.batch`; all when absent. */
  readonly resources?: readonly string[];
  /** Reads without a resourceVersion are etcd's to answer, as they are upstream when a cache is behind. */
  readonly freshReads?: boolean;
}

/** What watches of clients get. */
export interface WatchFault {
  readonly type: 'watch';
  readonly instance: string;
  readonly effect:
    | 'drop'
    | 'stall'
    | 'duplicate'
    | 'reorder'
    | 'gone-at-connect'
    | 'gone-in-stream'
    | 'bookmarks-only';
  readonly match?: RequestMatch;
  /** Chance of each event to be hit, 0 to 1; 1 when absent. */
  readonly probability?: number;
}

/** What requests are answered instead of being served. */
export interface AnswerFault {
  readonly type: 'answer';
  readonly instance: string;
  readonly answer: 'too-many-requests' | 'internal-error' | 'unavailable' | 'reset';
  /** For `too-many-requests`; 1 when absent. */
  readonly retryAfterSeconds?: number;
  readonly match?: RequestMatch;
  /** Chance of each request to be hit, 0 to 1; 1 when absent. */
  readonly probability?: number;
  /** Only every n-th matching request. */
  readonly everyNth?: number;
}

/** All that is given must hold. */
export interface RequestMatch {
  /** A part of the `User-Agent`. */
  readonly userAgent?: string;
  readonly user?: string;
  readonly verbs?: readonly string[];
  /** `pods`, `jobs.batch`. */
  readonly resources?: readonly string[];
  readonly namespace?: string;
}

/** `slow` delays what etcd answers to everybody; `compact` and `lose-lease` are done once and have no healing. */
export interface EtcdFault {
  readonly type: 'etcd';
  readonly effect: 'slow' | 'stop' | 'restart' | 'compact' | 'lose-lease';
  /** For `slow`. */
  readonly delayMs?: number;
  /** For `lose-lease`: whose endpoint lease. */
  readonly instance?: string;
}

export interface ActiveFault {
  /** Short and unique in the plane: `f1`. */
  readonly id: string;
  readonly spec: FaultSpec;
  /** One line for people. */
  readonly description: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** Everything that is broken on purpose in one plane. */
export interface Faults {
  /** @throws {ClusterError} naming the instance that is absent or in no state for it, or the field that makes no sense */
  inject(spec: FaultSpec): Promise<ActiveFault>;
  /** @throws {ClusterError} when there is no fault of that id */
  heal(id: string): Promise<void>;
  healAll(): Promise<void>;
  list(): readonly ActiveFault[];
}
