package stamp

import (
	"strings"
	"time"

	"articlebot/retrieval/text"
)

// calendars are the names of the months from January on and of the days of the
// week from Monday on, a language a line; what several spellings or cases have
// is joined by a bar. The languages are those whose papers are read most where
// the articles' own are English or Vietnamese, and those around.
const calendars = `
en: january february march april may june july august september october november december; monday tuesday wednesday thursday friday saturday sunday
vi: - - - - - - - - - - - -; - - - - - - -
de: januar|janner februar|feber marz|maerz april mai juni juli august september oktober november dezember; montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag
fr: janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre; lundi mardi mercredi jeudi vendredi samedi dimanche
es: enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre; lunes martes miercoles jueves viernes sabado domingo
it: gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre; lunedi martedi mercoledi giovedi venerdi sabato domenica
pt: janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro; segunda|segunda-feira terca|terca-feira quarta|quarta-feira quinta|quinta-feira sexta|sexta-feira sabado domingo
nl: januari februari maart april mei juni juli augustus september oktober november december; maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
sv: januari februari mars april maj juni juli augusti september oktober november december; mandag tisdag onsdag torsdag fredag lordag sondag
da: januar februar marts april maj|mai juni juli august september oktober november december|desember; mandag tirsdag onsdag torsdag fredag lordag sondag
pl: stycznia|styczen lutego|luty marca|marzec kwietnia|kwiecien maja|maj czerwca|czerwiec lipca|lipiec sierpnia|sierpien wrzesnia|wrzesien pazdziernika|pazdziernik listopada grudnia|grudzien; poniedzialek wtorek sroda czwartek piatek sobota niedziela
cs: ledna|leden unora|unor brezna|brezen dubna|duben kvetna|kveten cervna|cerven cervence|cervenec srpna|srpen zari rijna|rijen listopadu prosince|prosinec; pondeli utery streda ctvrtek patek sobota nedele
ro: ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie; luni marti miercuri joi vineri sambata duminica
tr: ocak subat mart nisan mayıs|mayis haziran temmuz agustos eylul ekim kasım|kasim aralık|aralik; pazartesi salı|sali carsamba persembe cuma cumartesi pazar
id: januari februari maret april mei juni juli agustus september oktober november desember; senin selasa rabu kamis jumat sabtu minggu
ru: января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь июля|июль августа|август сентября|сентябрь октября|октябрь ноября|ноябрь декабря|декабрь; понедельник вторник среда четверг пятница суббота воскресенье
`

// labels stand beside a date without saying anything else: that it was
// published, changed or read, and the small words between its parts.
const labels = `
at on the of date time posted published publish publication updated update modified edited created first last original originally issued filed online
hrs hours uhr um am vom den der stand veroffentlicht aktualisiert erstellt zuletzt le a publie mis jour modifie el del de las los publicado actualizado publicada
em as atualizado il alle ore pubblicato aggiornato op om gepubliceerd bijgewerkt
ngay thang nam luc gio phut giay vao dang tin bai tai len cap nhat moi nhat xuat ban thoi gian buoi sang trua chieu toi
st nd rd th er t day month year
mo di mi do fr sa so
`

// monthNames finds a month by a name, folded, or by the beginning of one that
// only one month has; zero marks a beginning that several have.
var monthNames, weekdays = readCalendars(calendars)

// minNamed is the shortest beginning of a name that is understood.
const minNamed = 3

func readCalendars(table string) (map[string]time.Month, map[string]bool) {
	months, days, full := map[string]time.Month{}, map[string]bool{}, map[string]time.Month{}
	for line := range strings.Lines(strings.TrimSpace(table)) {
		_, names, _ := strings.Cut(line, ":")
		monthList, dayList, _ := strings.Cut(names, ";")
		for i, spellings := range strings.Fields(monthList) {
			for name := range strings.SplitSeq(spellings, "|") {
				full[text.Fold(name)] = time.Month(i + 1)
				beginnings(text.Fold(name), func(s string) {
					if m, known := months[s]; known && m != time.Month(i+1) {
						months[s] = 0
						return
					}
					months[s] = time.Month(i + 1)
				})
			}
		}
		for _, spellings := range strings.Fields(dayList) {
			for name := range strings.SplitSeq(spellings, "|") {
				beginnings(text.Fold(name), func(s string) { days[s] = true })
			}
		}
	}
	for name, m := range full {
		months[name] = m
	}
	months["sept"] = time.September
	return months, days
}

func beginnings(name string, visit func(string)) {
	runes := []rune(name)
	for n := min(minNamed, len(runes)); n <= len(runes); n++ {
		visit(string(runes[:n]))
	}
}

var labelWords = setOf(labels)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// numerals are the Vietnamese numbers that months and days of the week are
// called by, folded.
var numerals = map[string]int{
	"gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "chap": 12,
}
