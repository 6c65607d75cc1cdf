# syntax=docker/dockerfile:1

# The program is one static file with the articles inside. Build and try it:
#
#   docker build -t articlebot .
#   docker run --rm articlebot ask "how many files did na hy commune resolve ahead of schedule"
#   docker run -d --read-only --cap-drop ALL -e ARTICLEBOT_TELEGRAM_TOKEN -v articlebot:/data articlebot serve
#
# The two images below are named by version, not yet by digest: a digest is only worth
# something when it was read from the registry that serves it, and .ci/pins does that.
# It runs once a week and proposes the lines with @sha256:… in them, and before each
# release, which is always built of digests and says in its provenance of which.
ARG GO=golang:1.26.8
ARG BASE=gcr.io/distroless/static-debian12:nonroot

FROM ${GO} AS build
WORKDIR /src
# Modules first: they change less often than the code and stay cached.
COPY go.mod go.sum ./
RUN go mod download
COPY bot bot
COPY cmd cmd
COPY config config
COPY retrieval retrieval
COPY seeds seeds
ARG VERSION=""
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false \
      -ldflags "-s -w -X main.release=${VERSION}" -o /out/articlebot ./cmd/articlebot \
 && mkdir -p /out/data

# distroless/static has certificates, time zones and a user, and no shell.
FROM ${BASE}
COPY --from=build /out/articlebot /articlebot
# A new volume takes over the owner of the folder it covers.
COPY --from=build --chown=nonroot:nonroot /out/data /data
ENV ARTICLEBOT_DATA_DIR=/data
VOLUME /data
# By number, so that it can be seen without asking the image that it is not root.
USER 65532:65532
# Of a container that serves; others end before it is asked for. The root may be
# read-only: nothing but /data is written.
HEALTHCHECK --interval=30s --timeout=6s --start-period=5m --retries=3 \
  CMD ["/articlebot", "health"]
ENTRYPOINT ["/articlebot"]
CMD ["help"]
