"""pySHACL with two rules in SPARQL, on claims that are triples already."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from made_corpus import Made
from peer import Peer, in_python, made_once, subjects_found
from rows import numbered_years

RULE = """\
:{name} a sh:NodeShape ; sh:targetClass :{target} ; sh:sparql [
  sh:message "The years do not fit" ;
  sh:select \"\"\"SELECT $this WHERE {{
    ?a <urn:about> $this ; <urn:ordinal> ?m ; <urn:year> ?x . ?b <urn:about> $this ; <urn:ordinal> ?n ; <urn:year> ?y .
    FILTER (?x - ?m < ?y - ?n) }}\"\"\" ] .
"""
SHAPES = "".join(RULE.format(name=name, target=target) for name, target in (("r1", "Founding"), ("r2", "Forum")))


def prepare(corpus: Made) -> Sequence[str]:
    """Return the command, once the triples are written."""
    start = in_python("pyshacl", "pyshacl")

    def make_data(target: Path) -> None:
        lines = ["@prefix : <urn:> ."]
        subjects: dict[str, str] = {}
        for number, row in enumerate(numbered_years(corpus)):
            subjects[row.subject] = "Founding" if row.subject.endswith("-founding") else "Forum"
            lines.append(f":c{number} :about :{row.subject} ; :ordinal {row.ordinal} ; :year {row.year} .")
        lines += [f":{subject} a :{kind} ." for subject, kind in subjects.items()]
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def make_shapes(target: Path) -> None:
        target.write_text(
            f"@prefix : <urn:> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n{SHAPES}", encoding="utf-8"
        )

    data = made_once(corpus.root / "claims.ttl", make_data)
    shapes = made_once(corpus.root / "shapes.ttl", make_shapes)
    return [*start, "-m", "pyshacl", "-s", str(shapes), str(data)]


PEER = Peer("pySHACL", "2 rules, no YAML read", 3_000, prepare, subjects_found)
