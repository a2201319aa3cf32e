"""What is known of parts from earlier runs is used, and changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

from part_edits import desk, play

from claimcheck.cache.pieces import AN_ENTRY, Pieces
from claimcheck.cache.store import Store
from claimcheck.engine.parting.known_parts import as_data, of_data


def test_random_edits_with_what_is_known_come_to_what_all_at_once_does(tmp_path: Path) -> None:
    parts, known = play(tmp_path, 3, 6)
    assert parts // 2 < known < parts


def test_an_unchanged_corpus_is_known_altogether_and_a_changed_claim_costs_its_own_part(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.checks()
    made.checks()
    assert made.known == made.parts > 30
    path = next((tmp_path / "claims").glob("*2*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text("\n\n" + text, encoding="utf-8")
    made.checks()
    assert made.known == made.parts
    path.write_text(text.replace("    quote:", "    tags: [changed]\n    quote:", 1), encoding="utf-8")
    made.checks()
    assert made.known == made.parts - 1


def test_a_source_that_says_something_else_makes_all_its_claims_new(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.checks()
    made.checks()
    path = next((tmp_path / "claims").glob("*2*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  published:", "  trust: 2\n  published:", 1), encoding="utf-8")
    made.checks()
    assert made.parts - made.known == 38, "the parts that hold a claim of this source"


def test_a_part_whose_claims_follow_each_other_otherwise_is_checked_again(tmp_path: Path) -> None:
    """What is told of first is what stands first, so that the order is a part of what is known."""
    made = desk(tmp_path)
    made.checks()
    made.checks()
    path = next((tmp_path / "claims").glob("*2*.yaml"))
    head, *claims = path.read_text(encoding="utf-8").rstrip("\n").split("\n  - id: ")
    path.write_text("\n  - id: ".join((head, *reversed(claims))) + "\n", encoding="utf-8")
    made.checks()
    assert 0 < made.known < made.parts, "those of several claims of the file"


def test_what_held_known_parts_together_is_not_kept(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.checks()
    path = next((tmp_path / "claims").glob("*2*.yaml"))
    head, *claims = path.read_text(encoding="utf-8").rstrip("\n").split("\n  - id: ")
    path.write_text("\n  - id: ".join((head, *reversed(claims))) + "\n", encoding="utf-8")
    made.checks()
    kept = of_data(json.loads(made.kept))
    assert any(len(each.claims) > 1 for each in kept)
    assert all(number >= 0 for each in kept for number in each.keys.own)


def test_what_is_no_part_is_not_believed() -> None:
    part: dict[str, object] = {"claims": [], "order": [], "keys": {}, "result": {"claims": 1}}
    wrong: list[object] = [None, {}, [1], [{"claims": ["a"]}], [part]]
    for data in wrong:
        assert of_data(data) == []
    assert len(of_data([{**part, "result": {}}])) == 1
    assert of_data(as_data([])) == []


def test_a_run_rewrites_only_the_entries_whose_parts_changed(tmp_path: Path) -> None:
    store = Store(tmp_path.resolve(), b"0" * 32)

    def parts() -> Pieces:
        return Pieces(store, "/project", "name")

    def entries() -> dict[str, bytes]:
        return {each.path.name: each.path.read_bytes() for each in store.entries("/project")}

    many = {f"part {number}": {"number": number} for number in range(AN_ENTRY + 1)}
    assert parts().read() == []
    parts().write(many)
    before = entries()
    assert sorted(before) == ["pieces-name-0.entry", "pieces-name-1.entry"]
    kept = parts()
    assert sorted(each["number"] for each in kept.read()) == list(range(AN_ENTRY + 1))
    del many["part 7"]
    kept.write({**many, "part x": {"number": -1}})
    after = entries()
    assert sum(before[name] != after[name] for name in before) in (1, 2)
    again = parts()
    assert sorted(each["number"] for each in again.read()) == sorted({-1, *range(AN_ENTRY + 1)} - {7})
    for entry in store.entries("/project"):
        entry.path.write_bytes(b"torn")
    assert parts().read() == []
