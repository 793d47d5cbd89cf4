"""List hosts that serve every page over https, so that links can be rewritten untested.

Large sites that have redirected http to https for years; browsers open most of them only over
https (hstspreload.org). Hosts that are not on the list are never guessed.
"""

_SERVED = frozenset(
    "amazon.com apple.com archive.org arstechnica.com arxiv.org bbc.co.uk bbc.com bitbucket.org "
    "blogger.com blogspot.com bloomberg.com bsky.app cloudflare.com debian.org dev.to "
    "discord.com discord.gg docs.rs doi.org dropbox.com facebook.com flickr.com fosdem.org "
    "freecodecamp.org ghost.io gist.io github.com github.io githubusercontent.com gitlab.com "
    "goodreads.com google.com googleblog.com huggingface.co hackernoon.com ieee.org ietf.org "
    "imdb.com instagram.com kickstarter.com lesswrong.com linkedin.com lwn.net mastodon.social "
    "medium.com meetup.com microsoft.com mozilla.com mozilla.org nasa.gov nature.com netflix.com "
    "netlify.app netlify.com nytimes.com openai.com patreon.com paypal.com "
    "python.org quora.com readthedocs.io readthedocs.org reddit.com redd.it rust-lang.org "
    "science.org sciencedirect.com shopify.com slack.com slideshare.net sourceforge.net "
    "spotify.com stackexchange.com stackoverflow.com stripe.com substack.com t.co techcrunch.com "
    "ted.com telegram.org theatlantic.com theguardian.com theverge.com tumblr.com twitch.tv "
    "twitter.com vimeo.com w3.org washingtonpost.com whatwg.org wikimedia.org wikipedia.org "
    "wired.com wordpress.com wordpress.org wsj.com x.com youtu.be youtube.com zhihu.com".split()
)


def serves_https(host: str) -> bool:
    """Return whether a host, or the site that it belongs to, is on the list."""
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[index:]) in _SERVED for index in range(len(labels)))
