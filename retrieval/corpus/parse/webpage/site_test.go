package webpage

import "testing"

func TestThePaperIsNobody(t *testing.T) {
	s := newSite("https://www.baodao.com.vn/a/1", "Báo Đảo Online", "Island Paper - News of the islands")
	for name, want := range map[string]bool{
		"baodao.com.vn": true, "www.baodao.com.vn": true, "BaoDao": true, "Báo Đảo": true, "BÁO ĐẢO": true, "Báo điện tử Đảo": true, "Báo Đảo | Tin tức": true,
		"island-news.example": true, "Lan Phạm": false, "Đảo Ngọc": false, "Online": false, "": false,
	} {
		if got := s.is(name); got != want {
			t.Errorf("%q is the paper: %v", name, got)
		}
	}
	if got := s.without("Lan Phạm, Báo Đảo"); got != "Lan Phạm" {
		t.Errorf("left is %q", got)
	}
}
