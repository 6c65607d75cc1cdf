#!/usr/bin/env python3
"""Gives other engines a set of questions as articlebot eval reads it, and judges what
they find by the same rule: a question counts if one of its passages comes first, or
among five; questions that nothing answers are left out.

  set.py tables SET HALF FOLDER   passages.tsv and questions.tsv of a half, 1 or 2 (0: all)
  set.py score  SET HALF FOLDER   reads "question id TAB nanoseconds TAB passage ids" lines and prints
                                  a row; times are compared with those of the first call for FOLDER
"""
import json
import os
import re
import sys

ROWS = 5  # passages that an engine gives


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def in_half(question, which):
    """Tells whether a question is of that half: eval's rule, FNV-1a of its id."""
    if which == 0:
        return True
    sum_ = 0xCBF29CE484222325
    for byte in ("half" + question["id"]).encode():
        sum_ = (sum_ ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return sum_ % 2 == which - 1


def questions(folder, which):
    every = lines(f"{folder}/questions.jsonl")
    return [q for q in every if q.get("answerable", True) and q.get("passage_ids") and in_half(q, which)]


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def tables(folder, which, out):
    with open(f"{out}/passages.tsv", "w", encoding="utf-8") as file:
        for p in lines(f"{folder}/passages.jsonl"):
            file.write(f"{p['id']}\t{flat(p.get('title', '') + ' ' + p['text'])}\n")
    with open(f"{out}/questions.tsv", "w", encoding="utf-8") as file:
        for q in questions(folder, which):
            file.write(f"{q['id']}\t{flat(q['text'])}\n")


def score(folder, which, out):
    found, took = {}, []
    for line in sys.stdin:
        question, nanoseconds, *passages = line.rstrip("\n").split("\t")
        found[question] = passages[:ROWS]
        took.append(int(nanoseconds) / 1e6)
    wanted = questions(folder, which)
    missing = [q["id"] for q in wanted if q["id"] not in found]
    if missing:
        sys.exit(f"{len(missing)} questions were not asked, such as {missing[0]}")
    first = sum(found[q["id"]][:1] != [] and found[q["id"]][0] in q["passage_ids"] for q in wanted)
    five = sum(any(p in q["passage_ids"] for p in found[q["id"]]) for q in wanted)
    took.sort()
    half, slowest = took[len(took) // 2], took[len(took) * 99 // 100]
    if not os.path.exists(f"{out}/half"):
        with open(f"{out}/half", "w", encoding="utf-8") as file:
            file.write(str(half))
    with open(f"{out}/half", encoding="utf-8") as file:
        times = half / float(file.read())
    print(
        f"{len(wanted)} questions: first {first / len(wanted):.3f}, among five {five / len(wanted):.3f}; "
        f"half within {half:.2f} ms ({times:.2f} times), 99 of 100 within {slowest:.2f} ms"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["tables"] and len(sys.argv) == 5:
        tables(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    elif sys.argv[1:2] == ["score"] and len(sys.argv) == 5:
        score(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        sys.exit(__doc__)
