package console_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/bot/console"
)

func TestLinesFitBesideTheirMargin(t *testing.T) {
	got := console.Style{Width: 24}.Lines("Phà chạy lại từ thứ Hai.\nA \x1b[2J line", 4)
	if d := cmp.Diff([]string{"Phà chạy lại từ thứ", "Hai.", "A  [2J line"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
