// The verdicts of the schedule library inside Kubernetes, row by row.
//
// Every line of standard input is a row of cron-parse.jsonl, cron-runs.jsonl or cron-counts.jsonl, with its answer or without; the same row with the
// library's answer goes to standard output. So the vectors are renewed by feeding them their own questions.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"
	_ "time/tzdata"

	"github.com/robfig/cron/v3"
)

type row struct {
	Expression   string   `json:"expression"`
	Accepted     *bool    `json:"accepted,omitempty"`
	Error        string   `json:"error,omitempty"`
	Panic        bool     `json:"panic,omitempty"`
	RefusedForTZ bool     `json:"refusedForTZ,omitempty"`
	TimeZone     string   `json:"timeZone,omitempty"`
	After        string   `json:"after,omitempty"`
	From         string   `json:"from,omitempty"`
	To           string   `json:"to,omitempty"`
	Runs         any      `json:"runs,omitempty"`
	Never        bool     `json:"never,omitempty"`
	ShortestGap  *float64 `json:"shortestGapSeconds,omitempty"`
	LongestGap   *float64 `json:"longestGapSeconds,omitempty"`
	Why          string   `json:"why,omitempty"`
	Count        int      `json:"count,omitempty"`
}

const usualRuns = 6

// parse is the library's standard parser; where it crashes (TZ= without a space), the crash is the answer.
func parse(expression string) (schedule cron.Schedule, panicked bool, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			panicked = true
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	schedule, err = cron.ParseStandard(expression)
	return
}

func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		fail("%v", err)
	}
	return t
}

// zoned is a schedule of the CronJob controller, which parses the zone and the expression as one text.
func zoned(r row) cron.Schedule {
	text := r.Expression
	if r.TimeZone != "" && !strings.Contains(text, "TZ") {
		text = "TZ=" + r.TimeZone + " " + text
	}
	schedule, _, err := parse(text)
	if err != nil {
		fail("%s: %v", text, err)
	}
	return schedule
}

func answerParse(r row) row {
	_, panicked, err := parse(r.Expression)
	accepted := err == nil
	r.Accepted, r.Error, r.Panic = &accepted, "", panicked
	if err != nil {
		r.Error = err.Error()
	}
	r.RefusedForTZ = strings.Contains(r.Expression, "TZ")
	return r
}

func answerRuns(r row) row {
	wanted := r.Count
	if known, ok := r.Runs.([]any); ok && wanted == 0 {
		wanted = len(known)
	}
	if wanted == 0 {
		wanted = usualRuns
	}
	schedule, at, runs := zoned(r), instant(r.After), []string{}
	r.Never = false
	for len(runs) < wanted {
		at = schedule.Next(at)
		if at.IsZero() {
			r.Never = true
			break
		}
		runs = append(runs, at.UTC().Format(time.RFC3339))
	}
	r.Runs, r.Count = runs, 0
	return r
}

func answerCounts(r row) row {
	schedule, to := zoned(r), instant(r.To)
	runs, shortest, longest := 0, -1.0, -1.0
	var last time.Time
	for at := schedule.Next(instant(r.From).Add(-time.Second)); !at.IsZero() && at.Before(to); at = schedule.Next(at) {
		if runs > 0 {
			gap := at.Sub(last).Seconds()
			if shortest < 0 || gap < shortest {
				shortest = gap
			}
			if gap > longest {
				longest = gap
			}
		}
		runs++
		last = at
	}
	r.Runs, r.ShortestGap, r.LongestGap = runs, &shortest, &longest
	return r
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "cron-oracle: "+format+"\n", args...)
	os.Exit(1)
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			fail("%v: %s", err, lines.Text())
		}
		switch {
		case r.After != "":
			r = answerRuns(r)
		case r.From != "":
			r = answerCounts(r)
		default:
			r = answerParse(r)
		}
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(r); err != nil {
			fail("%v", err)
		}
		out.Write(text.Bytes())
	}
}
