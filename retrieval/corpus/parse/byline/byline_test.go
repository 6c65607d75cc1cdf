package byline

import "testing"

func TestBylines(t *testing.T) {
	for s, want := range map[string]string{
		"Phạm Quang": "Phạm Quang", "By Nora Whitcombe": "Nora Whitcombe", "Bài, ảnh: Lê Anh Tuấn": "Lê Anh Tuấn", "Lê Anh - Văn Bảo": "Lê Anh - Văn Bảo",
		"TTXVN": "TTXVN", "(VNA)": "VNA", "Anna O'Neil and Jan van der Berg": "", "Theo: TTXVN": "TTXVN", "Q.T.": "Q.T.", "Source: Reuters": "Reuters",
		"Overcoming difficulties": "", "What happens next?": "", "In 2025": "", "": "", "Nguyễn Văn A, Trần Thị B": "Nguyễn Văn A, Trần Thị B",
		"By LAN PHAM | Associated Press": "LAN PHAM", "Lan Pham, Island Correspondent": "Lan Pham", "Lan Pham, correspondent for the islands": "Lan Pham",
		"By Lan Pham in Hanoi": "Lan Pham", "Lan Pham; photos by Minh Duc": "Lan Pham", "Lan Phạm - Ảnh: Minh Đức": "Lan Phạm", "Hà Thu (tổng hợp)": "Hà Thu",
		"Hà Thu (Theo Reuters)": "Hà Thu", "Lược dịch: Hà Thu": "Hà Thu", "— Lan Pham": "Lan Pham", "Theo Angelopoulos": "Theo Angelopoulos",
		"Lan Pham contributed to this report.": "", "The ferry sails, says Lan": "",
	} {
		if got, _ := Names(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestAClosingLineNamesWhomItFollows(t *testing.T) {
	for s, want := range map[string]string{
		"Theo TTXVN": "TTXVN", "(Theo TTXVN)": "TTXVN", "Theo Reuters, AFP": "Reuters, AFP", "Theo Bộ Y tế": "Bộ Y tế", "Theo báo Tuổi Trẻ": "báo Tuổi Trẻ",
		"Theo vnexpress.net": "vnexpress.net", "Lan Phạm": "Lan Phạm", "Theo ông Nam, phà chạy lại.": "", "Theo đó phà chạy lại": "",
	} {
		if got, _ := Closing(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
