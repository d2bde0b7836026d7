// Asks a running kube-apiserver what it says to every text of a file of vectors, and prints the answers.
//
//	go run . -server https://127.0.0.1:6443 -token secret ../../api/mutations.jsonl > answers.jsonl
//
// Each text is posted twice with dryRun=All: with fieldValidation=Strict and with Warn. The server itself reads the YAML.
package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
)

type row struct {
	ID       string `json:"id"`
	As       string `json:"as"`
	Manifest string `json:"manifest"`
}

type verdict struct {
	Accepted bool        `json:"accepted"`
	Stage    string      `json:"stage"`
	Causes   [][2]string `json:"causes,omitempty"`
	Unknown  []string    `json:"unknown,omitempty"`
	Warnings []string    `json:"warnings,omitempty"`
}

type answer struct {
	ID      string  `json:"id"`
	Strict  verdict `json:"strict"`
	Lenient verdict `json:"lenient"`
}

type status struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Details struct {
		Causes []struct {
			Reason string `json:"reason"`
			Field  string `json:"field"`
		} `json:"causes"`
	} `json:"details"`
}

var (
	server    = flag.String("server", "https://127.0.0.1:6443", "address of the API server")
	token     = flag.String("token", "", "bearer token of somebody who may create Jobs")
	unknown   = regexp.MustCompile(`unknown field ("(?:[^"\\]|\\.)*")`)
	apiLine   = regexp.MustCompile(`(?m)^\x{feff}?apiVersion:[ \t]*["']?([^"'\s#]+)`)
	wellKnown = regexp.MustCompile(`^(v1|[a-z0-9][-a-z0-9.]*/v[0-9]+((alpha|beta)[0-9]+)?)$`)
	spaceLine = regexp.MustCompile(`(?m)^  namespace:[ \t]*["']?([^"'\s#/]+)["']?[ \t]*$`)
)

func main() {
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: api -server URL -token TOKEN mutations.jsonl")
		os.Exit(2)
	}
	if err := askAll(flag.Arg(0), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func askAll(path string, out io.Writer) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	// A kube-apiserver of one's own has a certificate that nobody signed.
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	writer := json.NewEncoder(out)
	writer.SetEscapeHTML(false)
	for lines.Scan() {
		var asked row
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		told := answer{ID: asked.ID}
		if told.Strict, err = ask(client, asked, "Strict"); err != nil {
			return fmt.Errorf("%s: %w", asked.ID, err)
		}
		if told.Lenient, err = ask(client, asked, "Warn"); err != nil {
			return fmt.Errorf("%s: %w", asked.ID, err)
		}
		if err := writer.Encode(told); err != nil {
			return err
		}
	}
	return lines.Err()
}

func ask(client *http.Client, asked row, mode string) (verdict, error) {
	request, err := http.NewRequest(http.MethodPost, *server+endpoint(asked)+"?dryRun=All&fieldValidation="+mode, strings.NewReader(asked.Manifest))
	if err != nil {
		return verdict{}, err
	}
	request.Header.Set("Content-Type", "application/yaml")
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Authorization", "Bearer "+*token)
	response, err := client.Do(request)
	if err != nil {
		if strings.Contains(err.Error(), "connection refused") {
			return verdict{}, err
		}
		// The handler panicked: the connection ends without an answer.
		return verdict{Stage: "panic"}, nil
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return verdict{Stage: "panic"}, nil
	}
	told := verdict{Accepted: response.StatusCode == http.StatusCreated, Stage: "accepted", Warnings: warnings(response.Header.Values("Warning"))}
	if told.Accepted {
		return told, nil
	}
	var said status
	_ = json.Unmarshal(bytes.TrimSpace(body), &said)
	switch response.StatusCode {
	case http.StatusBadRequest:
		told.Stage = "decode"
	case http.StatusNotFound:
		told.Stage = "route"
	case http.StatusUnprocessableEntity:
		told.Stage = "validation"
	default:
		told.Stage = strconv.Itoa(response.StatusCode)
	}
	for _, cause := range said.Details.Causes {
		told.Causes = append(told.Causes, [2]string{cause.Reason, cause.Field})
	}
	for _, match := range unknown.FindAllStringSubmatch(said.Message, -1) {
		if field, err := strconv.Unquote(match[1]); err == nil {
			told.Unknown = append(told.Unknown, field)
		}
	}
	return told, nil
}

// The path that a client would choose: by the apiVersion where it is well-formed, else batch/v1.
func endpoint(asked row) string {
	version := "batch/v1"
	if match := apiLine.FindStringSubmatch(asked.Manifest); match != nil && wellKnown.MatchString(match[1]) {
		version = match[1]
	}
	root := "/apis/" + version
	if version == "v1" {
		root = "/api/v1"
	}
	namespace := "default"
	if match := spaceLine.FindStringSubmatch(asked.Manifest); match != nil {
		namespace = match[1]
	}
	return root + "/namespaces/" + namespace + "/" + strings.ToLower(asked.As) + "s"
}

// A header reads `299 - "text"`, with quotes and backslashes escaped.
func warnings(headers []string) []string {
	var texts []string
	for _, header := range headers {
		text := strings.TrimPrefix(header, "299 - ")
		if unquoted, err := strconv.Unquote(text); err == nil {
			text = unquoted
		}
		texts = append(texts, text)
	}
	return texts
}
