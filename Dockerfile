ARG NODE_IMAGE=node:20.19.5-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY packages packages
RUN npm ci && npx tsc -b && npm prune --omit=dev

FROM ${NODE_IMAGE}
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/packages packages
COPY scripts/docker scripts/docker
# A new volume mounted here takes over its owner.
RUN mkdir /pki && chown 1000:1000 /pki
USER 1000:1000
ENV NODE_ENV=production
ENTRYPOINT ["node", "/app/packages/cli/dist/main.js"]
