package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"articlebot/cmd/articlebot/cli"
)

// completionVerb is a function, as the script that it prints lists itself.
func completionVerb() cli.Verb {
	return cli.Verb{
		Name: "completion", Args: "bash|zsh|fish",
		Summary: "print a script that completes commands and flags in your shell",
		About: "bash: source <(articlebot completion bash); zsh: the same with zsh, after compinit;\n" +
			"fish: articlebot completion fish | source.",
		Example: "articlebot completion bash > /etc/bash_completion.d/articlebot",
		Run:     printCompletion,
	}
}

func printCompletion(a *cli.App, _ context.Context, o cli.Options) error {
	shells := map[string]func() string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}
	if len(o.Words) != 1 || shells[o.Words[0]] == nil {
		return cli.Usagef("completion", "write which shell: bash, zsh or fish")
	}
	_, err := io.WriteString(a.Stdout, shells[o.Words[0]]())
	return err
}

// completedWords are the words that may follow a verb.
func completedWords(v cli.Verb) []string {
	switch v.Name {
	case "help":
		return verbNames()
	case "completion":
		return strings.Split(v.Args, "|")
	}
	return nil
}

// takesFile tells whether the words after a verb are files.
func takesFile(v cli.Verb) bool { return v.Args == "FILE" }

func bashCompletion() string {
	var b strings.Builder
	b.WriteString("# Completion of articlebot for bash.\n" +
		"_articlebot_files() { local IFS=$'\\n'; COMPREPLY=($(compgen -f -- \"$cur\")); }\n_articlebot() {\n" +
		"  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=''\n  COMPREPLY=()\n" +
		"  if [ \"$cur\" = = ]; then cur=''; elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi # --flag=value is three words\n" +
		"  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"" + strings.Join(verbNames(), " ") + "\" -- \"$cur\"))\n    return\n  fi\n" +
		"  case $prev in\n")
	var paths, others []string
	for _, d := range cli.Flags {
		switch {
		case d.Completed() == "path":
			paths = append(paths, "--"+d.Name)
		case d.Value != "":
			others = append(others, "--"+d.Name)
		}
	}
	fmt.Fprintf(&b, "    %s) _articlebot_files; return ;;\n    %s) return ;;\n  esac\n", strings.Join(paths, "|"), strings.Join(others, "|"))
	b.WriteString("  case ${COMP_WORDS[1]} in\n")
	for _, v := range verbs() {
		first := ""
		if takesFile(v) {
			first = `[ "${cur:0:1}" = - ] || { _articlebot_files; return; }; `
		}
		words := completedWords(v)
		for _, d := range v.DefsOf() {
			words = append(words, "--"+d.Name)
		}
		fmt.Fprintf(&b, "    %s) %swords='%s' ;;\n", v.Name, first, strings.Join(append(words, "--help"), " "))
	}
	b.WriteString("  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\ncomplete -o filenames -F _articlebot articlebot\n")
	return b.String()
}

func zshCompletion() string {
	var b strings.Builder
	b.WriteString("#compdef articlebot\n# Completion of articlebot for zsh.\n_articlebot() {\n  local -a commands\n  commands=(\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "    %s\n", cli.QuoteWord(v.Name+":"+v.Summary))
	}
	b.WriteString("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n" +
		"  local verb=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $verb in\n") // to _arguments the verb is the program
	for _, v := range verbs() {
		fmt.Fprintf(&b, "    %s) _arguments", v.Name)
		for _, d := range v.DefsOf() {
			action := ""
			if d.Value != "" {
				action = ":" + d.Value + ":"
			}
			if d.Completed() == "path" {
				action += "_files"
			}
			doc := strings.NewReplacer("\n", " ", "[", "(", "]", ")", ":", " ").Replace(d.Doc)
			b.WriteString(" " + cli.QuoteWord("*--"+d.Name+"["+doc+"]"+action))
		}
		switch words := completedWords(v); {
		case words != nil:
			b.WriteString(" " + cli.QuoteWord("*:word:("+strings.Join(words, " ")+")"))
		case takesFile(v):
			b.WriteString(" '*:file:_files'")
		case v.Args != "":
			b.WriteString(" '*:words:()'") // flags may stand after them
		}
		b.WriteString(" ;;\n")
	}
	b.WriteString("  esac\n}\nif [ \"$funcstack[1]\" = _articlebot ]; then _articlebot \"$@\"; else compdef _articlebot articlebot; fi\n")
	return b.String()
}

func fishCompletion() string {
	var b strings.Builder
	b.WriteString("# Completion of articlebot for fish.\ncomplete -c articlebot -f\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "complete -c articlebot -n __fish_use_subcommand -a %s -d %s\n", v.Name, cli.QuoteWord(v.Summary))
	}
	for _, v := range verbs() {
		seen := "-n " + cli.QuoteWord("__fish_seen_subcommand_from "+v.Name)
		for _, d := range v.DefsOf() {
			takes := ""
			switch {
			case d.Completed() == "path":
				takes = " -r -F"
			case d.Value != "":
				takes = " -x"
			}
			fmt.Fprintf(&b, "complete -c articlebot %s -l %s%s -d %s\n", seen, d.Name, takes, cli.QuoteWord(strings.ReplaceAll(d.Doc, "\n", " ")))
		}
		if words := completedWords(v); words != nil {
			fmt.Fprintf(&b, "complete -c articlebot %s -a %s\n", seen, cli.QuoteWord(strings.Join(words, " ")))
		} else if takesFile(v) {
			fmt.Fprintf(&b, "complete -c articlebot %s -F\n", seen)
		}
	}
	return b.String()
}
