// Feeds to what two parsers of the Node world read in them, as JSON on stdout.
// Arguments: paths of feed documents. rss-parser reads XML alone.
import { readFile } from "node:fs/promises";
import { parseFeed } from "feedsmith";
import RssParser from "rss-parser";

const when = (text) => (text ? new Date(text).toISOString() : null);

async function withRssParser(text) {
  const feed = await new RssParser().parseString(text);
  return feed.items.map((item) => ({
    id: item.guid ?? item.id,
    title: item.title,
    link: item.link,
    date: when(item.isoDate ?? item.pubDate),
    content: item["content:encoded"] ?? item.content,
  }));
}

function withFeedsmith(text) {
  const { format, feed } = parseFeed(text);
  const read = {
    rss: (item) => ({
      id: item.guid?.value ?? item.guid,
      title: item.title,
      link: item.link,
      date: when(item.pubDate),
      content: item.content?.encoded,
    }),
    atom: (entry) => ({
      id: entry.id,
      title: entry.title?.value ?? entry.title,
      link: entry.links?.find((link) => link.rel === "alternate")?.href,
      date: when(entry.published),
      content: entry.content?.value ?? entry.content,
    }),
    json: (item) => ({
      id: item.id,
      title: item.title,
      link: item.url,
      date: when(item.date_published),
      content: item.content_html,
    }),
  };
  return (feed.items ?? feed.entries ?? []).map(read[format]);
}

const results = {};
for (const path of process.argv.slice(2)) {
  const text = await readFile(path, "utf8");
  results[path] = { feedsmith: withFeedsmith(text) };
  if (!path.endsWith(".json")) results[path]["rss-parser"] = await withRssParser(text);
}
process.stdout.write(JSON.stringify(results));
