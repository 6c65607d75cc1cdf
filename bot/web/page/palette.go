package page

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
)

// DefaultColor is the accent of a paper that has set none.
const DefaultColor = "#7b2d26"

// The grounds that the accent stands on, as in page.css.
var (
	lightGround = rgb{0xfb, 0xf9, 0xf4}
	darkGround  = rgb{0x17, 0x16, 0x14}
	white       = rgb{0xff, 0xff, 0xff}
	black       = rgb{0x14, 0x12, 0x10}
)

// minContrast is what text needs to be read,
// https://www.w3.org/TR/WCAG22/#contrast-minimum.
const minContrast = 4.5

// rgb is a color.
type rgb struct{ r, g, b uint8 }

func (c rgb) String() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// palette is the paper's color as it can be read on both grounds, and what can
// be read on the first, which also fills what is pressed.
type palette struct{ light, onLight, dark rgb }

var colorPattern = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// newPalette reads #rrggbb, "" for DefaultColor.
func newPalette(color string) (palette, error) {
	if color == "" {
		color = DefaultColor
	}
	if !colorPattern.MatchString(color) {
		return palette{}, fmt.Errorf("read color %q: not of the form #rrggbb", color)
	}
	n, err := strconv.ParseUint(color[1:], 16, 32)
	if err != nil {
		return palette{}, fmt.Errorf("read color: %w", err)
	}
	c := rgb{uint8(n >> 16), uint8(n >> 8), uint8(n)}
	p := palette{light: readable(c, lightGround, black), dark: readable(c, darkGround, white)}
	p.onLight = inkOn(p.light)
	return p, nil
}

// readable mixes a color with another until it can be read on a ground.
func readable(c, ground, with rgb) rgb {
	const steps = 50
	for i := range steps {
		if m := mix(c, with, float64(i)/steps); contrast(m, ground) >= minContrast {
			return m
		}
	}
	return with
}

// inkOn is black or white, whichever can be read better on a color.
func inkOn(c rgb) rgb {
	if contrast(white, c) >= contrast(black, c) {
		return white
	}
	return black
}

func mix(a, b rgb, share float64) rgb {
	part := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*share)) }
	return rgb{part(a.r, b.r), part(a.g, b.g), part(a.b, b.b)}
}

// contrast is the ratio of two colors' luminance,
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
func contrast(a, b rgb) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c rgb) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// css is the palette as custom properties.
func (p palette) css() string {
	return fmt.Sprintf(":root { --accent: %s; --fill: %[1]s; --on-fill: %s; }\n@media (prefers-color-scheme: dark) { :root { --accent: %s; } }\n",
		p.light, p.onLight, p.dark)
}
