"""Currencies as articles write them: symbols, codes and names, each to its ISO 4217 code."""

from __future__ import annotations

from functools import lru_cache


class UnitError(ValueError):
    """A unit that cannot be told, with the units that it may be."""


_SYMBOLS = {
    "$": "USD",
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "hk$": "HKD",
    "nt$": "TWD",
    "nz$": "NZD",
    "r$": "BRL",
    "s$": "SGD",
    "€": "EUR",
    "£": "GBP",
    "cn¥": "CNY",
    "jp¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₸": "KZT",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
    "₪": "ILS",
    "฿": "THB",
}
_NAMES = {
    "USD": "dollar, us dollar, u.s. dollar, american dollar",
    "EUR": "euro",
    "GBP": "pound, pound sterling, pounds sterling, british pound, sterling",
    "CNY": "yuan, rmb, renminbi, chinese yuan, yuan rmb, yuan renminbi",
    "JPY": "yen, japanese yen",
    "KZT": "tenge, kazakh tenge, kazakhstani tenge",
    "KGS": "kyrgyz som, kyrgyzstani som",
    "UZS": "soum, uzbek soum, uzbek som, uzbekistani som",
    "TJS": "somoni, tajik somoni",
    "TMT": "turkmen manat, turkmenistani manat",
    "AZN": "azerbaijani manat",
    "RUB": "rouble, ruble, russian rouble, russian ruble",
    "BYN": "belarusian rouble, belarusian ruble",
    "INR": "indian rupee",
    "PKR": "pakistani rupee",
    "KRW": "south korean won",
    "TRY": "turkish lira",
    "UAH": "hryvnia, ukrainian hryvnia",
    "PLN": "zloty, polish zloty",
    "CHF": "swiss franc",
    "SEK": "swedish krona, swedish kronor",
    "NOK": "norwegian krone, norwegian kroner",
    "DKK": "danish krone, danish kroner",
    "CZK": "czech koruna",
    "HUF": "forint",
    "THB": "baht",
    "VND": "dong, vietnamese dong",
    "IDR": "rupiah",
    "MYR": "ringgit",
    "ZAR": "rand, south african rand",
    "NGN": "naira",
    "BRL": "real, reais, brazilian real",
    "MXN": "mexican peso",
    "AED": "uae dirham, emirati dirham",
    "SAR": "saudi riyal",
    "ILS": "shekel, israeli shekel",
    "MNT": "tugrik, mongolian tugrik",
    "AUD": "australian dollar",
    "CAD": "canadian dollar",
    "HKD": "hong kong dollar",
    "NZD": "new zealand dollar",
    "SGD": "singapore dollar",
    "TWD": "taiwan dollar",
}
_WORDS = {form: code for code, names in _NAMES.items() for name in names.split(", ") for form in (name, name + "s")}
_AMBIGUOUS = {
    "¥": ("CNY", "JPY"),
    "rupee": ("INR", "PKR", "LKR", "NPR"),
    "rs": ("INR", "PKR", "LKR", "NPR"),
    "som": ("KGS", "UZS"),
    "manat": ("AZN", "TMT"),
    "won": ("KRW", "KPW"),
    "lira": ("TRY", "LBP"),
    "franc": ("CHF", "XAF", "XOF"),
    "krona": ("SEK", "ISK"),
    "krone": ("NOK", "DKK"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "peso": ("MXN", "ARS", "CLP", "COP", "PHP"),
    "dirham": ("AED", "MAD"),
    "riyal": ("SAR", "QAR", "OMR", "YER"),
    "dinar": ("KWD", "IQD", "DZD", "RSD", "JOD"),
    "shilling": ("KES", "TZS", "UGX"),
}


def currency_of(text: str) -> str | None:
    """Return the ISO 4217 code of a symbol, a code or a name (`$`, `US$`, `USD`, `yuan`); else None.

    Raises UnitError for what several currencies share, as `¥` and `rupees`.
    """
    word = " ".join(text.split())
    if len(word) > 40:
        return None
    lower = word.lower()
    found = _SYMBOLS.get(lower) or _WORDS.get(lower)
    if found:
        return found
    candidates = _AMBIGUOUS.get(lower) or _AMBIGUOUS.get(lower.removesuffix("s"))
    if candidates:
        raise UnitError(f"{word!r} can be {_either(candidates)}; write the code of the one that is meant.")
    return word if is_currency_code(word) else None


def is_currency_code(code: str) -> bool:
    """Whether a text is the code of an ISO 4217 currency."""
    if code in _COMMON:
        return True
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper() and code in _iso_codes()


def _either(candidates: tuple[str, ...]) -> str:
    return ", ".join(candidates[:-1]) + " or " + candidates[-1]


_COMMON = frozenset(_SYMBOLS.values()) | frozenset(_NAMES)


@lru_cache(maxsize=1)
def _iso_codes() -> frozenset[str]:
    # Imported when a rare code first asks: the table takes 30 ms to build.
    from iso4217 import Currency

    return frozenset(each.code for each in Currency)
