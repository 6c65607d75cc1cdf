#!/usr/bin/env python3
"""Reads web pages whose facts others have noted, and tells how often the program
takes them right, beside trafilatura where that can be imported. Nothing of the pages
may be committed: they are their papers'.

  pages.py BENCHMARK TRAFILATURA
      clones of github.com/scrapinghub/article-extraction-benchmark (bodies of 181
      pages, scored as its evaluate.py does) and of github.com/adbar/trafilatura
      (tests/evaldata.json: what 990 pages have and have not, titles, bylines, days)

A title and a byline are right if they are the same but for case and white space, a
day if it is the same day.
"""
import collections
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def flat(text):
    return re.sub(r"\s+", " ", text or "").strip()


def ours(pages):
    """Gives what the program understands of pages, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for i, (name, page) in enumerate(pages.items()):
            names[f"{i}.html"] = name
            with open(f"{folder}/{i}.html", "wb") as file:
                file.write(page)
        said = subprocess.run(["go", "run", f"{HERE}/pages.go", folder], cwd=f"{HERE}/../..", check=True, capture_output=True)
        rows = [json.loads(line) for line in said.stdout.decode().splitlines()]
        return {names[row["file"]]: row for row in rows}


def theirs(pages):
    """Gives what trafilatura does."""
    import trafilatura

    out = {}
    for name, page in pages.items():
        try:
            got = trafilatura.bare_extraction(page, with_metadata=True)
        except Exception:  # a page without anything, as for the other
            got = None
        got = got.as_dict() if got else {}
        out[name] = {"title": got.get("title"), "byline": got.get("author"), "day": got.get("date"), "body": got.get("text")}
    return out


def shingles(text):
    words = re.findall(r"\w+", text or "")
    rows = [tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))]
    return collections.Counter(row for row in rows if row)


def overlap(want, got):
    """Gives precision and recall of one body by its rows of four words, None where
    there is nothing to divide by."""
    want, got = shingles(want), shingles(got)
    both, more, less = sum((want & got).values()), sum((got - want).values()), sum((want - got).values())
    return (both / (both + more) if both + more else None), (both / (both + less) if both + less else None)


def bodies(clone, read):
    with open(f"{clone}/ground-truth.json", encoding="utf-8") as file:
        truth = json.load(file)
    pages = {}
    for name in truth:
        with gzip.open(f"{clone}/html/{name}.html.gz") as file:
            pages[name] = file.read()
    got = read(pages)
    pairs = [overlap(truth[name]["articleBody"], got[name]["body"]) for name in truth]
    precision = statistics.mean(p for p, _ in pairs if p is not None)
    recall = statistics.mean(r for _, r in pairs if r is not None)
    print(f"  body F1 of {len(pages)}: {2 * precision * recall / (precision + recall):.3f} (precision {precision:.3f}, recall {recall:.3f})")


def facts(clone, read):
    with open(f"{clone}/tests/evaldata.json", encoding="utf-8") as file:
        truth = json.load(file)
    pages = {}
    for url, item in truth.items():
        path = next(p for p in (f"{clone}/tests/{d}/{item['file']}" for d in ("cache", "eval")) if os.path.isfile(p))
        with open(path, "rb") as file:
            pages[url] = file.read()
    got = read(pages)
    right = wrong = missing = 0
    for url, item in truth.items():
        body = flat(got[url]["body"])
        found = sum(flat(s) in body for s in item["with"])
        right, missing = right + found, missing + len(item["with"]) - found
        wrong += sum(flat(s) in body for s in item["without"])
    print(f"  body F1 of {len(truth)}, by what they have and have not: {2 * right / (2 * right + wrong + missing):.3f}")
    for what, key in (("title", "title"), ("byline", "author"), ("day", "date")):
        noted = {url: item[key] for url, item in truth.items() if item.get(key)}
        wanted = {url: flat("; ".join(v) if isinstance(v, list) else v).lower() for url, v in noted.items()}
        said = {url: flat(got[url][what]).lower() for url in wanted}
        if what == "byline":  # several names, whatever parts them
            wanted = {u: sorted(re.split(r"\s*(?:;|,|&|\band\b|\bund\b)\s*", v)) for u, v in wanted.items()}
            said = {u: sorted(re.split(r"\s*(?:;|,|&|\band\b|\bund\b)\s*", v)) if v else [] for u, v in said.items()}
        good = sum(said[u] == wanted[u] for u in wanted)
        other = sum(bool(said[u]) and said[u] != wanted[u] for u in wanted)
        print(f"  {what} of {len(wanted)}: right {good / len(wanted):.3f}, another {other / len(wanted):.3f}")


def main(benchmark, trafilatura):
    readers = {"this program": ours}
    try:
        import trafilatura as library

        readers[f"trafilatura {library.__version__}"] = theirs
    except ImportError as missing:
        print(f"trafilatura cannot be imported, so it is not beside: {missing}", file=sys.stderr)
    for name, read in readers.items():
        print(name)
        bodies(benchmark, read)
        facts(trafilatura, read)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
