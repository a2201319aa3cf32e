"""Checks claims against their articles: the quote is there, what the claim says follows from it, names are spelt so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from claimcheck.corpus.grounded import ungrounded
from claimcheck.corpus.names import name_slips, names_out_of_time
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.quotes import Ambiguous, Article, Found, NotFound, QuoteMatch
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_nodes import at

CheckArticles = Callable[
    [Sequence[ClaimRecord], Mapping[str, Article], Vocabulary, Mapping[str, Problems]],
    tuple[dict[str, QuoteMatch], frozenset[str]],
]


def check_articles(
    claims: Sequence[ClaimRecord],
    articles: Mapping[str, Article],
    vocabulary: Vocabulary,
    problems: Mapping[str, Problems],
) -> tuple[dict[str, QuoteMatch], frozenset[str]]:
    """Note every quote that is not there and every value that does not follow.

    Returns where quotes were found, and the claims, as written, that their article does not bear out.
    """
    unfounded: set[str] = set()
    matches: dict[str, QuoteMatch] = {}
    checked: dict[str, QuoteMatch | None] = {}
    slips: set[tuple[str, int]] = set()
    for claim in claims:
        article = articles.get(claim.source.id)
        if article is None:
            continue
        noted = problems[claim.source.file]
        entry = claim.entry
        if entry not in checked:
            checked[entry] = _find(claim, article, noted)
            match = checked[entry]
            if match is not None:
                _check_names(claim, article, match, vocabulary, noted, slips)
        match = checked[entry]
        if match is None:
            unfounded.add(entry)
            continue
        matches[claim.id] = match
        if not _is_grounded(claim, article, match, vocabulary, noted) and "GRD001" not in claim.model.ignore:
            unfounded.add(entry)
    return matches, frozenset(unfounded)


def _find(claim: ClaimRecord, article: Article, problems: Problems) -> QuoteMatch | None:
    model = claim.model
    outcome = article.find(model.quote, model.prefix, model.suffix)
    if isinstance(outcome, Found):
        return outcome.match
    node = at(claim.node, ("quote",))
    match outcome:
        case Ambiguous(count, matches):
            lines = ", ".join(str(each.line) for each in matches[:5])
            problems.about(
                claim,
                "quote",
                "QUO002",
                f"the quote of {claim.id} stands {count} times in it (lines {lines}): add `prefix` or `suffix`",
                node,
            )
        case NotFound(_, difference):
            problems.about(
                claim, "quote", "QUO001", f"the article does not contain the quote of {claim.id}: {difference}", node
            )
    return None


def _is_grounded(
    claim: ClaimRecord, article: Article, match: QuoteMatch, vocabulary: Vocabulary, problems: Problems
) -> bool:
    missing = ungrounded(claim, article, match, vocabulary)
    for each in missing:
        path = tuple(int(step) if step.isdigit() else step for step in each.field.split("."))
        first = claim.paths.get(str(path[0]), (path[0],))
        node = at(claim.node, (*first, *path[1:]))
        problems.about(claim, each.field, "GRD001", f"{each.field} of {claim.id}: {each.message}", node, each.hint)
    return not missing


def _check_names(
    claim: ClaimRecord,
    article: Article,
    match: QuoteMatch,
    vocabulary: Vocabulary,
    problems: Problems,
    seen: set[tuple[str, int]],
) -> None:
    for slip in name_slips(match, article, vocabulary):
        if (claim.source.id, slip.start) in seen:
            continue
        seen.add((claim.source.id, slip.start))
        problems.about(
            claim,
            "quote",
            "NAM001",
            f'the quote of {claim.id} has "{slip.found}", one slip away from "{slip.meant}" ({slip.identifier})',
            at(claim.node, ("quote",)),
            "if it is another name, add it to the vocabulary; if the source slipped, ignore NAM001 with a reason",
        )
    for name in names_out_of_time(claim, article, match, vocabulary):
        if (claim.source.id, name.start) not in seen:
            seen.add((claim.source.id, name.start))
            problems.about(claim, "quote", "NAM002", str(name), at(claim.node, ("quote",)))
