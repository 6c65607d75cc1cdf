# syntax=docker/dockerfile:1

# The program is one static file with the articles inside. Build and try it:
#
#   docker build -t articlebot .
#   docker run --rm articlebot ask "how many files did na hy commune resolve ahead of schedule"
#   docker run --rm -e ARTICLEBOT_TELEGRAM_TOKEN -v articlebot:/data articlebot serve

FROM golang:1.26.8 AS build
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
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/articlebot /articlebot
# A new volume takes over the owner of the folder it covers.
COPY --from=build --chown=nonroot:nonroot /out/data /data
ENV ARTICLEBOT_DATA_DIR=/data
VOLUME /data
USER nonroot:nonroot
ENTRYPOINT ["/articlebot"]
CMD ["help"]
