// Package vietnamese knows how Vietnamese is spelt: its letters and tones, what
// a syllable is, and what the keys of the Telex and VNI typing methods stand
// for. It knows no words.
//
// Words are lower case and in NFC. A tone stands in its older place ("hòa", not
// "hoà") in all that is returned; both places are understood.
package vietnamese
