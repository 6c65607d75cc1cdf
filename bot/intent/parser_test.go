package intent_test

import (
	"articlebot/bot/intent"
	"articlebot/bot/locale"
)

var parser = intent.NewParser(locale.Builtin())
