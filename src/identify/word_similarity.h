#pragma once

#include <string>
#include <string_view>

namespace chowki::identify {

// How alike two words of a name are: 1 less the cheapest way from one to the other (substitution,
// insertion, deletion, swap of neighbours) by their length. Cheap are vowels for vowels, doubled
// letters, a silent H, sounds that romanisations write differently (K and Q, CH and J) and letters
// that OCR confuses (M and N, U and V). Where one side is written without vowels, the consonants
// alone are compared.
//
// a, b     A-Z, not empty; words longer than 32 letters are cut there.
// least    what is less alike than this need not be told exactly.
// returns  [0,1], 0 when it is below `least`; symmetric.
// thread   pure.
// source   Damerau 1964 for the operations; the costs are ours.
[[nodiscard]] float WordSimilarity(std::string_view a, std::string_view b, float least = 0);

// A rough form in which most spellings of one word agree: doubled letters once, sounds that
// romanisations write differently as one letter, vowels as A, I or U.
//
// word  A-Z.
[[nodiscard]] std::string SoundKey(std::string_view word);

// The same with the sounds as one letter that only some romanisations tell apart: G and K, D and T,
// B and P; without H.
//
// sound_key  SoundKey of a word.
[[nodiscard]] std::string RoughSoundKey(std::string_view sound_key);

// The shape of a word to a reading machine: letters that OCR confuses are one.
//
// word  A-Z.
[[nodiscard]] std::string ShapeKey(std::string_view word);

// The consonants of a sound key: "MHMD".
[[nodiscard]] std::string Consonants(std::string_view sound_key);

}  // namespace chowki::identify
