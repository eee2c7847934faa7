import { useEffect, useState } from "preact/hooks";
import { c } from "../../i18n/centre_words";
import { ageText } from "../../i18n/wording";
import type { PostState, Severity } from "../../model/centre/post_state";
import { quietly } from "../../state/centre/attempt";
import { posts, refreshPosts } from "../../state/centre/posts";
import { now } from "../../state/clock";
import { dayText } from "./time";

const kAgain_ms = 2000;
const kAtOnce = 200; // rows shown before somebody asks for more: those in trouble are the first

const kTone: Readonly<Record<Severity, string>> = {
  well: "clear",
  look: "attention",
  bad: "refer",
  out: "plain",
};

/** Never by colour alone: a circle, a triangle, an octagon, a line. */
function Sign({ severity }: { severity: Severity }) {
  return (
    <svg class={`glyph tone-${kTone[severity]}`} viewBox="0 0 24 24" aria-hidden="true">
      {severity === "well" && <circle class="glyph-shape" cx="12" cy="12" r="9" />}
      {severity === "look" && <path class="glyph-shape" d="M12 2.6 22.6 21H1.4z" />}
      {severity === "bad" && (
        <path class="glyph-shape" d="M7.9 2h8.2L22 7.9v8.2L16.1 22H7.9L2 16.1V7.9z" />
      )}
      {severity === "out" && <path class="glyph-shape" d="M3 10h18v4H3z" />}
    </svg>
  );
}

function Row({ post }: { post: PostState }) {
  return (
    <tr data-severity={post.severity} data-post={post.id}>
      <th scope="row">
        <bdi>{post.id}</bdi>
      </th>
      <td>
        <span class="post-state">
          <Sign severity={post.severity} />
          <span>
            <strong>{c(`severity.${post.severity}`)}</strong>
            {post.troubles.map((trouble) => (
              <span key={trouble} class="trouble">
                {c(`trouble.${trouble}`, { error: post.error })}
              </span>
            ))}
          </span>
        </span>
      </td>
      <td>
        {post.lists.map(({ list, version, newest }) => (
          <span key={list} class="post-list" data-behind={version < newest}>
            {version < newest
              ? c("posts.behind", { list, version, newest })
              : c("posts.version", { list, version })}
          </span>
        ))}
      </td>
      <td>
        {post.seen === undefined
          ? c("posts.never")
          : ageText(Math.max(0, (now.value - post.seen) / 1000))}
      </td>
      <td>
        <span dir="ltr">
          {post.seen !== undefined && c("posts.clock_off", { n: signed(post.clockOffset_ms) })}
        </span>
      </td>
      <td>{post.eventsWaiting}</td>
      <td>
        <span dir="ltr">
          {post.certificateEnds !== undefined && dayText(new Date(post.certificateEnds))}
        </span>
      </td>
      <td>
        <bdi>{post.software}</bdi>
      </td>
    </tr>
  );
}

const signed = (ms: number) => `${ms < 0 ? "−" : "+"}${(Math.abs(ms) / 1000).toFixed(1)}`;

const kColumns = [
  "posts.post",
  "posts.state",
  "posts.lists",
  "posts.seen",
  "posts.clock",
  "posts.events",
  "posts.certificate",
  "posts.software",
] as const;

export function Posts() {
  useEffect(() => {
    void quietly(refreshPosts);
    const timer = setInterval(() => void quietly(refreshPosts), kAgain_ms);
    return () => clearInterval(timer);
  }, []);
  const [shown, setShown] = useState(kAtOnce);
  const all = posts.value;
  const rest = (all?.length ?? 0) - shown;
  const count = (severity: Severity) =>
    all?.filter((post) => post.severity === severity).length ?? 0;
  return (
    <main class="table-page">
      <div class="row">
        <h1>{c("posts.title")}</h1>
        {all && all.length > 0 && (
          <p class="muted">
            {c("posts.summary", { bad: count("bad"), look: count("look"), well: count("well") })}
          </p>
        )}
      </div>
      {!all && <p class="muted">{c("posts.reading")}</p>}
      {all?.length === 0 && <p class="muted">{c("posts.empty")}</p>}
      {all && all.length > 0 && (
        <div class="table-frame" tabIndex={0} role="region" aria-label={c("posts.title")}>
          <table class="table posts">
            <thead>
              <tr>
                {kColumns.map((key) => (
                  <th key={key} scope="col">
                    {c(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.slice(0, shown).map((post) => (
                <Row key={post.id} post={post} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rest > 0 && (
        <button type="button" onClick={() => setShown(shown + kAtOnce)}>
          {c("diff.more", { n: Math.min(rest, kAtOnce) })}
        </button>
      )}
    </main>
  );
}
