# The program is one static file with the articles inside. Build and try it:
#
#   docker build -t articlebot .
#   docker run --rm articlebot ask "how many files did na hy commune resolve ahead of schedule"
#   docker run -d --read-only --cap-drop ALL -e ARTICLEBOT_TELEGRAM_TOKEN -v articlebot:/data articlebot serve
#
# The images below are named by version and digest, so that what is built today is
# what is built tomorrow. .ci/pins asks the registries for newer digests once a week
# and before each release. The frontend is the one that BuildKit has built in: one
# named in a syntax line would be another image to pin.
ARG GO=golang:1.26.8@sha256:0f063af2d465d8dcae54cce04278ada488b96f77b42449c8d071e47d016cc65a
ARG BASE=gcr.io/distroless/static-debian12:nonroot@sha256:afa5c872c891853ca7fcf1f12c3edb23f7eeef36189728842dd51042ff57f7ab

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
