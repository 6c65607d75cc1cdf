// Package restore reads a Vietnamese question as it was meant: accents that
// were not typed, keys of the Telex and VNI methods that were left over, and
// the short forms of chats.
//
// What the collection writes comes first, the names of its articles above all;
// then a model of which syllable follows which. A word that is typed well stays
// as it is. The package knows nothing of ranking and keeps no state.
package restore
