#!/usr/bin/env python3
"""Asks SQLite's FTS5, as Python brings it: any word may match, bm25() orders.

  fts5.py FOLDER en|any   reads passages.tsv and questions.tsv, prints "question id TAB nanoseconds TAB passage ids"
"""
import re
import sqlite3
import sys
import time

folder, language = sys.argv[1:3]
tokenizer = "porter unicode61" if language == "en" else "unicode61 remove_diacritics 0"


def rows(name):
    with open(f"{folder}/{name}.tsv", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


db = sqlite3.connect(":memory:")
db.execute(f"CREATE VIRTUAL TABLE passages USING fts5(id UNINDEXED, text, tokenize='{tokenizer}')")
db.executemany("INSERT INTO passages VALUES (?, ?)", rows("passages"))
questions = rows("questions")
for round in range(3):  # the last one is told
    for question, text in questions:
        begun = time.perf_counter_ns()
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        found = db.execute("SELECT id FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT 5", [words]).fetchall() if words else []
        took = time.perf_counter_ns() - begun
        if round == 2:
            print("\t".join([question, str(took)] + [row[0] for row in found]))
