#!/usr/bin/env python3
"""Makes a set of real news of articles that others gathered. Nothing of them may be
committed: the texts are the papers'.

  news.py vietnews CLONE FOLDER [ARTICLES]
      of github.com/ThanhChinhBK/vietnews, its training part alone: as many articles
      (4,000), evenly taken by their numbers; what a headline and a standfirst say is
      asked of the texts below them.
  news.py pages CLONE FOLDER
      of github.com/scrapinghub/article-extraction-benchmark: the texts that it says
      its 181 pages have, asked for by the pages' own headlines and descriptions.

A question is right where any passage of its article is found. The headline is not
given to any engine: the titles of the set are numbers.
"""
import gzip
import html
import json
import os
import re
import subprocess
import sys

LONGEST = 700  # characters of a passage, unless one sentence has more


def git(clone, *args):
    return subprocess.run(["git", "-C", clone, *args], check=True, capture_output=True).stdout


def blobs(clone, names):
    """Gives the texts of files of a clone, which needs no work tree."""
    asked = "".join(f"HEAD:{name}\n" for name in names).encode()
    out = subprocess.run(["git", "-C", clone, "cat-file", "--batch"], check=True, capture_output=True, input=asked).stdout
    at = 0
    for name in names:
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[-1])
        yield name, out[end + 1 : end + 1 + size].decode("utf-8", "replace")
        at = end + 1 + size + 1


def plain(segmented):
    """Undoes the segmentation of vietnews: words joined by _, signs set apart."""
    text = segmented.replace("_", " ")
    text = re.sub(r" ([,.;:!?)\]”…])", r"\1", text)
    return re.sub(r"([(\[“]) ", r"\1", text).strip()


def passages(sentences):
    """Joins sentences to passages of about LONGEST characters."""
    out, current = [], ""
    for sentence in sentences:
        if current and len(current) + len(sentence) > LONGEST:
            out.append(current)
            current = ""
        current = f"{current} {sentence}".strip()
    return out + [current] if current else out


def vietnews(clone, most):
    names = git(clone, "ls-tree", "--name-only", "HEAD", "data/train_tokenized/").decode().split("\n")
    names = [n for n in names if n.endswith(".seg")]
    for name, text in blobs(clone, names[:: max(1, len(names) // most)][:most]):
        parts = text.split("\n\n")
        if len(parts) < 3:
            continue
        body = [plain(s) for s in parts[2].split("\n") if s.strip()]
        asked = {"headline": plain(parts[0]), "standfirst": plain(parts[1].replace("\n", " "))}
        yield os.path.basename(name).split(".")[0], body, asked


def meta(page, *names):
    for name in names:
        found = re.search(rf'<meta[^>]+(?:property|name)=["\']{name}["\'][^>]*>', page, re.I)
        content = found and re.search(r'content=(["\'])(.*?)\1', found.group(), re.I | re.S)
        if content and content.group(2).strip():
            return html.unescape(content.group(2)).strip()
    return ""


def pages(clone, _):
    for name, truth in json.loads(git(clone, "show", "HEAD:ground-truth.json")).items():
        page = gzip.decompress(git(clone, "show", f"HEAD:html/{name}.html.gz")).decode("utf-8", "replace")
        body = [s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+", truth["articleBody"]) if s.strip()]
        asked = {"headline": meta(page, "og:title", "twitter:title"), "standfirst": meta(page, "og:description", "description")}
        yield name[:12], body, asked


def main(kind, clone, folder, most=4000):
    os.makedirs(folder, exist_ok=True)
    texts, questions = [], []
    for number, body, asked in {"vietnews": vietnews, "pages": pages}[kind](clone, int(most)):
        ids = []
        for i, text in enumerate(passages(body)):
            ids.append(f"{number}:{i}")
            texts.append({"id": ids[-1], "title": number, "text": text})
        for what, text in asked.items():
            if ids and text and not any(text in t["text"] for t in texts[-len(ids) :]):
                questions.append({"id": f"{number}-{what}", "kind": what, "text": text, "passage_ids": ids})
    for name, rows in (("passages", texts), ("questions", questions)):
        with open(f"{folder}/{name}.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    print(f"{folder}: {len(texts)} passages, {len(questions)} questions")


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5) or sys.argv[1] not in ("vietnews", "pages"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
