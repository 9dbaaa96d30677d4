import type { Clock } from '@skewplane/apimachinery';
import { readOrUndefined } from './admission/namespace-reader.js';
import type { Authenticator } from './authentication/authenticator.js';
import {
  apiAudiencesOf,
  buildAuthenticator,
  serviceAccountKeys,
  type AuthenticationOptions,
} from './authentication/build-authenticator.js';
import type { TokenRequestDeps } from './authentication/service-account/create-token.js';
import { openIdDocuments } from './authentication/service-account/openid-documents.js';
import { parseSigningKey } from './authentication/service-account/signing-keys.js';
import { liveTokenGetter } from './authentication/service-account/token-getter.js';
import { TokenIssuer } from './authentication/service-account/token-issuer.js';
import { buildAuthorizer, type BuiltAuthorizer } from './authorization/build-authorizer.js';
import type { ServerConfig } from './config.js';
import type { LiveViews } from './live-views.js';
import type { Logger } from './logger.js';
import type { Storage } from './storage/storage.js';

export interface SecurityDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly storage: Storage;
  readonly views: LiveViews;
  /** Minor this server behaves as. */
  readonly minor: number;
}

/** Everything that knows callers and judges them. */
export interface Security extends BuiltAuthorizer {
  readonly authenticator: Authenticator;
  readonly apiAudiences: readonly string[];
  /** Undefined without a signing key. */
  readonly tokens: TokenRequestDeps | undefined;
  /** Undefined when the issuer is no URL that others could ask. */
  readonly openId: ReturnType<typeof openIdDocuments> | undefined;
}

export function createSecurity(config: ServerConfig, deps: SecurityDeps): Security {
  const { clock, logger, storage, views, minor } = deps;
  const { serviceAccount } = config;
  const hasIssuer = serviceAccount.issuers.length > 0;
  const options: AuthenticationOptions = {
    minor,
    clientCa: config.clientCa,
    requestHeader: config.requestHeader,
    tokenAuthFile: config.tokenAuthFile,
    serviceAccount: hasIssuer ? serviceAccount : undefined,
    anonymousAuth: config.anonymousAuth,
  };
  const getter = liveTokenGetter({
    ...views,
    readThrough: (key) => readOrUndefined(storage, key),
  });
  const apiAudiences = apiAudiencesOf(options);
  const authenticator = buildAuthenticator(options, {
    clock,
    tokenGetter: getter,
    onWarning: (text) => {
      logger.warn({}, text);
    },
  });
  const [issuer = ''] = serviceAccount.issuers;
  const tokens =
    serviceAccount.signingKey === undefined || issuer === ''
      ? undefined
      : {
          issuer: new TokenIssuer(issuer, parseSigningKey(serviceAccount.signingKey), clock),
          getter,
          clock,
          apiAudiences,
          maxExpirationSeconds: serviceAccount.maxTokenExpirationSeconds,
          extendExpiration: serviceAccount.extendTokenExpiration,
          minor,
        };
  return {
    ...buildAuthorizer({ modes: config.authorizationModes }, views),
    authenticator,
    apiAudiences,
    tokens,
    openId: openIdOf(config, logger),
  };
}

function openIdOf({ serviceAccount, advertiseAddress, securePort }: ServerConfig, logger: Logger) {
  const [issuer = ''] = serviceAccount.issuers;
  if (issuer === '') return undefined;
  try {
    return openIdDocuments({
      issuer,
      jwksUri: '',
      externalAddress: `${advertiseAddress}:${String(securePort)}`,
      keys: serviceAccountKeys(serviceAccount),
    });
  } catch (error) {
    logger.warn({ err: error }, 'Serving no OpenID documents');
    return undefined;
  }
}
