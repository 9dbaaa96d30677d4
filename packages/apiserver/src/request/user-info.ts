/** Who is asking. @see kubernetes/apiserver `pkg/authentication/user/user.go` */
export interface UserInfo {
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

export const anonymousUser: UserInfo = {
  name: 'system:anonymous',
  uid: '',
  groups: ['system:unauthenticated'],
  extra: {},
};

export const authenticatedGroup = 'system:authenticated';
export const mastersGroup = 'system:masters';
