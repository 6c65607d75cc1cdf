package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// completionVerb is a function, as the script that it prints lists itself.
func completionVerb() verb {
	return verb{
		name: "completion", args: "bash|zsh|fish",
		summary: "print a script that completes commands and flags in your shell",
		about: "bash: source <(articlebot completion bash); zsh: the same with zsh, after compinit;\n" +
			"fish: articlebot completion fish | source.",
		example: "articlebot completion bash > /etc/bash_completion.d/articlebot",
		run:     (*app).completion,
	}
}

func (a *app) completion(_ context.Context, o options) error {
	shells := map[string]func() string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}
	if len(o.words) != 1 || shells[o.words[0]] == nil {
		return usagef("completion", "write which shell: bash, zsh or fish")
	}
	_, err := io.WriteString(a.stdout, shells[o.words[0]]())
	return err
}

// completed is what a value of a flag may be: "path" for files and folders, ""
// for anything else.
func (d flagDef) completed() string {
	switch d.value {
	case "PATH", "FILE", "DIR":
		return "path"
	}
	return ""
}

// completedWords are the words that may follow a verb.
func (v verb) completedWords() []string {
	switch v.name {
	case "help":
		return verbNames()
	case "completion":
		return strings.Split(v.args, "|")
	}
	return nil
}

// takesFile tells whether the words after a verb are files.
func (v verb) takesFile() bool { return v.args == "FILE" }

func bashCompletion() string {
	var b strings.Builder
	b.WriteString("# Completion of articlebot for bash.\n" +
		"_articlebot_files() { local IFS=$'\\n'; COMPREPLY=($(compgen -f -- \"$cur\")); }\n_articlebot() {\n" +
		"  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=''\n  COMPREPLY=()\n" +
		"  if [ \"$cur\" = = ]; then cur=''; elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi # --flag=value is three words\n" +
		"  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"" + strings.Join(verbNames(), " ") + "\" -- \"$cur\"))\n    return\n  fi\n" +
		"  case $prev in\n")
	var paths, others []string
	for _, d := range flagDefs {
		switch {
		case d.completed() == "path":
			paths = append(paths, "--"+d.name)
		case d.value != "":
			others = append(others, "--"+d.name)
		}
	}
	fmt.Fprintf(&b, "    %s) _articlebot_files; return ;;\n    %s) return ;;\n  esac\n", strings.Join(paths, "|"), strings.Join(others, "|"))
	b.WriteString("  case ${COMP_WORDS[1]} in\n")
	for _, v := range verbs() {
		first := ""
		if v.takesFile() {
			first = `[ "${cur:0:1}" = - ] || { _articlebot_files; return; }; `
		}
		words := v.completedWords()
		for _, d := range v.defsOf() {
			words = append(words, "--"+d.name)
		}
		fmt.Fprintf(&b, "    %s) %swords='%s' ;;\n", v.name, first, strings.Join(append(words, "--help"), " "))
	}
	b.WriteString("  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\ncomplete -o filenames -F _articlebot articlebot\n")
	return b.String()
}

func zshCompletion() string {
	var b strings.Builder
	b.WriteString("#compdef articlebot\n# Completion of articlebot for zsh.\n_articlebot() {\n  local -a commands\n  commands=(\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "    %s\n", quoteWord(v.name+":"+v.summary))
	}
	b.WriteString("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n" +
		"  local verb=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $verb in\n") // to _arguments the verb is the program
	for _, v := range verbs() {
		fmt.Fprintf(&b, "    %s) _arguments", v.name)
		for _, d := range v.defsOf() {
			action := ""
			if d.value != "" {
				action = ":" + d.value + ":"
			}
			if d.completed() == "path" {
				action += "_files"
			}
			doc := strings.NewReplacer("\n", " ", "[", "(", "]", ")", ":", " ").Replace(d.doc)
			b.WriteString(" " + quoteWord("*--"+d.name+"["+doc+"]"+action))
		}
		switch words := v.completedWords(); {
		case words != nil:
			b.WriteString(" " + quoteWord("*:word:("+strings.Join(words, " ")+")"))
		case v.takesFile():
			b.WriteString(" '*:file:_files'")
		case v.args != "":
			b.WriteString(" '*:words:()'") // flags may stand after them
		}
		b.WriteString(" ;;\n")
	}
	b.WriteString("  esac\n}\nif [ \"$funcstack[1]\" = _articlebot ]; then _articlebot \"$@\"; else compdef _articlebot articlebot; fi\n")
	return b.String()
}

// quoteWord makes one word of s, for zsh and fish alike.
func quoteWord(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func fishCompletion() string {
	var b strings.Builder
	b.WriteString("# Completion of articlebot for fish.\ncomplete -c articlebot -f\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "complete -c articlebot -n __fish_use_subcommand -a %s -d %s\n", v.name, quoteWord(v.summary))
	}
	for _, v := range verbs() {
		seen := "-n " + quoteWord("__fish_seen_subcommand_from "+v.name)
		for _, d := range v.defsOf() {
			takes := ""
			switch {
			case d.completed() == "path":
				takes = " -r -F"
			case d.value != "":
				takes = " -x"
			}
			fmt.Fprintf(&b, "complete -c articlebot %s -l %s%s -d %s\n", seen, d.name, takes, quoteWord(strings.ReplaceAll(d.doc, "\n", " ")))
		}
		if words := v.completedWords(); words != nil {
			fmt.Fprintf(&b, "complete -c articlebot %s -a %s\n", seen, quoteWord(strings.Join(words, " ")))
		} else if v.takesFile() {
			fmt.Fprintf(&b, "complete -c articlebot %s -F\n", seen)
		}
	}
	return b.String()
}
