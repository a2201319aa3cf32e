"""The checks that the loader and the engine make themselves, each with its code, its meaning and its reason.

Rules that compare claims are YAML files; what reads them is here, under codes of the same form, so that
`explain`, `--select` and `--ignore` treat both alike.
"""

from __future__ import annotations

from claimcheck.findings.model import Severity
from claimcheck.values.value_class import value_class


@value_class
class Check:
    """A built-in check. `untrusted` says that a finding of it makes the run as a whole not to be trusted."""

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    untrusted: bool = False


_ALL = (
    Check(
        "CFG001",
        "unusable-configuration",
        Severity.ERROR,
        "The configuration cannot be used.",
        "A setting that is misspelt or of the wrong type would be ignored in silence, and the run would check less "
        "than its owner believes.",
        untrusted=True,
    ),
    Check(
        "YML001",
        "unreadable-yaml",
        Severity.ERROR,
        "A file is not the YAML that claimcheck reads.",
        "Claim files use a plain subset of YAML: one document, no tags, no merge keys, no aliases to collections, "
        "UTF-8. Claims in bulk are lines of JSON, each a mapping, or a table whose columns are text. The rest of the "
        "corpus is still checked.",
    ),
    Check(
        "YML002",
        "duplicate-key",
        Severity.ERROR,
        "A mapping has the same key twice.",
        "YAML parsers keep one of the two in silence. The first is kept here, and the second is reported.",
    ),
    Check(
        "CLM001",
        "unknown-key",
        Severity.ERROR,
        "A claim, a source or a vocabulary entry has a key that its kind does not know.",
        "A misspelt key is a statement that nobody checks.",
    ),
    Check(
        "CLM002",
        "missing-field",
        Severity.ERROR,
        "A claim lacks a field that its kind needs.",
        "Without it the claim constrains nothing.",
    ),
    Check(
        "CLM003",
        "unreadable-value",
        Severity.ERROR,
        "A value is not of its field's form: a date, a figure, a length, an id.",
        "A value that cannot be read is a claim that is not checked.",
    ),
    Check(
        "CLM004",
        "unknown-kind",
        Severity.ERROR,
        "A claim is of a kind that does not exist.",
        "Each kind has a page in the reference; the nearest name is suggested.",
    ),
    Check(
        "CLM005",
        "duplicate-id",
        Severity.ERROR,
        "Two claims of a file, or two sources, have the same id.",
        "Findings, suppressions and fingerprints name claims by id. The first keeps the name.",
    ),
    Check(
        "CLM006",
        "undeclared-shape",
        Severity.ERROR,
        "A claim does not fit the declaration of what it is about.",
        "The vocabulary says which dimensions a metric has and whether it needs `on` or `during`. A claim that is "
        "encoded otherwise never meets the others.",
    ),
    Check(
        "CLM007",
        "pattern-without-id",
        Severity.ERROR,
        "An event claim fits an event or a series of the vocabulary but does not name it.",
        "Two claims about one event meet only when both name it.",
    ),
    Check(
        "IDS001",
        "unknown-id",
        Severity.ERROR,
        "A claim refers to an id that the vocabulary lacks.",
        "An id that nothing else uses compares with nothing. Add it to the vocabulary or mend the spelling.",
    ),
    Check(
        "IDS002",
        "id-of-other-type",
        Severity.ERROR,
        "A claim refers to an id of another type than the field or the metric's dimension needs.",
        "Exports from a city are not exports from a country.",
    ),
    Check(
        "VOC001",
        "unusable-vocabulary",
        Severity.ERROR,
        "The vocabulary contradicts itself or cannot be read.",
        "An id that is declared twice, a mirror of nothing, a part of itself: claims that use it cannot be compared.",
    ),
    Check(
        "SRC001",
        "unreadable-article",
        Severity.ERROR,
        "The text of a source cannot be read.",
        "Without the article no quote can be found in it. The text must be a UTF-8 file inside the project.",
    ),
    Check(
        "SRC002",
        "no-article",
        Severity.INFO,
        "A source gives no text, so its quotes are not checked.",
        "What was not checked is said.",
    ),
    Check(
        "QUO001",
        "quote-not-found",
        Severity.ERROR,
        "The article does not contain the quote.",
        "A claim is as good as the words that it rests on. A quote that is nearly there is not there: the difference "
        "is shown word by word.",
    ),
    Check(
        "QUO002",
        "ambiguous-quote",
        Severity.ERROR,
        "The quote stands in several places of the article.",
        "Which one the claim rests on decides the paragraph that its dates come from. A prefix or suffix tells.",
    ),
    Check(
        "GRD001",
        "ungrounded-value",
        Severity.ERROR,
        "A number, an ordinal or a date of a claim does not follow from its quote.",
        "It must follow from the quote, else from the same paragraph, the source's date or a date of the vocabulary, "
        "by one of the listed transforms. Otherwise it is the encoder's, not the source's.",
    ),
    Check(
        "NAM001",
        "near-miss-name",
        Severity.WARNING,
        "A quote has a name that is one slip away from a name of the vocabulary.",
        "A misspelt name is the commonest slip in print, and a name that is spelt two ways is found by one of them.",
    ),
    Check(
        "NAM002",
        "name-out-of-time",
        Severity.WARNING,
        "A quote uses a name at a time when the vocabulary says that it was not in use.",
        "Places and organisations are renamed on known dates.",
    ),
    Check(
        "KEY001",
        "near-key",
        Severity.INFO,
        "Two claims seem to be about one thing but were never compared.",
        "They agree in all parts of their keys but one, or share entity, unit and time under different metrics. "
        "Answer with `distinct: {CLAIM: reason}`, or mend the key.",
    ),
    Check(
        "SUP001",
        "unfounded-supersession",
        Severity.ERROR,
        "A claim supersedes one that it cannot: unknown, newer, or of another publisher.",
        "Only a publisher's own later word replaces its earlier one.",
    ),
    Check(
        "IGN001",
        "stale-suppression",
        Severity.WARNING,
        "A claim ignores a rule that exists nowhere or that would not have spoken.",
        "A suppression that suppresses nothing hides the next finding.",
    ),
    Check(
        "BAS001",
        "unusable-baseline",
        Severity.ERROR,
        "The baseline, or an entry of it, cannot be used.",
        "An entry hides the one finding that it names in full. One that cannot be read, or whose fingerprint is that "
        "of another finding than it says, hides nothing, and the run is not to be trusted.",
        untrusted=True,
    ),
    Check(
        "BAS002",
        "stale-baseline-entry",
        Severity.WARNING,
        "An entry of the baseline is about a finding that is no longer there.",
        "What was mended could come back unseen. `claimcheck baseline prune` takes such entries out.",
    ),
    Check(
        "BAS003",
        "expired-baseline-entry",
        Severity.WARNING,
        "The day until which an entry of the baseline holds is over.",
        "Somebody promised to look again by that day. The finding is reported as if there were no entry.",
    ),
    Check(
        "BAS004",
        "lapsed-baseline-entry",
        Severity.WARNING,
        "A claim of a finding in the baseline states something else than when it was answered for.",
        "The reason was given for other figures, dates or names. The finding is reported as if there were no entry.",
    ),
    Check(
        "BAS005",
        "unexplained-baseline-entry",
        Severity.ERROR,
        "An entry of the baseline gives no reason.",
        "A finding that is put aside without a reason is a finding that nobody has read.",
    ),
    Check(
        "RUL001",
        "broken-rule",
        Severity.ERROR,
        "A rule file cannot be used.",
        "Everything else still runs, but the run is not to be trusted: a check that the corpus relies on is missing.",
        untrusted=True,
    ),
    Check(
        "RUL002",
        "failed-rule",
        Severity.ERROR,
        "A rule broke while it was applied to a claim.",
        "A crash is not a pass. The rule is at fault, or the claim has a value that it did not expect.",
        untrusted=True,
    ),
    Check(
        "RUL003",
        "plugin-left-out",
        Severity.INFO,
        "Rules in Python that the settings name were left out of the run.",
        "Code of installed packages is not run with `--no-plugins`. What was not checked is said.",
    ),
    Check(
        "RUN001",
        "nothing-to-check",
        Severity.ERROR,
        "There is nothing to check.",
        "A run that read no claim must not look like a run that found nothing.",
        untrusted=True,
    ),
    Check(
        "RUN002",
        "lost-part",
        Severity.ERROR,
        "A process that checked some of the claims ended before it was done.",
        "It ran out of memory, or was stopped from outside, and so was the next that tried. The claims are named; all "
        "others were checked.",
        untrusted=True,
    ),
    Check(
        "RUN003",
        "unusable-shard",
        Severity.ERROR,
        "A worker of a cluster could not use a file of claims.",
        "It is not there, or says something else there than here. The claims that meet those of the file are not "
        "checked; all others were.",
        untrusted=True,
    ),
)

CHECKS = {check.code: check for check in _ALL}
