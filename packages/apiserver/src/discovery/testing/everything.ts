/** Every API version and all alpha and beta gates on, as the published documents of releases are made. */
export const everything = {
  runtimeConfig: 'api/all=true',
  featureGates: 'AllAlpha=true,AllBeta=true',
};
