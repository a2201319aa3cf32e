"""Spectral with two rules as custom functions, on all claims in one document of YAML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from made_corpus import Made
from peer import Peer, made_once, of_node, subjects_found
from rows import numbered_years

FUNCTION = """\
export default (claims, options, context) => {
  const first = new Map(), bad = new Map();
  claims.forEach((claim, at) => {
    if (claim.kind !== options.kind) return;
    const origin = claim.year - claim.ordinal;
    if (!first.has(claim.subject)) first.set(claim.subject, origin);
    else if (first.get(claim.subject) !== origin && !bad.has(claim.subject)) bad.set(claim.subject, at);
  });
  return [...bad].map(([subject, at]) => ({ message: `${subject} does not fit`, path: [...context.path, at] }));
};
"""
RULE = """\
  {kind}:
    given: $.claims
    severity: error
    then: {{function: fits, functionOptions: {{kind: {kind}}}}}
"""
RULES = "functions: [fits]\nrules:\n" + RULE.format(kind="founding") + RULE.format(kind="forum")


def prepare(corpus: Made) -> Sequence[str]:
    """Return the command, once the document and the rules are written."""
    command = of_node("spectral")

    def make(target: Path) -> None:
        (target / "functions").mkdir(parents=True)
        (target / "functions/fits.js").write_text(FUNCTION, encoding="utf-8")
        (target / "rules.yaml").write_text(RULES, encoding="utf-8")
        lines = ["claims:"]
        for row in numbered_years(corpus):
            kind = row.subject.partition("-")[2]
            lines += [f"  - id: {row.id}", f"    kind: {kind}", f"    subject: {row.subject}"]
            lines += [f"    ordinal: {row.ordinal}", f"    year: {row.year}"]
        (target / "claims.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    folder = made_once(corpus.root / "spectral", make)
    return [command, "lint", "--ruleset", str(folder / "rules.yaml"), str(folder / "claims.yaml")]


PEER = Peer("Spectral", "2 rules, half the claims in one document", 100_000, prepare, subjects_found)
