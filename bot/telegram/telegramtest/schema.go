package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// Schema is the published description of the Bot API: every method and type
// with its fields.
type Schema struct {
	Methods map[string]schemaType `json:"methods"`
	Types   map[string]schemaType `json:"types"`
}

type schemaType struct {
	Fields   []schemaField `json:"fields"`
	Subtypes []string      `json:"subtypes"`
}

type schemaField struct {
	Name        string   `json:"name"`
	Types       []string `json:"types"`
	Required    bool     `json:"required"`
	Description string   `json:"description"`
}

// ErrNoSchema is returned where the description is not on this machine.
var ErrNoSchema = errors.New("the description of the Bot API (data/telegram-bot-api.json) is not here: set ARTICLEBOT_SHARED to the folder that holds data/")

// LoadSchema reads the description from the folder that ARTICLEBOT_SHARED
// names, or from the folder "shared" beside the repository.
func LoadSchema() (*Schema, error) {
	dir := os.Getenv("ARTICLEBOT_SHARED")
	if dir == "" {
		root, err := repository()
		if err != nil {
			return nil, err
		}
		dir = filepath.Join(root, "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(dir, "data", "telegram-bot-api.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoSchema
	}
	if err != nil {
		return nil, fmt.Errorf("read description: %w", err)
	}
	var s Schema
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("decode description: %w", err)
	}
	s.newer()
	return &s, nil
}

// repository finds the folder with go.mod above the working directory.
func repository() (string, error) {
	dir, err := os.Getwd()
	for ; err == nil; dir = filepath.Dir(dir) {
		if _, miss := os.Stat(filepath.Join(dir, "go.mod")); miss == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", ErrNoSchema
		}
	}
	return "", fmt.Errorf("find repository: %w", err)
}

// Check returns what is wrong with a call's fields.
func (s *Schema) Check(method string, p map[string]string) []string {
	m, ok := s.Methods[method]
	if !ok {
		return []string{"is no method"}
	}
	var wrong []string
	fields := map[string]schemaField{}
	for _, f := range m.Fields {
		fields[f.Name] = f
		if _, given := p[f.Name]; f.Required && !given {
			wrong = append(wrong, f.Name+" is missing")
		}
	}
	for name, value := range p {
		f, ok := fields[name]
		if !ok {
			wrong = append(wrong, name+" is no field")
			continue
		}
		if err := s.formValue(f.Types, value); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", name, err))
		}
	}
	sort.Strings(wrong)
	return wrong
}

// formValue checks a field of a form: plain types are written as they are,
// all others as JSON.
func (s *Schema) formValue(types []string, value string) error {
	var errs []error
	for _, t := range types {
		var err error
		switch t {
		case "String":
			return nil
		case "Integer":
			_, err = strconv.ParseInt(value, 10, 64)
		case "Float":
			_, err = strconv.ParseFloat(value, 64)
		case "Boolean":
			if value != "true" && value != "false" {
				err = errors.New("is not true or false")
			}
		default:
			var v any
			if err = json.Unmarshal([]byte(value), &v); err == nil {
				err = s.value(t, v)
			}
		}
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// value checks a JSON value against a type.
func (s *Schema) value(t string, v any) error {
	if of, ok := strings.CutPrefix(t, "Array of "); ok {
		list, ok := v.([]any)
		if !ok {
			return errors.New("is not an array")
		}
		for i, e := range list {
			if err := s.value(of, e); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
		}
		return nil
	}
	ok := true
	switch t {
	case "String":
		_, ok = v.(string)
	case "Integer":
		var f float64
		f, ok = v.(float64)
		ok = ok && f == float64(int64(f))
	case "Float":
		_, ok = v.(float64)
	case "Boolean":
		_, ok = v.(bool)
	default:
		return s.object(t, v)
	}
	if !ok {
		return fmt.Errorf("is not %s", t)
	}
	return nil
}

// object checks an object against a type, or against any one of its subtypes.
func (s *Schema) object(t string, v any) error {
	d, ok := s.Types[t]
	if !ok {
		return fmt.Errorf("type %s is not described", t)
	}
	if len(d.Subtypes) > 0 {
		var errs []error
		for _, sub := range d.Subtypes {
			err := s.value(sub, v)
			if err == nil {
				return nil
			}
			errs = append(errs, fmt.Errorf("as %s: %w", sub, err))
		}
		return errors.Join(errs...)
	}
	o, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("is no %s", t)
	}
	known := map[string]bool{}
	for _, f := range d.Fields {
		known[f.Name] = true
		value, given := o[f.Name]
		if !given {
			if f.Required {
				return fmt.Errorf("%s.%s is missing", t, f.Name)
			}
			continue
		}
		if err := s.field(f, value); err != nil {
			return fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
	}
	for name := range o {
		if !known[name] {
			return fmt.Errorf("%s.%s is no field", t, name)
		}
	}
	return nil
}

func (s *Schema) field(f schemaField, v any) error {
	// "Scope type, must be default": the discriminator of a subtype.
	if _, must, ok := strings.Cut(f.Description, ", must be "); ok && f.Name == "type" {
		if text, _ := v.(string); text != strings.Trim(must, `"“”.`) {
			return fmt.Errorf("must be %s", must)
		}
		return nil
	}
	var errs []error
	for _, t := range f.Types {
		err := s.value(t, v)
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
