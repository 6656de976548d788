"""Languages that stories are written in: their tag, their own name, and the direction they are read in."""

import re

# In the order of a list that people choose from: by the language's own name, Latin script first.
NAMES: dict[str, str] = {
    "id": "Bahasa Indonesia", "ms": "Bahasa Melayu", "jv": "Basa Jawa", "br": "Brezhoneg", "ca": "Català",
    "cs": "Čeština", "cy": "Cymraeg", "da": "Dansk", "de": "Deutsch", "et": "Eesti", "en": "English",
    "es": "Español", "eo": "Esperanto", "eu": "Euskara", "fil": "Filipino", "fr": "Français", "fy": "Frysk",
    "ga": "Gaeilge", "gd": "Gàidhlig", "gl": "Galego", "ha": "Hausa", "hr": "Hrvatski", "ig": "Igbo",
    "zu": "isiZulu", "is": "Íslenska", "it": "Italiano", "sw": "Kiswahili", "ht": "Kreyòl ayisyen",
    "la": "Lingua latina", "lv": "Latviešu", "lb": "Lëtzebuergesch", "lt": "Lietuvių", "jbo": "Lojban",
    "hu": "Magyar", "mt": "Malti", "mi": "Māori", "nl": "Nederlands", "nb": "Norsk bokmål",
    "nn": "Norsk nynorsk", "oc": "Occitan", "uz": "Oʻzbekcha", "pl": "Polski", "pt": "Português",
    "pt-BR": "Português do Brasil", "ro": "Română", "sco": "Scots", "sq": "Shqip", "sk": "Slovenčina",
    "sl": "Slovenščina", "so": "Soomaali", "fi": "Suomi", "sv": "Svenska", "tl": "Tagalog",
    "tlh": "tlhIngan Hol", "vi": "Tiếng Việt", "tr": "Türkçe", "yo": "Yorùbá", "az": "Azərbaycanca",
    "el": "Ελληνικά", "grc": "Ἀρχαία ἑλληνική", "be": "Беларуская", "bg": "Български", "kk": "Қазақша",
    "mk": "Македонски", "mn": "Монгол", "ru": "Русский", "sr": "Српски", "uk": "Українська", "hy": "Հայերեն",
    "ka": "ქართული", "he": "עברית", "yi": "ייִדיש", "ar": "العربية", "fa": "فارسی", "ps": "پښتو",
    "ckb": "کوردی", "sd": "سنڌي", "ug": "ئۇيغۇرچە", "ur": "اردو", "dv": "ދިވެހި", "mr": "मराठी",
    "ne": "नेपाली", "sa": "संस्कृतम्", "hi": "हिन्दी", "bn": "বাংলা", "pa": "ਪੰਜਾਬੀ", "gu": "ગુજરાતી",
    "ta": "தமிழ்", "te": "తెలుగు", "kn": "ಕನ್ನಡ", "ml": "മലയാളം", "si": "සිංහල", "th": "ไทย", "lo": "ລາວ",
    "bo": "བོད་སྐད་", "my": "မြန်မာ", "km": "ខ្មែរ", "am": "አማርኛ", "ko": "한국어", "ja": "日本語", "zh": "中文",
    "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "yue": "粵語",
}  # fmt: skip

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "samr", "rohg"}
_TAG = re.compile(r"(?:[a-z]{2,8}(?:-[a-z0-9]{1,8})*|x(?:-[a-z0-9]{1,8})+)", re.IGNORECASE)
_LONGEST_TAG = 35


def name(tag: str) -> str:
    """What the language calls itself; for one we do not know by name, its nearest kin's name, or the tag."""
    parts = canonical(tag).split("-")
    for length in range(len(parts), 0, -1):
        if known := NAMES.get("-".join(parts[:length])):
            return known
    return tag


def direction(tag: str) -> str:
    """`rtl` or `ltr`. A script named in the tag decides before the language does."""
    language, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def canonical(tag: str) -> str:
    """The tag as BCP 47 likes it written (`pt-BR`, `zh-Hans`, `x-elvish`), or "" where it is none."""
    tag = tag.strip().replace("_", "-")
    if len(tag) > _LONGEST_TAG or not tag.isascii() or not _TAG.fullmatch(tag):
        return ""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(_cased(part) for part in rest)]) if first.lower() != "x" else tag.lower()


def _cased(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 and part.isalpha() else part.lower()
