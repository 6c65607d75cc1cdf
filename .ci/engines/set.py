#!/usr/bin/env python3
"""Gives other engines a set of questions as articlebot eval reads it, and judges what
they find by the same rule: a question counts if one of its passages comes first, or
among five; questions that nothing answers are left out.

  set.py tables SET HALF FOLDER   passages.tsv and questions.tsv of a half, 1 or 2 (0: all)
  set.py score  SET HALF          reads "question id TAB passage ids" lines, prints a row
"""
import json
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


def score(folder, which):
    found = {}
    for line in sys.stdin:
        question, *passages = line.rstrip("\n").split("\t")
        found[question] = passages[:ROWS]
    wanted = questions(folder, which)
    missing = [q["id"] for q in wanted if q["id"] not in found]
    if missing:
        sys.exit(f"{len(missing)} questions were not asked, such as {missing[0]}")
    first = sum(found[q["id"]][:1] != [] and found[q["id"]][0] in q["passage_ids"] for q in wanted)
    five = sum(any(p in q["passage_ids"] for p in found[q["id"]]) for q in wanted)
    print(f"{len(wanted)} questions: first {first / len(wanted):.3f}, among five {five / len(wanted):.3f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["tables"] and len(sys.argv) == 5:
        tables(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    elif sys.argv[1:2] == ["score"] and len(sys.argv) == 4:
        score(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(__doc__)
