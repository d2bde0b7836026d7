// Answers what the YAML reader of the API server makes of a text: one JSON string a line in, one JSON object a line out.
//
//	go run . < texts.jsonl > answers.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"sigs.k8s.io/yaml"
)

type answer struct {
	Accepted       bool   `json:"accepted"`
	JSON           string `json:"json,omitempty"`
	StrictAccepted bool   `json:"strictAccepted"`
	Error          string `json:"error,omitempty"`
}

func answerOf(text string) (result answer) {
	// The reader itself panics on a few texts; the server recovers and refuses.
	defer func() {
		if recover() != nil {
			result = answer{Error: "panic"}
		}
	}()
	value, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return answer{Error: err.Error()}
	}
	_, strict := yaml.YAMLToJSONStrict([]byte(text))
	result = answer{Accepted: true, JSON: string(value), StrictAccepted: strict == nil}
	if strict != nil {
		result.Error = strict.Error()
	}
	return result
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var text string
			if json.Unmarshal(line, &text) == nil {
				_ = encoder.Encode(answerOf(text))
			} else {
				_ = encoder.Encode(answer{Error: "no JSON string"})
			}
			if in.Buffered() == 0 {
				out.Flush()
			}
		}
		if err != nil {
			return
		}
	}
}
