package saved

import (
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/draft"
)

// long stands for the paragraphs around.
const long = "The committee met for the third time this year and went through the list of roads that were damaged by the floods of August, from the pass in the north down to the ferry landing. " +
	"It found that eleven of them can be repaired before the rains come back, and that four need a new bed. The money will come from the reserve, as the council decided in the spring."

func TestCaptionsAreToldFromShortParagraphs(t *testing.T) {
	for s, want := range map[string]retrieval.Kind{
		"Farmers of Na Sang commune harvesting coffee on a hillside plantation.":              retrieval.Caption,
		"Students of the boarding school take part in a reading festival in the school yard.": retrieval.Caption,
		"The southern pier of the bridge before its repair. Photo: Jon Rees":                  retrieval.Caption,
		"Cán bộ xã Nà Hỳ hướng dẫn người dân làm thủ tục hành chính tại trung tâm.":           retrieval.Caption,
		"The mayor said that the work would begin in March.":                                  retrieval.Body,
		"Nobody was hurt in the accident on the pass road.":                                   retrieval.Body,
		"However, the eastern district still waits for a second doctor and a nurse.":          retrieval.Body,
		"What will the council do with the money that is left?":                               retrieval.Body,
		"“We want a road, and we want it before winter comes to the valley.”":                 retrieval.Body,
		"Ông Hạnh cho biết, dự án hoàn thành trước tháng 6 năm tới.":                          retrieval.Body,
		"Tuy nhiên, nhiều hộ dân vẫn thiếu vốn và kỹ thuật canh tác.":                         retrieval.Body,
		"This brings the number of new wells in the province to one hundred and four.":        retrieval.Body,
		"Learning to live with a river that comes and goes as it likes":                       retrieval.Body,
		"Unlike the last mayor, this one didn’t write a book about it.":                       retrieval.Body,
		"Tickets cost five euros.":     retrieval.Body,
		"Roads damaged by the floods:": retrieval.Body,
	} {
		parts := draft.BodyParts([]string{long, long, s, long, long})
		markCaptions(parts)
		if parts[2].Kind != want {
			t.Errorf("%q is a %s, want %s", s, parts[2].Kind, want)
		}
	}
}

func TestNothingIsACaptionWhereAllParagraphsAreShort(t *testing.T) {
	s := "Farmers of Na Sang commune harvest coffee on a hillside plantation."
	parts := draft.BodyParts([]string{s, s, s, s, s})
	markCaptions(parts)
	for i, p := range parts {
		if p.Kind != retrieval.Body {
			t.Errorf("paragraph %d is a %s", i, p.Kind)
		}
	}
}
