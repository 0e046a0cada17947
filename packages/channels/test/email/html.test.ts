import * as fc from "fast-check"
import { expect, test } from "vitest"
import { bodyOf } from "../../src/email/mime/body.ts"
import { htmlToText } from "../../src/email/mime/htmlToText.ts"

const text = (html: string): string => htmlToText(html, 10_000)

test.each([
  ["<p>您好，</p><p>我的卡丢了。</p>", "您好，\n\n我的卡丢了。"],
  ["Hello<br>there<BR/>you", "Hello\nthere\nyou"],
  ["<div>one</div><div>two <b>bold</b>ly</div>", "one\ntwo boldly"],
  ["a\n   b\t c", "a b c"],
  ["<ul><li>one</li><li>two</li></ul>after", "- one\n- two\n\nafter"],
  ["<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
  ["<pre>a\n  b</pre>", "a\n  b"],
  ["<html><head><title>t</title><style>p{}</style></head><body>x</body></html>", "x"],
  ["x<script>alert('</p>')</script>y<style>z</style>", "xy"],
  ["a<!-- <p>hidden</p> -->b", "ab"],
  ["&lt;b&gt; &amp;amp; &euro;5 &#x4f60;&#22909; &unknown; &#xd800; &#0;", "<b> &amp; €5 你好 &unknown; \ufffd \ufffd"],
  ["I <3 you < 5 & so", "I <3 you < 5 & so"],
  ["<a href='x'>link</a> <img src=cid:1>end", "link end"],
  ["never <closed", "never <closed"],
  ["<script>never closed", "never closed"],
  ["", ""]
])("%j reads as text", (html, expected) => {
  expect(text(html)).toBe(expected)
})

test("any markup becomes text, in time that grows with its length", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    "<p>",
    "</p>",
    "<td>",
    "<!--",
    "-->",
    "<script",
    "</script>",
    "&amp;",
    "&#",
    '"',
    "a",
    " ",
    "\n"
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(typeof text(pieces.join(""))).toBe("string")
    })
  )
  const startedMs = performance.now()
  for (const hostile of [
    "<p>x</p>",
    "<table><tr><td>x",
    "<",
    "<a ",
    "<script>",
    "<!--",
    "<b>",
    "&amp;",
    "<style><title>",
    "<a '"
  ]) {
    htmlToText(hostile.repeat(1_000_000 / hostile.length), 1_000_000)
  }
  // A general converter took 31 s for the second of these alone.
  expect(performance.now() - startedMs).toBeLessThan(10_000)
})

test("no more is made than is shown", () => {
  expect(htmlToText("<p>word</p>".repeat(100_000), 1_000).length).toBeLessThan(1_100)
})

test("of alternatives the plain one is the text and the last HTML is kept", () => {
  const body = bodyOf(
    {
      contentType: "multipart/alternative",
      children: [
        { contentType: "text/plain", textContent: "plain" },
        { contentType: "multipart/related", children: [{ contentType: "text/html", textContent: "<p>rich</p>" }] }
      ]
    },
    1_000
  )
  expect(body).toEqual({ text: "plain", html: "<p>rich</p>" })
})

test("an alternative whose plain form is empty is read from its HTML", () => {
  const children = [
    { contentType: "text/plain", textContent: " \n" },
    { contentType: "text/html", textContent: "<p>rich</p>" }
  ]
  expect(bodyOf({ contentType: "multipart/alternative", children }, 1_000)).toEqual({
    text: "rich",
    html: "<p>rich</p>"
  })
})

test("parts one after the other are all shown, in both forms", () => {
  const children = [
    { contentType: "text/html", textContent: "<p>rich</p>" },
    { contentType: "application/pdf" },
    { contentType: "text/plain", textContent: "footer <of> list" }
  ]
  expect(bodyOf({ contentType: "multipart/mixed", children }, 1_000)).toEqual({
    text: "rich\nfooter <of> list",
    html: "<p>rich</p><br>\n<div>footer &lt;of&gt; list</div>"
  })
})
