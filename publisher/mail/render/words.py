"""The few words that a theme adds to an issue, in the language of the newsletter."""

from collections.abc import Mapping
from types import MappingProxyType

from publisher.languages import locale_of

_KEYS = ("view_online", "unsubscribe", "number")

_WORDS: dict[str, tuple[str, str, str]] = {
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


def words_in(language: str) -> Mapping[str, str]:
    """``view_online``, ``unsubscribe`` and ``number`` in a language, or else in English."""
    locale = locale_of(language)
    name = locale.language if locale else "en"
    if name == "zh" and locale and (locale.script == "Hant" or locale.territory in {"TW", "HK"}):
        name = "zh_Hant"
    name = {"nn": "nb", "no": "nb"}.get(name, name)
    return MappingProxyType(dict(zip(_KEYS, _WORDS.get(name, _WORDS["en"]), strict=True)))
