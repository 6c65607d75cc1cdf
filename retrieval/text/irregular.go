package text

import "strings"

// irregular maps forms of English words that a stemmer cannot bring together
// to the base form: strong verbs, plurals and comparatives.
var irregular = forms(`
	arose arisen:arise awoke awoken:awake bore borne:bear beaten:beat became:become began begun:begin bent:bend bet:bet bitten:bite
	bled:bleed blew blown:blow broke broken:break bred:breed brought:bring built:build burnt:burn bought:buy caught:catch chose chosen:choose
	clung:cling came:come crept:creep dealt:deal dug:dig drew drawn:draw dreamt:dream drank drunk:drink drove driven:drive
	ate eaten:eat fell fallen:fall fed:feed felt:feel fought:fight fled:flee flew flown:fly forbade forbidden:forbid forgot forgotten:forget
	forgave forgiven:forgive froze frozen:freeze gave given:give went gone goes:go grew grown:grow hung:hang heard:hear hid hidden:hide
	held:hold kept:keep knelt:kneel knew known:know laid:lay led:lead leapt:leap learnt:learn lent:lend lit:light lost:lose made:make
	meant:mean met:meet paid:pay rode ridden:ride rang rung:ring rose risen:rise ran:run said:say sought:seek sold:sell sent:send
	shook shaken:shake shone:shine shot:shoot showed shown:show shrank shrunk:shrink sang sung:sing sank sunk:sink sat:sit slept:sleep slid:slide
	spoke spoken:speak sped:speed spent:spend spun:spin sprang sprung:spring stood:stand stole stolen:steal stuck:stick stung:sting
	struck stricken:strike strove striven:strive swore sworn:swear swept:sweep swam swum:swim swung:swing took taken:take taught:teach
	tore torn:tear told:tell thought:think threw thrown:throw understood:understand woke woken:wake wore worn:wear wove woven:weave
	wept:weep won:win withdrew withdrawn:withdraw wrote written:write overcame:overcome undertook undertaken:undertake
	men:man women:woman children:child feet:foot teeth:tooth geese:goose mice:mouse lives:life wives:wife knives:knife
	leaves:leaf halves:half wolves:wolf shelves:shelf thieves:thief loaves:loaf calves:calf criteria:criterion phenomena:phenomenon
	better best:good worse worst:bad further farther:far died dies dying:die lying:lie tying:tie`)

func forms(s string) map[string]string {
	m := make(map[string]string)
	var pending []string
	for _, w := range strings.Fields(s) {
		form, base, last := strings.Cut(w, ":")
		pending = append(pending, form)
		if last {
			for _, f := range pending {
				m[f] = base
			}
			pending = pending[:0]
		}
	}
	return m
}
