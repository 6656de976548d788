"""Numbers as authors write them above a chapter: figures, roman numerals, words of four languages."""

import re

_ROMAN_SIGNS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LARGEST_ROMAN = 39
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE)
_FIGURES = re.compile(r"0*([0-9]{1,6})(?:st|nd|rd|th|er|re|ère|e|è|ème|º|ª|°|\.º|\.ª)?", re.IGNORECASE)
_JOINTS = re.compile(r"[\s\-‐‑]+")


def roman(number: int) -> str:
    """The number in roman numerals up to XXXIX, beyond that (and below 1) in figures."""
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    signs = ""
    for value, sign in _ROMAN_SIGNS:
        signs += sign * (number // value)
        number %= value
    return signs


def from_roman(signs: str) -> int | None:
    """1 to 39 for a well-formed roman numeral of one case, else None."""
    found = _ROMAN.fullmatch(signs)
    if not found or not (signs.isupper() or signs.islower()):
        return None
    tens, ones = found.groups()
    return (
        10 * len(tens)
        + {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}[ones.upper()]
    )


def from_words(words: str, language: str | None = None) -> int | None:
    """0 to 100 for a number word, counting (two) or ordering (second), of English, French, German or Spanish.

    `language` (a tag) narrows it to one of them. Case, hyphens and the width of blanks do not matter.
    """
    wanted = _key(words)
    tables = _TABLES.values() if language is None else [_TABLES.get(language.split("-")[0].lower(), {})]
    return next((table[wanted] for table in tables if wanted in table), None)


def number(text: str) -> int | None:
    """The number that figures (`3`, `3rd`), a roman numeral or number words say, else None."""
    text = text.strip()
    if figures := _FIGURES.fullmatch(text):
        return int(figures[1])
    by_words = from_words(text)
    return by_words if by_words is not None else from_roman(text)


def number_words() -> list[str]:
    """Every number word we know, longest first, lower case with single blanks: for building a pattern."""
    return sorted({words for table in _TABLES.values() for words in table}, key=lambda words: (-len(words), words))


def _key(words: str) -> str:
    return _JOINTS.sub(" ", words.strip().lower().replace("’", "'"))


def _english() -> dict[str, int]:
    ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501, SIM905
    firsts = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()  # noqa: E501, SIM905
    tens = {
        20: "twenty",
        30: "thirty",
        40: "forty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
    }
    table = {word: value for words in (ones, firsts) for value, word in enumerate(words)}
    for ten, word in tens.items():
        table[word] = ten
        table[word[:-1] + "ieth"] = ten
        for one in range(1, 10):
            for ending in (ones[one], firsts[one]):
                table[f"{word} {ending}"] = table[f"{word}{ending}"] = ten + one
    return table | {
        "fourty": 40,
        "hundred": 100,
        "one hundred": 100,
        "a hundred": 100,
        "hundredth": 100,
        "one hundredth": 100,
    }


def _french() -> dict[str, int]:
    small = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()  # noqa: SIM905
    small += ["dix sept", "dix huit", "dix neuf"]
    count = dict(enumerate(small))
    for ten, word in {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}.items():
        for one in range(20 if ten == 60 else 10):
            joint = " et " if one in {1, 11} else " "
            count[ten + one] = f"{word}{joint}{small[one]}" if one else word
    for one in range(20):
        count[80 + one] = f"quatre vingt {small[one]}" if one else "quatre vingts"
    table = {words: value for value, words in count.items()} | {"cent": 100, "quatre vingt": 80}
    table |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
    table |= {
        f"{words}ième" if not words.endswith("e") else f"{words[:-1]}ième": value for words, value in table.items()
    }
    for words, value in list(table.items()):
        if words.endswith(("cinqième", "neufième", "vingtsième")):
            fixed = (
                words.replace("cinqième", "cinquième")
                .replace("neufième", "neuvième")
                .replace("vingtsième", "vingtième")
            )
            table[fixed] = value
    table |= {
        words.replace("un", "une"): value for words, value in table.items() if words == "un" or words.endswith(" un")
    }
    table |= {"premier": 1, "première": 1, "second": 2, "seconde": 2}
    return table | {_plain(words): value for words, value in table.items()}


def _german() -> dict[str, int]:
    ones = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()  # noqa: E501, SIM905
    tens = {
        20: "zwanzig",
        30: "dreißig",
        40: "vierzig",
        50: "fünfzig",
        60: "sechzig",
        70: "siebzig",
        80: "achtzig",
        90: "neunzig",
    }
    count = dict(enumerate(ones)) | tens
    for ten, word in tens.items():
        count |= {ten + one: f"{ones[one]}und{word}" for one in range(1, 10)}
    stems = {words: value for value, words in count.items()} | {"hundert": 100, "einhundert": 100}
    table = stems | {"eins": 1, "eine": 1, "zwo": 2}
    irregular = {"ein": "ers", "drei": "drit", "sieben": "sieb", "acht": "ach"}
    for words, value in stems.items():
        stem = irregular.get(words, words) + ("t" if value < 20 and words != "ein" else "st" if value >= 20 else "t")
        table |= {f"{stem}{ending}": value for ending in ("e", "er", "es", "en")}
    table |= {f"siebent{ending}": 7 for ending in ("e", "er", "es", "en")}
    table |= {words.replace("ß", "ss"): value for words, value in table.items()}
    return table | {
        words.replace("ü", "ue").replace("ö", "oe"): value
        for words, value in table.items()
        if "ü" in words or "ö" in words
    }


def _spanish() -> dict[str, int]:
    ones = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split()  # noqa: E501, SIM905
    table = {word: value for value, word in enumerate(ones)} | {"un": 1, "una": 1, "cien": 100}
    tens = {30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa"}
    for ten, word in tens.items():
        table |= {word: ten} | {f"{word} y {ones[one]}": ten + one for one in range(1, 10)}
    firsts = "primero segundo tercero cuarto quinto sexto séptimo octavo noveno".split()  # noqa: SIM905
    ordering = {0: "", 10: "décimo", 20: "vigésimo", 30: "trigésimo", 40: "cuadragésimo", 50: "quincuagésimo",
                60: "sexagésimo", 70: "septuagésimo", 80: "octogésimo", 90: "nonagésimo"}  # fmt: skip
    order = {word: ten for ten, word in ordering.items() if ten} | {"centésimo": 100, "undécimo": 11, "duodécimo": 12}
    for ten, word in ordering.items():
        for one, first in enumerate(firsts, 1):
            order[f"{word} {first}".strip()] = ten + one
            if ten in {10, 20}:
                order[f"{_plain(word)}{first}"] = ten + one
    order |= {re.sub(r"o\b", "a", words): value for words, value in order.items()}
    table |= order | {"primer": 1, "tercer": 3}
    return table | {_plain(words): value for words, value in table.items()}


def _plain(words: str) -> str:
    return words.translate(str.maketrans("áéíóúèü", "aeioueu"))


_TABLES = {"en": _english(), "fr": _french(), "de": _german(), "es": _spanish()}
