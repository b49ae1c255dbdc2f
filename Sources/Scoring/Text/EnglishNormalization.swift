import Foundation

/// English in the manner of Whisper's evaluation: two transcripts that a reader would call the same should be equal.
///
/// In order: NFKC, lower case and no accents; text in `[]`, `<>` and `()` left out; words and numbers found, commas
/// inside numbers dropped, letters parted from digits (`mp3` → `mp 3`); contractions and titles written out; numbers,
/// ordinals, money and per cent to digits; fillers left out; British to American spelling.
enum EnglishNormalization {
    static func normalize(_ words: [String]) -> [NormalizedWord] {
        let found = withoutBrackets(characters(of: words)).split { $0.scalar == " " }
            .flatMap { tokens(in: Array($0)) }
        return EnglishNumbers.toDigits(found.flatMap(expanded)).withoutFillers().map {
            NormalizedWord(text: EnglishSpelling.american($0.text), sources: $0.sources)
        }
    }

    struct Character {
        var scalar: Unicode.Scalar
        var source: Int
    }

    private static func characters(of words: [String]) -> [Character] {
        words.enumerated().flatMap { index, word -> [Character] in
            var folded = String.UnicodeScalarView()
            folded.append(contentsOf: BasicNormalization.folded(word))
            let bare = String(folded).decomposedStringWithCanonicalMapping.unicodeScalars.filter {
                $0.properties.generalCategory != .nonspacingMark
            }
            return bare.map { Character(scalar: $0, source: index) } + [Character(scalar: " ", source: index)]
        }
    }

    /// Leaves out what stands in brackets: notes such as `[laughter]`. A bracket that is not closed is a mark.
    private static func withoutBrackets(_ text: [Character]) -> [Character] {
        let closing: [Unicode.Scalar: Set<Unicode.Scalar>] = ["[": ["]", ">"], "<": ["]", ">"], "(": [")"]]
        var result: [Character] = []
        var place = 0
        while place < text.count {
            if let ends = closing[text[place].scalar],
                let end = text[place...].firstIndex(where: { ends.contains($0.scalar) })
            {
                result.append(Character(scalar: " ", source: text[place].source))
                place = end + 1
            } else {
                result.append(text[place])
                place += 1
            }
        }
        return result
    }

    /// The words and numbers in a stretch without white space.
    private static func tokens(in text: [Character]) -> [NormalizedWord] {
        var result: [NormalizedWord] = []
        var place = 0
        func scalar(_ index: Int) -> Unicode.Scalar { text.indices.contains(index) ? text[index].scalar : " " }
        func isDigit(_ index: Int) -> Bool { "0"..."9" ~= scalar(index) }
        func isLetter(_ index: Int) -> Bool { BasicNormalization.isWord(scalar(index)) && !isDigit(index) }
        func take(_ range: Range<Int>) {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: text[range].lazy.map(\.scalar).filter { $0 != "," })
            result.append(
                NormalizedWord(text: String(view), sources: text[range.lowerBound].source..<text[place - 1].source + 1))
        }
        while place < text.count {
            let start = place
            if isDigit(place) || "$£€¢".unicodeScalars.contains(scalar(place)) && isDigit(place + 1) {
                place += 1
                while isDigit(place) || ".,".unicodeScalars.contains(scalar(place)) && isDigit(place + 1) { place += 1 }
                if scalar(place) == "%" {
                    place += 1
                } else if let ending = ["st", "nd", "rd", "th", "s"].first(where: { ending in
                    ending.unicodeScalars.enumerated().allSatisfy { scalar(place + $0.offset) == $0.element }
                        && !isLetter(place + ending.utf8.count)
                }) {
                    place += ending.utf8.count
                }
                take(start..<place)
            } else if isLetter(place) {
                place += 1
                while isLetter(place) || scalar(place) == "'" && isLetter(place + 1) { place += 1 }
                take(start..<place)
            } else {
                place += 1
            }
        }
        return result
    }

    /// A contraction or title written out.
    private static func expanded(_ word: NormalizedWord) -> [NormalizedWord] {
        func words(_ texts: [String]) -> [NormalizedWord] {
            texts.map { NormalizedWord(text: $0, sources: word.sources) }
        }
        if let whole = EnglishTables.contractions[word.text] {
            return words(whole.split(separator: " ").map(String.init))
        }
        for (ending, full) in EnglishTables.endings where word.text.hasSuffix(ending) {
            return words([String(word.text.dropLast(ending.count)), full].filter { !$0.isEmpty })
        }
        return words([word.text.filter { $0 != "'" }])
    }
}

extension [NormalizedWord] {
    /// The same without fillers; `uh huh` and `mm hmm` count as one filler each, `huh` alone stays.
    func withoutFillers() -> [NormalizedWord] {
        var kept: [NormalizedWord] = []
        var place = 0
        while place < count {
            if place + 1 < count, EnglishTables.fillerPairs[self[place].text] == self[place + 1].text {
                place += 2
                continue
            }
            if !EnglishTables.fillers.contains(self[place].text) { kept.append(self[place]) }
            place += 1
        }
        return kept
    }
}
