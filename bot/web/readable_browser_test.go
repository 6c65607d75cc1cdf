package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"articlebot/bot/web"
)

// faintText lists the texts of a page that stand out too little from what is
// behind them, by https://www.w3.org/TR/WCAG22/#contrast-minimum.
const faintText = `(function () {
	function read(color) { const m = color.match(/[\d.]+/g).map(Number); return { rgb: m.slice(0, 3), alpha: m.length > 3 ? m[3] : 1 }; }
	function light(rgb) {
		const l = rgb.map(function (v) { v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
		return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
	}
	function behind(e) {
		for (; e; e = e.parentElement) { const c = read(getComputedStyle(e).backgroundColor); if (c.alpha === 1) return c.rgb; }
		return [255, 255, 255];
	}
	const faint = [];
	document.querySelectorAll("body *").forEach(function (e) {
		const own = Array.from(e.childNodes).some(function (n) { return n.nodeType === 3 && n.data.trim() !== ""; });
		if (!own || e.closest(".aside") || e.closest("script")) return;
		const a = light(read(getComputedStyle(e).color).rgb), b = light(behind(e));
		const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (contrast < 4.5) faint.push(contrast.toFixed(2) + " " + e.outerHTML.slice(0, 80));
	});
	return faint;
})()`

// misordered lists what is wrong with ids, labels and headings.
const misordered = `(function () {
	const wrong = [], seen = new Set();
	document.querySelectorAll("[id]").forEach(function (e) { if (seen.has(e.id)) wrong.push("id " + e.id + " twice"); seen.add(e.id); });
	document.querySelectorAll("input:not([type=hidden])").forEach(function (e) { if (!e.labels || e.labels.length === 0) wrong.push("no label: " + e.outerHTML); });
	let level = 0;
	document.querySelectorAll("h1, h2, h3, h4").forEach(function (h) {
		const own = Number(h.tagName[1]);
		if (own > level + 1) wrong.push("after h" + level + " comes " + h.outerHTML.slice(0, 80));
		level = own;
	});
	if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
	if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
	if (!document.documentElement.lang || !document.title) wrong.push("no language or title");
	return wrong;
})()`

// TestEveryPageCanBeRead visits every kind of page by day and by night, with a
// paper's color that is hard on either.
func TestEveryPageCanBeRead(t *testing.T) {
	ctx := tab(t)
	for _, c := range []string{"", "#ffee00", "#000022"} {
		s := newStand(t, web.Config{Paper: "The Paper", Color: c, Samples: true, Origins: []string{paperOrigin}})
		s.start()
		id := s.post("/c", "q", wellKnown).session(t)
		for _, said := range []string{"articles", "and in Mường Pồn?", "qwertz uiop", "the whole article"} {
			s.post("/c", "s", id, "q", said)
		}
		article := strings.TrimPrefix(s.call(map[string]any{"question": wellKnown}).Passages[0].Page, s.URL)
		plain, at, _ := strings.Cut(article, "#")
		plain, _, _ = strings.Cut(plain, "?")
		for _, scheme := range []string{"light", "dark"} {
			play(t, ctx, looks(1000, 900, scheme))
			for _, path := range []string{"/", "/c/" + id, article, plain + "#" + at, "/a/AAAAAAAAAAAAA", "/embed"} {
				play(t, ctx, chromedp.Navigate(s.URL+path))
				if faint := value[[]string](t, ctx, faintText); len(faint) > 0 {
					t.Errorf("color %q, %s, %s: too faint: %q", c, scheme, path, faint)
				}
				if wrong := value[[]string](t, ctx, misordered); len(wrong) > 0 {
					t.Errorf("%s: %q", path, wrong)
				}
			}
		}
	}
	play(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector("main").insertAdjacentHTML("beforeend", "<h4 id=q>x</h4>"); document.documentElement.className = "";
		document.getElementById("q").style.color = "transparent"; document.querySelector("main h4").style.color = document.querySelector("main h4").style.backgroundColor = "#777"`))
	if len(value[[]string](t, ctx, faintText)) == 0 || len(value[[]string](t, ctx, misordered)) < 2 {
		t.Error("what cannot be read is not noticed")
	}
}
