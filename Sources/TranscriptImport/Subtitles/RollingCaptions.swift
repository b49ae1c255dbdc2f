/// Captions that show what was said before once more, above or before what is new: each word is said once.
enum RollingCaptions {
    /// A repetition of this many words or more counts wherever lines end.
    private static let longRepetition = 3

    /// More words are on no screen.
    private static let maxRepetition = 200

    /// The cues without what they repeat, if the file is made that way: if half of the cues or more repeat what the cue
    /// before them shows, and some of them go on after that. People, too, say the same twice.
    static func withoutRepetitions(_ cues: [Cue], _ notes: ImportNotes) -> [Cue] {
        guard cues.count > 1 else { return cues }
        let words = cues.map(\.words)
        let counts = cues.indices.map { index in
            index == 0 ? 0 : repeatedCount(cues[index - 1], words[index - 1], cues[index], words[index])
        }
        let repeating = counts.count { $0 > 0 }
        let growing = zip(counts, words).count { $0 > 0 && $0 < $1.count }
        guard growing > 0, 2 * repeating >= cues.count - 1 else { return cues }
        return zip(cues, counts).compactMap { cue, count in
            guard count > 0 else { return cue }
            notes.add(.repeatedCaption, at: "line \(cue.line)")
            return without(count, cue)
        }
    }

    /// How many words at the beginning of a cue are those at the end of the one before.
    private static func repeatedCount(_ former: Cue, _ old: [Substring], _ cue: Cue, _ new: [Substring]) -> Int {
        // Where lines end, in words.
        let starts = boundaries(former).dropLast()
        let ends = Set(boundaries(cue))
        for start in old.indices.suffix(maxRepetition) where new.starts(with: old[start...]) {
            let count = old.count - start
            if count >= longRepetition || (starts.contains(start) && ends.contains(count)) { return count }
        }
        return 0
    }

    /// Counts of words before, between and after the lines.
    private static func boundaries(_ cue: Cue) -> [Int] {
        cue.lines.reduce(into: [0]) { counts, line in
            counts.append(counts[counts.count - 1] + line.text.split(whereSeparator: \.isWhitespace).count)
        }
    }

    /// The cue without its first words, or nil where it has no others.
    private static func without(_ count: Int, _ cue: Cue) -> Cue? {
        var cue = cue
        var left = count
        cue.lines = cue.lines.compactMap { line in
            let words = line.text.split(whereSeparator: \.isWhitespace)
            guard left < words.count else {
                left -= words.count
                return nil
            }
            var line = line
            line.text = line.text[words[left].startIndex...]
            left = 0
            return line
        }
        return cue.lines.isEmpty ? nil : cue
    }
}
