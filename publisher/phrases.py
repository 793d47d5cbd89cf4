"""Phrases that the program adds for readers, in the language of the newsletter.

Does not import any package that uses them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from publisher.languages import script_of

_Entry = TypeVar("_Entry")

_NORWEGIAN = {"nn": "nb", "no": "nb"}
_EMAIL_KEYS = ("view_online", "unsubscribe", "number")

_EMAIL_WORDS: dict[str, tuple[str, str, str]] = {
    "en": ("Read online", "Unsubscribe", "No. {number}"),
    "ar": ("اقرأ على الويب", "إلغاء الاشتراك", "العدد {number}"),
    "cs": ("Číst online", "Odhlásit odběr", "Č. {number}"),
    "da": ("Læs online", "Afmeld", "Nr. {number}"),
    "de": ("Online lesen", "Abmelden", "Nr. {number}"),
    "el": ("Ανάγνωση στον ιστό", "Διαγραφή", "Τεύχος {number}"),
    "es": ("Leer en línea", "Cancelar la suscripción", "N.º {number}"),
    "fa": ("خواندن در وب", "لغو اشتراک", "شمارهٔ {number}"),
    "fi": ("Lue verkossa", "Peru tilaus", "Nro {number}"),
    "fr": ("Lire en ligne", "Se désabonner", "N° {number}"),
    "he": ("לקריאה באתר", "ביטול הרשמה", "גיליון {number}"),
    "it": ("Leggi online", "Annulla l’iscrizione", "N. {number}"),
    "ja": ("ウェブで読む", "配信停止", "第{number}号"),
    "ko": ("웹에서 읽기", "구독 취소", "제{number}호"),
    "nb": ("Les på nettet", "Meld deg av", "Nr. {number}"),
    "nl": ("Online lezen", "Uitschrijven", "Nr. {number}"),
    "pl": ("Czytaj online", "Wypisz się", "Nr {number}"),
    "pt": ("Ler online", "Cancelar a inscrição", "N.º {number}"),
    "ru": ("Читать на сайте", "Отписаться", "№ {number}"),
    "sv": ("Läs på webben", "Avsluta prenumerationen", "Nr {number}"),
    "tr": ("Çevrimiçi oku", "Abonelikten çık", "Sayı {number}"),
    "uk": ("Читати на сайті", "Відписатися", "№ {number}"),
    "zh": ("在网页上阅读", "退订", "第 {number} 期"),
    "zh_Hant": ("在網頁上閱讀", "取消訂閱", "第 {number} 期"),
}

_IMAGE_WORDS = {
    "en": "Image", "ar": "صورة", "cs": "Obrázek", "da": "Billede", "de": "Bild", "el": "Εικόνα",
    "es": "Imagen", "fa": "تصویر", "fi": "Kuva", "he": "תמונה", "it": "Immagine", "ja": "画像",
    "ko": "이미지", "nb": "Bilde", "nl": "Afbeelding", "pl": "Obraz", "pt": "Imagem",
    "ru": "Изображение", "sv": "Bild", "tr": "Görsel", "uk": "Зображення", "zh": "图",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedPhrases:
    """The sentences about feeds, in one language."""

    subscribe: str
    what_a_feed_is: str
    how_to: str
    all_issues: str
    single_stories: str
    this_is_a_feed: str
    """Shown above a feed that is opened in a browser."""


_ENGLISH_FEED_PHRASES = FeedPhrases(
    subscribe="Subscribe",
    what_a_feed_is="A feed delivers new issues to the feed reader of your choice. You need no "
    "email address and no account, and can unsubscribe at any time.",
    how_to="Copy one of these addresses and paste it into your feed reader, for example Miniflux, "
    "NetNewsWire, Feedly, Inoreader, FreshRSS or Thunderbird.",
    all_issues="All issues",
    single_stories="Single stories",
    this_is_a_feed="This is a feed. To subscribe, copy the address of this page into your feed "
    "reader.",
)

_FEED_PHRASES = {
    "en": _ENGLISH_FEED_PHRASES,
    "zh": FeedPhrases(
        subscribe="订阅",
        what_a_feed_is="订阅源会把新的一期送到你选用的阅读器里。不需要邮箱地址，也不需要注册，随时可以退订。",
        how_to="复制下面的一个地址，粘贴到阅读器的订阅栏里。可用的阅读器有 Miniflux、NetNewsWire、"
        "Feedly、Inoreader、FreshRSS 和 Thunderbird 等。",
        all_issues="全部期刊",
        single_stories="单篇文章",
        this_is_a_feed="这是一个订阅源。把本页地址复制到阅读器里即可订阅。",
    ),
    "de": FeedPhrases(
        subscribe="Abonnieren",
        what_a_feed_is="Ein Feed bringt neue Ausgaben in einen Reader Ihrer Wahl. Er fragt nach "
        "keiner Adresse und keinem Konto, und Sie können jederzeit gehen.",
        how_to="Kopieren Sie eine dieser Adressen in das Abonnement-Feld Ihres Feedreaders. "
        "Miniflux, NetNewsWire, Feedly, Inoreader, FreshRSS und Thunderbird sind einige davon.",
        all_issues="Alle Ausgaben",
        single_stories="Einzelne Beiträge",
        this_is_a_feed="Dies ist ein Feed. Kopieren Sie die Adresse dieser Seite in Ihren "
        "Feedreader, um ihn zu abonnieren.",
    ),
    "fr": FeedPhrases(
        subscribe="S’abonner",
        what_a_feed_is="Un flux apporte chaque nouveau numéro dans le lecteur de votre choix. Il "
        "ne demande ni adresse ni compte, et l’on s’en va sans rien dire à personne.",
        how_to="Copiez l’une de ces adresses dans le champ d’abonnement de votre lecteur de flux : "
        "Miniflux, NetNewsWire, Feedly, Inoreader, FreshRSS, Thunderbird ou un autre.",
        all_issues="Tous les numéros",
        single_stories="Articles un à un",
        this_is_a_feed="Ceci est un flux. Copiez l’adresse de cette page dans votre lecteur de "
        "flux pour vous abonner.",
    ),
    "es": FeedPhrases(
        subscribe="Suscribirse",
        what_a_feed_is="Un canal lleva cada número nuevo al lector que usted elija. No pide "
        "dirección ni cuenta, y puede dejarlo cuando quiera.",
        how_to="Copie una de estas direcciones en el campo de suscripción de su lector: Miniflux, "
        "NetNewsWire, Feedly, Inoreader, FreshRSS, Thunderbird u otro.",
        all_issues="Todos los números",
        single_stories="Artículos sueltos",
        this_is_a_feed="Esto es un canal. Copie la dirección de esta página en su lector para "
        "suscribirse.",
    ),
}


def email_words(language: str) -> Mapping[str, str]:
    """Return ``view_online``, ``unsubscribe`` and ``number`` in a language, or else in English."""
    words = _in_language(_EMAIL_WORDS, language)
    return MappingProxyType(dict(zip(_EMAIL_KEYS, words, strict=True)))


def image_word(language: str) -> str:
    """Return the word for an image in a language, or else in English."""
    return _in_language(_IMAGE_WORDS, language)


def feed_phrases(language: str) -> FeedPhrases:
    """Return the sentences about feeds in a language, or else in English."""
    return _in_language(_FEED_PHRASES, language)


def has_feed_phrases(language: str) -> bool:
    """Whether ``feed_phrases`` exist in that language, without falling back to English."""
    return _key(_FEED_PHRASES, language) in _FEED_PHRASES


def _in_language(table: Mapping[str, _Entry], language: str) -> _Entry:
    return table.get(_key(table, language), table["en"])


def _key(table: Mapping[str, _Entry], language: str) -> str:
    """Return the table's key for a BCP 47 tag: with its script if the table distinguishes it."""
    name = script_of(language)
    name = _NORWEGIAN.get(name, name)
    return name if name in table else name.partition("_")[0]
