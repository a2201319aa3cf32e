"""Third sources that bring figures which the two articles lack."""

from __future__ import annotations

from workbench import Workbench


def _quantity(bench: Workbench, published: str, of: str, year: int, value: str, sentence: str) -> None:
    quote = sentence.removeprefix("China's ").removesuffix(".")
    bench.source(
        f"wire-{of.lower()}",
        published,
        f"{sentence}\n",
        f"  - id: total\n    kind: quantity\n    metric: trade\n    of: [CN, {of}]\n"
        f"    during: {year}\n    value: {value}\n    quote: {quote}\n",
    )


def tajikistan_2022(bench: Workbench) -> None:
    """Trade of $2.56 billion with Tajikistan in 2022, which fits the 53.5 percent to $3.93 billion in 2023."""
    sentence = "China's trade with Tajikistan stood at $2.56 billion in 2022."
    _quantity(bench, "2023-02-01", "TJ", 2022, "$2.56 billion", sentence)


def tajikistan_2021(bench: Workbench) -> None:
    """A figure of 2021 that beats the record of 2023."""
    sentence = "China's trade with Tajikistan stood at $4.56 billion in 2021."
    _quantity(bench, "2022-02-01", "TJ", 2021, "$4.56 billion", sentence)


def central_asia_2023(bench: Workbench) -> None:
    """Trade with the five countries, of which $41 billion is nearly half."""
    sentence = "China's trade with Central Asia came to $89.4 billion in 2023."
    _quantity(bench, "2024-02-01", "central-asia", 2023, "$89.4 billion", sentence)


def kazakhstan_2023(bench: Workbench, value: str) -> None:
    """Another word on the trade with Kazakhstan in 2023."""
    sentence = f"China's trade with Kazakhstan came to {value} in 2023."
    _quantity(bench, "2024-01-20", "KZ", 2023, value, sentence)


def party_founded(bench: Workbench, year: int) -> None:
    """A year for the event behind the first centenary."""
    bench.source(
        "party",
        "2021-07-01",
        f"The Communist Party of China was founded in {year}.\n",
        f"  - id: founding\n    kind: event\n    event: cpc-founding\n    type: founding\n    on: {year}\n"
        f"    quote: The Communist Party of China was founded in {year}\n",
    )


def rahmon_in_kazakhstan(bench: Workbench) -> None:
    """A second president of Kazakhstan, all through 2024."""
    bench.source(
        "post",
        "2024-12-31",
        "Emomali Rahmon was president of Kazakhstan throughout 2024.\n",
        "  - id: rahmon\n    kind: role\n    person: rahmon\n    role: president\n    of: KZ\n    during: 2024\n"
        "    quote: Emomali Rahmon was president of Kazakhstan throughout 2024\n",
    )


def capital_almaty(bench: Workbench) -> None:
    """Another capital on the day of the arrival."""
    vocabulary = "claims/vocabulary.yaml"
    bench.swap(vocabulary, "  aktobe: {", "  almaty: {label: Almaty, type: city, in: KZ}\n  aktobe: {")
    bench.source(
        "local",
        "2024-07-02",
        "Crowds gathered in the capital Almaty on July 2, 2024.\n",
        "  - id: capital\n    kind: state\n    subject: KZ\n    property: capital\n    value: almaty\n"
        "    on: 2024-07-02\n    quote: the capital Almaty on July 2, 2024\n",
    )
