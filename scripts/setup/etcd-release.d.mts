export interface EtcdReleaseOptions {
  readonly name?: string;
  readonly baseUrl?: string;
  readonly sums?: Readonly<Record<string, string>>;
}

export const etcdVersion: string;
export const releases: string;
export function archiveName(platform: string, arch: string): string;
export function withEtcdRelease<T>(
  use: (path: string) => Promise<T>,
  options?: EtcdReleaseOptions,
): Promise<T>;
