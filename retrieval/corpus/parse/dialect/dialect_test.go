package dialect_test

import (
	"strings"
	"testing"
	"time"

	"articlebot/retrieval/corpus/parse/dialect"
)

func TestTheMarksOfGeneratorsAreNoText(t *testing.T) {
	for in, want := range map[string]string{
		"One {{< figure src=\"a.jpg\" >}} two":                                 "One  two",
		"{{% notice %}}Inside.{{% /notice %}}":                                 "Inside.",
		"{{< figure\n  src=\"a.jpg\"\n>}}\nText":                               "\nText",
		"{% include x.html %}Text {{ page.title }}.":                           "Text .",
		"{% comment %}Not this{% endcomment %}Text":                            "Text",
		"{%- comment -%}Not this{%- endcomment -%}Text":                        "Text",
		"A [link]({{ site.url }}/a).":                                          "A [link](/a).",
		"Text\n{: .lead}\n":                                                    "Text\n\n",
		"## Title {#id}\n":                                                     "## Title \n",
		"A set {1, 2} of {things}.":                                            "A set {1, 2} of {things}.",
		"[gallery ids=\"1,2\"]Text":                                            "Text",
		"[caption id=\"a\" width=\"3\"]<img src=\"a.jpg\"> The boat[/caption]": "<figure><figcaption>The boat</figcaption></figure>",
		"[box]Inside[/box]":                                                    "Inside",
		"He said [sic] so [1].":                                                "He said [sic] so [1].",
		"[embed]https://x.example/v[/embed]Text":                               "Text",
		"See [[Harbour|the office]] and [[Ferry]].":                            "See the office and Ferry.",
		"[[Harbour#Fares]] ![[a.png]]":                                         "Harbour ",
		"Text.[^1]\n\n[^1]: A note\n    of two lines.\n\nMore.":                "Text.\n\n\nMore.",
		"Text.^[A note.] More":                                                 "Text. More",
		"%%not\nthis%%Text ==marked==.":                                        "Text marked.",
		"Half 50%% and more":                                                   "Half 50%% and more",
		"> [!NOTE]\n> Text":                                                    ">\n> Text",
		"> [!warning]- Fares\n> Text":                                          "> #### Fares\n> Text",
		":::note\nText\n:::\n":                                                 "\nText\n\n",
		"Text ^id-1\n":                                                         "Text\n",
		"- [x] done\n- [ ] open\n":                                             "- done\n- open\n",
		"#island #ferry/old\nText #1":                                          "\nText #1",
		"# Title\nText":                                                        "# Title\nText",
		"[[_TOC_]]\nText":                                                      "\nText",
		"```\n{{< keep >}} [[this]]\n```\nText":                                "```\n{{< keep >}} [[this]]\n```\nText",
	} {
		if got := dialect.Markdown("a.md", in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestProgramsInMDXAreNoText(t *testing.T) {
	for in, want := range map[string]string{
		"import X from \"../x\"\n\nText":                "\n\nText",
		"export const a = {\n  b: 1,\n}\n\nText":        "\n\nText",
		"<X year={2026} />Text":                         "Text",
		"<Chart data={[{a: \"b > c\"}]}>Inside</Chart>": "Inside",
		"Text {props.year}.":                            "Text .",
		"An <em>element</em> stays.":                    "An <em>element</em> stays.",
		"Export figures rose.":                          "Export figures rose.",
		"import {\n a,\n} from 'x'\n\nText":             "\n\nText",
		"import duties rose from Monday.":               "import duties rose from Monday.",
	} {
		if got := dialect.Markdown("a.mdx", in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestNoMarkCostsMuchTime gives marks that are never closed, in the size that a
// file may have.
func TestNoMarkCostsMuchTime(t *testing.T) {
	const size = 256 << 10
	for _, mark := range []string{"{{<", "{{%", "{{", "{%", "{%comment%}", "{: ", "{#", "[[", "[^", "[^a]:", "^[", "%%a", "==a", "[a b=", "[/a]", "[caption]", "[embed]", "> [!", ":::", "```\n", "<A ", "{", "import x from\n", "#a", "[a b=\"", "^a"} {
		begin := time.Now()
		for _, name := range []string{"a.md", "a.mdx"} {
			dialect.Markdown(name, strings.Repeat(mark, size/len(mark)))
		}
		if took := time.Since(begin); took > slower*10*time.Second {
			t.Errorf("%q took %v", mark, took)
		} else if testing.Verbose() {
			t.Logf("%q took %v", mark, took)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add("{{< a >}} [[b|c]] [^1] %%d%% [e f=\"g\"] > [!note] h\n")
	f.Add("import a from 'b'\n<C d={e}/>")
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range []string{"a.md", "a.mdx"} {
			if out := dialect.Markdown(name, s); len(out) > 2*len(s)+200 {
				t.Errorf("%d bytes of %d", len(out), len(s))
			}
		}
	})
}
