"""What the feed room itself says to readers, in their language. Knows no markup."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of one language."""

    subscribe: str
    what_a_feed_is: str
    how_to: str
    all_issues: str
    single_stories: str
    this_is_a_feed: str
    """Shown above a feed that somebody opens in a browser."""


_ENGLISH = Phrases(
    subscribe="Subscribe",
    what_a_feed_is=(
        "A feed delivers new issues to the feed reader of your choice. You need no email address "
        "and no account, and can unsubscribe at any time."
    ),
    how_to=(
        "Copy one of these addresses and paste it into your feed reader, for example Miniflux, "
        "NetNewsWire, Feedly, Inoreader, FreshRSS or Thunderbird."
    ),
    all_issues="All issues",
    single_stories="Single stories",
    this_is_a_feed="This is a feed. To subscribe, copy the address of this page into your feed "
    "reader.",
)

_PHRASES = {
    "en": _ENGLISH,
    "zh": Phrases(
        subscribe="订阅",
        what_a_feed_is="订阅源会把新的一期送到你选用的阅读器里。不需要邮箱地址，也不需要注册，随时可以退订。",
        how_to="复制下面的一个地址，粘贴到阅读器的订阅栏里。可用的阅读器有 Miniflux、NetNewsWire、"
        "Feedly、Inoreader、FreshRSS 和 Thunderbird 等。",
        all_issues="全部期刊",
        single_stories="单篇文章",
        this_is_a_feed="这是一个订阅源。把本页地址复制到阅读器里即可订阅。",
    ),
    "de": Phrases(
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
    "fr": Phrases(
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
    "es": Phrases(
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


def phrases_of(language: str) -> Phrases:
    """The phrases of a BCP 47 tag; English where the language is not known here."""
    return _PHRASES.get(language.partition("-")[0].lower(), _ENGLISH)


def is_known(language: str) -> bool:
    """Whether ``phrases_of`` answers in that language."""
    return language.partition("-")[0].lower() in _PHRASES
