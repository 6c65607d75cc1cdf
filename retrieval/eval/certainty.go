package eval

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"text/tabwriter"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Certainty says how far the confidence can be trusted, in one language of
// questions. A question that no article answers counts as wrong whatever comes.
type Certainty struct {
	Language  text.Language `json:"language"`
	Questions int           `json:"questions"`
	// Precision is how often "answer" is right, and Coverage how many of the
	// questions whose right passage comes first get it.
	Precision float64 `json:"precision"`
	Coverage  float64 `json:"coverage"`
	// AUROC is the chance that a right first passage has more confidence than a
	// wrong one; 0 where all are right or all wrong.
	AUROC float64 `json:"auroc"`
	// Calibration is the expected calibration error in ten bins: how far, on
	// average, the confidence is from the share that is right.
	Calibration float64 `json:"calibration"`
}

// Certainties measures results by language, of the language "" all together.
func Certainties(results []Result) []Certainty {
	by := map[text.Language][]Result{}
	for _, r := range results {
		by[r.Answer.Language] = append(by[r.Answer.Language], r)
	}
	var out []Certainty
	if len(by) > 1 {
		for _, lang := range slices.Sorted(maps.Keys(by)) {
			out = append(out, certainty(lang, by[lang]))
		}
	}
	return append(out, certainty("", results))
}

func certainty(lang text.Language, results []Result) Certainty {
	c := Certainty{Language: lang, Questions: len(results), AUROC: auroc(results), Calibration: calibrationError(results)}
	given, right, first := 0, 0, 0
	for _, r := range results {
		if r.Rank == 1 {
			first++
		}
		if r.Answer.Outcome == retrieval.Answered {
			given++
			if r.Rank == 1 {
				right++
			}
		}
	}
	c.Precision, c.Coverage = share(right, given), share(right, first)
	return c
}

// auroc is the area under the curve of right against wrong, by ranks (Mann and
// Whitney, 1947); ties count half.
func auroc(results []Result) float64 {
	order := slices.Clone(results)
	slices.SortStableFunc(order, func(a, b Result) int { return cmp.Compare(a.Answer.Confidence, b.Answer.Confidence) })
	sum, right := 0.0, 0
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && order[j].Answer.Confidence == order[i].Answer.Confidence {
			j++
		}
		rank := float64(i+j+1) / 2 // the mean of the tie, from 1
		for ; i < j; i++ {
			if order[i].Rank == 1 {
				right++
				sum += rank
			}
		}
	}
	wrong := len(order) - right
	if right == 0 || wrong == 0 {
		return 0
	}
	return (sum - float64(right)*float64(right+1)/2) / (float64(right) * float64(wrong))
}

const calibrationBins = 10

func calibrationError(results []Result) float64 {
	var sum, right, n [calibrationBins]float64
	for _, r := range results {
		b := min(int(r.Answer.Confidence*calibrationBins), calibrationBins-1)
		sum[b] += r.Answer.Confidence
		n[b]++
		if r.Rank == 1 {
			right[b]++
		}
	}
	total := 0.0
	for b := range n {
		total += math.Abs(sum[b] - right[b])
	}
	return total / float64(max(len(results), 1))
}

// NearMissFigures say what near misses of a set's questions get.
type NearMissFigures struct {
	Questions int `json:"questions"`
	// Answered is the share that gets "answer" all the same, and Told the share
	// that is told which word nothing was found of.
	Answered float64 `json:"answered"`
	Told     float64 `json:"told"`
}

// SummariseMisses turns results of near misses into figures.
func SummariseMisses(results []Result) NearMissFigures {
	answered, told := 0, 0
	for _, r := range results {
		if r.Answer.Outcome == retrieval.Answered {
			answered++
		} else if len(r.Answer.Missing) > 0 {
			told++
		}
	}
	return NearMissFigures{len(results), share(answered, len(results)), share(told, len(results))}
}

// WriteCertainty prints how far the confidence can be trusted.
func WriteCertainty(w io.Writer, list []Certainty, toldWrongly float64, misses map[string]NearMissFigures) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "\nlanguage\tquestions\tprecision\tcoverage\tAUROC\tcalibration")
	for _, c := range list {
		fmt.Fprintf(tw, "%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\n", cmp.Or(string(c.Language), "all"), c.Questions, c.Precision, c.Coverage, c.AUROC, c.Calibration)
	}
	fmt.Fprintf(tw, "\ntold of a missing word although the first passage is right: %.3f\n", toldWrongly)
	if len(misses) > 0 {
		fmt.Fprintln(tw, "\nnear misses\tquestions\tanswered\ttold what is missing")
	}
	for _, kind := range slices.Sorted(maps.Keys(misses)) {
		m := misses[kind]
		fmt.Fprintf(tw, "%s\t%d\t%.3f\t%.3f\n", kind, m.Questions, m.Answered, m.Told)
	}
	return tw.Flush()
}

// ToldWrongly is the share of the questions whose right passage comes first that
// are told that nothing was found of a word of theirs.
func ToldWrongly(results []Result) float64 {
	first, told := 0, 0
	for _, r := range results {
		if r.Rank != 1 {
			continue
		}
		first++
		if r.Answer.Outcome != retrieval.Answered && len(r.Answer.Missing) > 0 {
			told++
		}
	}
	return share(told, first)
}
