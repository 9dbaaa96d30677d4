export function ensureDependencies(): Promise<void>;
export function isInstalled(directory: string): Promise<boolean>;
