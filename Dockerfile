# syntax=docker/dockerfile:1
# One image for each program, by target: api, worker, operator. Node.js runs the sources as they are,
# so nothing is built but the pages; each image has only the dependencies of its own program.
ARG NODE_IMAGE=node:26.10.0-slim

FROM ${NODE_IMAGE} AS source
RUN npm install --global pnpm@12.21.0
WORKDIR /app
COPY . .

# The pages. What builds them stays in this stage: the client's hooks are built with what is only a
# peer of the client elsewhere, hence no --prod.
FROM source AS site
RUN --mount=type=cache,target=/store \
    pnpm install --frozen-lockfile --store-dir /store --filter "@stampede/web..."
RUN node scripts/site.ts

# Without the optional dependencies, which are PostgreSQL's own binaries for the embedded database.
FROM source AS api-files
RUN --mount=type=cache,target=/store \
    pnpm install --prod --frozen-lockfile --no-optional --store-dir /store --filter "@stampede/api..."

FROM source AS worker-files
RUN --mount=type=cache,target=/store \
    pnpm install --prod --frozen-lockfile --no-optional --store-dir /store --filter "@stampede/worker..."

FROM source AS operator-files
RUN --mount=type=cache,target=/store \
    pnpm install --prod --frozen-lockfile --no-optional --store-dir /store --filter "@stampede/cli..."

# The files belong to root, so that a program can change none of its own.
FROM ${NODE_IMAGE} AS run
# The same options as `packages/service/src/server-node-options.ts` says.
ENV NODE_ENV=production NODE_OPTIONS=--max-old-space-size=512
WORKDIR /app
USER node

FROM run AS api
COPY --from=api-files /app /app
COPY --from=site /app/apps/web/dist/site /app/apps/web/dist/site
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/src/main.ts"]

FROM run AS worker
COPY --from=worker-files /app /app
ENV HEALTH_PORT=3001
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/worker/src/main.ts"]

# The operator's command line; what is given to `docker run` is its arguments.
FROM run AS operator
COPY --from=operator-files /app /app
ENTRYPOINT ["node", "apps/cli/src/main.ts"]
CMD ["--help"]
